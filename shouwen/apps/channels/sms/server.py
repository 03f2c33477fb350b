"""Where short messages go, as one address and a list of templates name it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlparse, urlunparse


@dataclass(frozen=True)
class Gateway:
    """A file that keeps them (`path`), or a service that sends them (`url`, signed with `secret`).

    `templates`: the id that the carrier has approved, by the kind of notice; a kind without one is not sent.
    """

    path: Path | None = None
    url: str = ""
    secret: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)


def gateway_of(url: str, templates: str) -> Gateway | None:
    """`file:///var/log/sms.jsonl`, or `https://gateway.example/send?secret=…`; None when there is no address.

    Templates are written `paged=SMS_1,director_told=SMS_2`.
    """
    if not url:
        return None
    known = dict(pair.strip().split("=", 1) for pair in templates.split(",") if "=" in pair)
    parts = urlparse(url)
    if parts.scheme == "file" and parts.path:
        return Gateway(path=Path(parts.path), templates=known)
    secret = parse_qs(parts.query).get("secret", [""])[0]
    if parts.scheme != "https" or not parts.hostname or not secret:
        raise SystemExit("SHOUWEN_SMS_URL must look like file:///path.jsonl or https://gateway.example/send?secret=…")
    return Gateway(url=urlunparse(parts._replace(query="")), secret=secret, templates=known)
