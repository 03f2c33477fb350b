"""A mailbox on this machine that speaks just enough IMAP, and misbehaves where it is told to."""

import re
import socket
import threading
from dataclasses import dataclass, field


@dataclass
class Box:
    """`letters`: uid to bytes; `seen`: those marked as read. `breaks_at`: where the line goes dead, once."""

    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    breaks_at: str = ""
    # Nothing can be marked: a mailbox that is full, or may only be read.
    full: bool = False
    # The line goes dead within a letter, once.
    breaks_inside: bool = False
    validity: int = 1
    logins: int = 0

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.door.close()

    def put(self, raw: bytes) -> int:
        uid = max(self.letters, default=0) + 1
        self.letters[uid] = raw
        return uid

    def restore(self) -> None:
        """As after a restore: the same letters under other numbers, and nobody knows what was read."""
        self.letters = {100 + uid: raw for uid, raw in self.letters.items()}
        self.seen, self.validity = set(), self.validity + 1

    def _head(self, uid: int) -> bytes:
        lines = self.letters[uid].split(b"\n")
        head = b"".join(line.strip() + b"\r\n" for line in lines if line.lower().startswith(b"message-id:")) + b"\r\n"
        return f"* 1 FETCH (UID {uid} BODY[HEADER.FIELDS (MESSAGE-ID)] {{{len(head)}}}\r\n".encode() + head + b")\r\n"

    def _serve(self) -> None:
        while True:
            try:
                plug, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[plug], daemon=True).start()

    def _talk(self, plug: socket.socket) -> None:
        with plug, plug.makefile("rb") as lines:
            plug.sendall(b"* OK here\r\n")
            for line in lines:
                tag, _, said = line.decode("latin-1").strip().partition(" ")
                word = said.upper()
                if self.breaks_at and self.breaks_at in word:
                    self.breaks_at = ""
                    return
                if self.full and word.startswith("UID STORE"):
                    plug.sendall(f"{tag} NO [OVERQUOTA] the mailbox is full\r\n".encode())
                    continue
                if self.breaks_inside and word.startswith("UID FETCH"):
                    self.breaks_inside = False
                    plug.sendall(self._answer(word)[:60])
                    return
                plug.sendall(self._answer(word) + f"{tag} OK done\r\n".encode())
                if word.startswith("LOGOUT"):
                    return

    def _answer(self, word: str) -> bytes:
        if word.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if word.startswith("LOGIN"):
            self.logins += 1
        if word.startswith("SELECT"):
            return f"* {len(self.letters)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] ok\r\n".encode()
        if word.startswith("UID SEARCH"):
            unread = [str(uid) for uid in sorted(self.letters) if uid not in self.seen]
            return f"* SEARCH {' '.join(unread)}\r\n".encode()
        if found := re.match(r"UID FETCH ([\d,]+) \(BODY.PEEK\[HEADER", word):
            return b"".join(self._head(int(uid)) for uid in found[1].split(","))
        if found := re.match(r"UID FETCH (\d+)", word):
            raw = self.letters[int(found[1])]
            return f"* 1 FETCH (UID {found[1]} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
        if found := re.match(r"UID STORE (\d+) \+FLAGS", word):
            self.seen.add(int(found[1]))
        return b"* BYE bye\r\n" if word.startswith("LOGOUT") else b""
