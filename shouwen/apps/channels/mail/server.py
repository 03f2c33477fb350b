"""Where the mailbox is, as one address names it."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlparse

PORTS = {"imap": 143, "imaps": 993}


@dataclass(frozen=True)
class Imap:
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    starttls: bool = False
    tls: bool = False
    # Seconds for one answer.
    timeout: int = 20


def imap_of(url: str) -> Imap | None:
    """The mailbox in `imaps://user:password@host:993/INBOX` or `imap://…?starttls=1`; None when there is no address."""
    if not url:
        return None
    parts = urlparse(url)
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise SystemExit("SHOUWEN_IMAP_URL must look like imaps://user:password@host:993/INBOX or imap://…?starttls=1")
    return Imap(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        starttls=parse_qs(parts.query).get("starttls") == ["1"],
        tls=parts.scheme == "imaps",
    )
