"""The mail server, as one address names it."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlparse

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class Smtp:
    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    # Seconds for one answer; and for a letter as a whole, so that a batch of ten is through before its lease ends.
    timeout: int = 20
    patience: float = 25


def smtp_of(url: str) -> Smtp | None:
    """The server in `smtp://user:password@host:587?starttls=1` or `smtps://…`; None when there is no address."""
    if not url:
        return None
    parts = urlparse(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise SystemExit("SHOUWEN_SMTP_URL must look like smtp://user:password@host:587?starttls=1 or smtps://…")
    return Smtp(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parse_qs(parts.query).get("starttls") == ["1"],
        tls=parts.scheme == "smtps",
    )
