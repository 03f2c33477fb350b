"""A wire between server and database that may fall silent: nothing passes, and nobody says that it is cut."""

import asyncio
import threading
from contextlib import suppress
from typing import Self

PIECE = 65536


class Proxy:
    """Runs in a thread of its own. `silence` stops all; `swallow_commit_after` once a COMMIT was sent through."""

    def __init__(self, port: int) -> None:
        self.port = 0
        self._target = port
        self._silent = False
        self._word = b""
        self._swallowed = threading.Event()
        self._lines: list[asyncio.StreamWriter] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        serving = asyncio.start_server(self._serve, "127.0.0.1", 0)
        server = asyncio.run_coroutine_threadsafe(serving, self._loop).result(10)
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.mend()
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def silence(self) -> None:
        self._silent = True

    def swallow_commit_after(self, word: bytes) -> None:
        """Of the connection that says this word before."""
        self._word = word

    def swallowed(self, seconds: float) -> bool:
        """Was it sent, and has the silence begun?"""
        return self._swallowed.wait(seconds)

    def mend(self) -> None:
        """New connections pass; those that were open when it fell silent are gone, as after a long cut."""

        def cut() -> None:
            for line in self._lines:
                line.close()
            self._lines.clear()
            self._silent, self._word = False, b""

        if self._silent:
            self._loop.call_soon_threadsafe(cut)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.append(writer)
        if self._silent:
            return
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._lines.append(there_writer)
        # At the end it is called off; the server that called it takes that for a fault.
        with suppress(asyncio.CancelledError):
            await asyncio.gather(
                self._pass_on(reader, there_writer, asked=True), self._pass_on(there_reader, writer, asked=False)
            )

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, asked: bool) -> None:
        spoken = False
        try:
            while piece := await source.read(PIECE):
                if self._silent:
                    return
                sink.write(piece)
                await sink.drain()
                spoken |= bool(asked and self._word and self._word in piece)
                if spoken and b"COMMIT" in piece:
                    self._silent = True
                    self._swallowed.set()
                    return
            sink.close()
        except OSError:
            sink.close()
