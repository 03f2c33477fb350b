"""A mail server on this machine that keeps what it takes, and misbehaves where it is told to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from email.policy import default
from threading import Event

Misdeed = bytes | Callable[["Talk"], None]
# A step is the word that the client says; the first is its coming, END the point after its letter.
PLAIN: dict[str, Misdeed] = {
    "COMES": b"220 here",
    "EHLO": b"250 here",
    "HELO": b"250 here",
    "MAIL": b"250 yes",
    "RCPT": b"250 yes",
    "DATA": b"354 go on",
    "END": b"250 taken",
    "RSET": b"250 yes",
    "QUIT": b"221 bye",
}


class Sink:
    """`does`: what it answers at a step. `letters`: the Message-ID of each that it has taken, or had in hand whole."""

    def __init__(self) -> None:
        self.does: dict[str, Misdeed] = {}
        self.letters: list[str] = []
        self.calls = 0
        self.over = Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.door.close()

    def _serve(self) -> None:
        while True:
            try:
                plug, _ = self.door.accept()
            except OSError:
                return
            self.calls += 1
            threading.Thread(target=Talk(self, plug).run, daemon=True).start()


class Talk:
    def __init__(self, sink: Sink, plug: socket.socket) -> None:
        self.sink, self.plug, self.words = sink, plug, plug.makefile("rb")

    def run(self) -> None:
        try:
            self._step("COMES")
            while line := self.words.readline():
                word = line[:4].decode("ascii", "replace").strip().upper()
                self._step(word)
                if word == "DATA" and self.sink.does.get("DATA") is None:
                    self._letter()
                    self._step("END")
                if word == "QUIT":
                    break
        except OSError:
            pass
        finally:
            self.plug.close()

    def _letter(self) -> None:
        lines = []
        while (line := self.words.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.sink.letters.append(str(BytesParser(policy=default).parsebytes(b"".join(lines))["Message-ID"]))

    def _step(self, word: str) -> None:
        does = self.sink.does.get(word, PLAIN.get(word, b"500 what"))
        if callable(does):
            does(self)
            # What the misdeed left open is closed by whoever it keeps waiting.
            raise ConnectionAbortedError
        self.plug.sendall(does + b"\r\n")


def hangs(talk: Talk) -> None:
    """Says nothing any more until the client goes, or the test is over."""
    while not talk.sink.over.is_set() and talk.plug.recv(1):
        pass


def drops(talk: Talk) -> None:
    """Goes without a word."""
    talk.plug.shutdown(socket.SHUT_RDWR)


def drips(talk: Talk) -> None:
    """A byte now and then, and never a whole answer: each byte comes well before any timeout of a single answer."""
    while not talk.sink.over.wait(0.1):
        talk.plug.sendall(b"2")


@contextmanager
def sinking() -> Iterator[Sink]:
    sink = Sink()
    try:
        yield sink
    finally:
        sink.close()
