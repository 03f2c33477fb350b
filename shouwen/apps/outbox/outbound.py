"""The one way out: every request of this house to an address that somebody gave it.

Looked up once; every address found must be open; connected to that very address, so nothing can change in between;
the name is for TLS and the Host line alone. No redirect is followed, no proxy is asked. Time and size are capped as a
whole. What went wrong is told as a class, never in the words of the other side.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from shouwen.apps.outbox.destination import Address, Destination, destination_of, is_open
from shouwen.policy.refusal import Refused

SECONDS = 10.0
ANSWER_BYTES = 64 * 1024
# For the first line and the headers of an answer.
HEAD_BYTES = 32 * 1024


class OutboundError(Exception):
    """`code`: forbidden, unknown_host, unreachable, timeout, tls, too_large or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What the other side said. Its words are for the caller's own reading, never for a page or a log."""

    status: int
    body: bytes

    @property
    def status_class(self) -> str:
        return f"{self.status // 100}xx"


def send(
    url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS, limit: int = ANSWER_BYTES
) -> Answer:
    """POST a body, and read the answer: `seconds` for everything together, at most `limit` bytes. `OutboundError`."""
    deadline = time.monotonic() + seconds
    try:
        there = destination_of(url)
    except Refused:
        raise OutboundError("forbidden") from None
    try:
        with _connected(there, _looked_up(there, deadline), deadline) as line:
            return _asked(there, line, body, headers, limit)
    except OutboundError:
        raise
    except TimeoutError:
        raise OutboundError("timeout") from None
    except ssl.SSLError:
        raise OutboundError("tls") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise OutboundError("broken") from None


class _Line:
    """A connection that is over at its deadline, however slowly the other side drips, and after so many bytes."""

    def __init__(self, plug: socket.socket, deadline: float) -> None:
        self.plug, self.deadline, self.left = plug, deadline, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failed: object) -> None:
        self.plug.close()

    def sendall(self, data: Any) -> None:
        self.plug.settimeout(_left(self.deadline))
        self.plug.sendall(data)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """The library closes before it has read; this line is closed by who opened it."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self.line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.line.plug.settimeout(_left(self.line.deadline))
        count = self.line.plug.recv_into(buffer)
        self.line.left -= count
        if self.line.left < 0:
            raise OutboundError("too_large")
        return count


def _looked_up(there: Destination, deadline: float) -> list[Address]:
    """Every address of the host. A resolver cannot be told to hurry, so it is asked beside and left alone when late."""
    found: list[Address] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(ipaddress.ip_address(str(row[4][0])) for row in rows))
        except (OSError, ValueError):
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_left(deadline))
    if asking.is_alive():
        raise OutboundError("timeout")
    if not found:
        raise OutboundError("unknown_host")
    # One that is not open spoils all: an answer that mixes them was made to deceive.
    if not all(is_open(address, there.host) for address in found):
        raise OutboundError("forbidden")
    return found


def _connected(there: Destination, addresses: list[Address], deadline: float) -> _Line:
    plug = _plugged(addresses, there.port, deadline)
    if there.scheme == "http":
        return _Line(plug, deadline)
    try:
        plug.settimeout(_left(deadline))
        return _Line(_secured(plug, there.host), deadline)
    except BaseException:
        plug.close()
        raise


def _plugged(addresses: list[Address], port: int, deadline: float) -> socket.socket:
    for address in addresses:
        try:
            # A number, not a name: nothing is looked up again.
            return socket.create_connection((str(address), port), timeout=_left(deadline))
        except TimeoutError:
            _left(deadline)
        except OSError:
            continue
    raise OutboundError("unreachable")


def _secured(plug: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.wrap_socket(plug, server_hostname=host)


def _asked(there: Destination, line: _Line, body: bytes, headers: Mapping[str, str], limit: int) -> Answer:
    line.left = limit + HEAD_BYTES
    connection = http.client.HTTPConnection(there.host, there.port)
    connection.sock = line
    told = {"Host": there.netloc, "Connection": "close", "User-Agent": "Shouwen", **headers}
    connection.request("POST", there.path, body, told)
    answer = connection.getresponse()
    words = answer.read(limit + 1)
    if len(words) > limit:
        raise OutboundError("too_large")
    return Answer(answer.status, words)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutboundError("timeout")
    return left
