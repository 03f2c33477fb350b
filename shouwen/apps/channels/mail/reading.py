"""Reading a letter: headers, text and files, whatever its sender made of the standards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from tnefparse import TNEF

# Nobody writes more; a letter that claims to is cut.
PARTS, NAME = 60, 120
ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>")
WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}
TO = ("To", "Cc", "Delivered-To", "X-Original-To")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf", "text/plain": "txt"}
AUTOMATIC = {"bulk", "junk", "list", "auto_reply"}
SIMPLER = {
    "gb2312",
    "gbk",
    "gb_2312-80",
    "x-gbk",
    "hz-gb-2312",
    "euc-cn",
    "csgb2312",
    "cp936",
    "ansi_x3.4-1968",
    "unknown-8bit",
}


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A letter as it was read. `proof`: what the receiving servers say of the sender, by their own names."""

    message_id: str
    sender: str
    sender_name: str
    return_path: str | None
    recipients: Sequence[str]
    subject: str
    references: Sequence[str]
    text: str
    files: Sequence[File]
    is_automatic: bool
    is_report: bool
    reported_ids: Sequence[str]
    proof: Sequence[str]


def read(raw: bytes) -> Letter:
    """Never raises for anything that a sender can write."""
    message = message_from_bytes(raw, policy=compat32)
    name, address = parseaddr(_raw(message, "From"))
    plain, html, files = _content(message)
    text = plain or _as_text(html)
    reported = [part for part in message.walk() if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}]
    return Letter(
        message_id=next(iter(ID.findall(_raw(message, "Message-ID"))), ""),
        sender=_mended(address).strip().lower(),
        sender_name=_decoded(name)[:NAME],
        return_path=_raw(message, "Return-Path").strip() if message["Return-Path"] is not None else None,
        recipients=_recipients(message),
        subject=" ".join(_decoded(_raw(message, "Subject")).split())[:NAME],
        references=ID.findall(_raw(message, "In-Reply-To") + _raw(message, "References"))[:PARTS],
        text=text,
        files=files,
        is_automatic=_is_automatic(message),
        is_report=message.get_content_type() == "multipart/report",
        reported_ids=[each for part in reported for each in _ids_inside(part)],
        proof=[_unfolded(each) for each in message.get_all("Authentication-Results", [])],
    )


def id_of(head: bytes) -> str:
    """The id of a letter of which only the head is here, as `read` finds it."""
    return next(iter(ID.findall(_raw(message_from_bytes(head, policy=compat32), "Message-ID"))), "")


def _content(message: Message) -> tuple[str, str, list[File]]:
    plain, html, files = "", "", []
    for place, part in enumerate(message.walk()):
        if place >= PARTS or part.is_multipart():
            continue
        kind, name = part.get_content_type(), _decoded(part.get_filename() or "")
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        if kind in WINMAIL or name.lower() == "winmail.dat":
            inside, words = _winmail(content)
            files += inside
            plain = plain or words
        elif kind == "text/plain" and not name and part.get_content_disposition() != "attachment":
            plain = plain or _text(content, part.get_content_charset())
        elif kind == "text/html" and not name and part.get_content_disposition() != "attachment":
            html = html or _text(content, part.get_content_charset())
        elif content:
            files.append(File(name[-NAME:] or _unnamed(kind, place), content))
    return plain.strip(), html, files


def _winmail(content: bytes) -> tuple[list[File], str]:
    """What Outlook wrapped up for nobody else."""
    try:
        wrapped = TNEF(content)
        body = wrapped.body or b""
        words = body if isinstance(body, str) else _text(body, None)
        found = [File(str(each.long_filename() or each.name)[-NAME:], bytes(each.data)) for each in wrapped.attachments]
    except Exception:  # a stranger's bytes, read by a library that may stumble over them in any way
        return [File("winmail.dat", content)] if content else [], ""
    return found, words.strip()


def _is_automatic(message: Message) -> bool:
    """Written by a machine: an answer out of office, a list, a newsletter."""
    told = _raw(message, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        told not in {"", "no"}
        or _raw(message, "Precedence").strip().lower() in AUTOMATIC
        or any(message[name] is not None for name in ("List-Id", "X-Autoreply", "X-Autorespond", "X-Shouwen-Loop"))
    )


def _recipients(message: Message) -> list[str]:
    lines = [_unfolded(each) for name in TO for each in message.get_all(name, [])]
    return [address.strip().lower() for _name, address in getaddresses(lines) if address][:PARTS]


def _ids_inside(part: Message) -> list[str]:
    """The id of the letter that could not be delivered."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else payload
    told = inner.as_string() if isinstance(inner, Message) else str(inner)
    return re.findall(r"(?im)^message-id:\s*(<[^<>\s]{3,250}>)", told)[:3]


def _raw(message: Message, name: str) -> str:
    """As it came: bytes that no rule allows are kept for `_mended`."""
    rows = ((key.lower(), value) for key, value in message.raw_items())
    return _unfolded(next((value for key, value in rows if key == name.lower()), ""))


def _unfolded(value: object) -> str:
    return re.sub(r"[\r\n]+[ \t]*", " ", str(value))


def _decoded(header: str) -> str:
    """A header's words: encoded by the rules, or raw bytes of whatever the sender's machine speaks."""
    try:
        pieces = decode_header(header)
    except Exception:  # decode_header raises whatever its codecs do
        return header
    return "".join(_text(piece, charset) if isinstance(piece, bytes) else _mended(piece) for piece, charset in pieces)


def _mended(piece: str) -> str:
    try:
        return piece.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeEncodeError:
        return piece
    except UnicodeDecodeError:
        return piece.encode("ascii", "surrogateescape").decode("gb18030", "replace")


def _text(content: bytes, charset: str | None) -> str:
    """Chinese mail often says gb2312 and means GBK, or says nothing."""
    wanted = (charset or "").lower()
    tries = ["gb18030"] if wanted in SIMPLER else [wanted] if wanted else []
    for each in (*tries, "utf-8", "gb18030"):
        try:
            return content.decode(each)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _unnamed(kind: str, place: int) -> str:
    return f"{place}.{ENDINGS.get(kind, 'bin')}"


class _Words(HTMLParser):
    """The words of a page, a line a block."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in {"script", "style", "head", "title"}
        if tag in {"br", "p", "div", "tr", "li"}:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "head", "title"}:
            self._silent = max(self._silent - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))


def _as_text(html: str) -> str:
    reader = _Words()
    for piece in _slices(html):
        reader.feed(piece)
    return "\n".join(line.strip() for line in "".join(reader.said).split("\n")).strip()


def _slices(text: str, size: int = 65536) -> Iterator[str]:
    for start in range(0, min(len(text), 20 * size), size):
        yield text[start : start + size]
