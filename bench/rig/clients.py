"""Several clients at once over kept connections, each asking again as soon as it has its answer."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import uvloop

# Requests on one connection.
KEPT = 10
# What one request says: method, path, form (None for a page).
Ask = tuple[str, str, str | None]


@dataclass(frozen=True)
class Told:
    """Of the requests of one run: seconds each, bytes of the last body."""

    seconds: list[float]
    wall: float
    size: int

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run(port: int, headers: str, ask: Callable[[], Ask], status: int, *, clients: int, seconds: float) -> Told:
    """Every answer must have this status; anything else ends the run with what it said."""
    return uvloop.run(_run(port, headers, ask, status, clients, seconds))


async def _run(port: int, headers: str, ask: Callable[[], Ask], status: int, clients: int, seconds: float) -> Told:
    taken: list[float] = []
    sizes = [0]
    begun = time.perf_counter()
    until = begun + seconds

    async def client() -> None:
        while time.perf_counter() < until:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            # Kept for a while only: else all of them may live on one worker, whichever accepted first.
            for _ in range(KEPT):
                start = time.perf_counter()
                writer.write(_bytes(port, headers, *ask()))
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                if int(head.split(b" ", 2)[1]) != status:
                    raise SystemExit(f"{head.decode()}{body[:2000].decode(errors='replace')}")
                taken.append(time.perf_counter() - start)
                sizes[0] = len(body)
                if time.perf_counter() >= until:
                    break
            writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return Told(taken, time.perf_counter() - begun, sizes[0])


def _bytes(port: int, headers: str, method: str, path: str, form: str | None) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}"
    if form is None:
        return f"{head}\r\n".encode()
    kind = "application/x-www-form-urlencoded"
    return f"{head}Content-Type: {kind}\r\nContent-Length: {len(form)}\r\n\r\n{form}".encode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise SystemExit(f"an answer without its length: {head.decode()}")
