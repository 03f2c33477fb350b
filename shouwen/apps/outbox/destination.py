"""Where this house may connect to: addresses of the open internet, and what its keeper has named beside them."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from django.conf import settings

from shouwen.policy.refusal import Refused

Address = IPv4Address | IPv6Address
URL_LIMIT = 500
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
PORTS = {"https": 443, "http": 80}

# Written down, because what a library calls global differs from version to version.
V4_REFUSED = [
    ipaddress.IPv4Network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        # A cloud's own machine room, though by its number it is of the open internet.
        "168.63.129.16/32",
    )
]  # fmt: skip
V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
# Protocol assignments with Teredo, documentation, 6to4: the last holds an address of version 4 that nobody checked.
V6_REFUSED = [
    ipaddress.IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]  # fmt: skip
# ISATAP: the lower half of an address that tunnels to one of version 4.
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
# A host that is named may stand in a network of one's own, never on this machine or beside its door.
OWN = [
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
]  # fmt: skip


@dataclass(frozen=True)
class Destination:
    """An address as it was written, taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True)
class Allowed:
    """What the keeper of this house names: hosts, and networks."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()


def allowed_of(text: str) -> Allowed:
    """From `hook.hospital.example,10.20.0.0/16`."""
    hosts, networks = set(), []
    for each in filter(None, (part.strip().lower() for part in text.split(","))):
        try:
            networks.append(ipaddress.ip_network(each))
        except ValueError:
            if not _is_name(each):
                raise SystemExit(
                    f"SHOUWEN_OUTBOUND_INTERNAL names hosts and networks, like 10.20.0.0/16: {each!r} is neither"
                ) from None
            hosts.add(each)
    return Allowed(frozenset(hosts), tuple(networks))


def destination_of(url: str) -> Destination:
    """An address that may be kept. Whether its host may be reached is found when it is.

    Refused with `field` url: `url_missing`, `text_too_long`, `url_odd`, `url_not_https`, `url_internal`.
    """
    if not url:
        raise Refused("text_missing", field="url")
    if len(url) > URL_LIMIT:
        raise Refused("text_too_long", field="url", limit=URL_LIMIT)
    # Only what is plain to every reader of addresses: no blanks, backslashes, fragments, names with passwords.
    if not re.fullmatch(r"[!$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+", url) or "@" in url.split("?", maxsplit=1)[0]:
        raise Refused("url_odd", field="url")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Refused("url_odd", field="url") from None
    if parts.scheme not in PORTS or not host or port == 0 or not (_is_name(host) or _literal(host)):
        raise Refused("url_odd", field="url")
    literal = _literal(host)
    if literal is not None and not is_open(literal, host):
        raise Refused("url_internal", field="url")
    if parts.scheme == "http" and not _is_named(host, literal):
        raise Refused("url_not_https", field="url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(parts.scheme, host, port or PORTS[parts.scheme], path)


def is_open(address: Address, host: str) -> bool:
    """May this house connect to this very address, found under this name?"""
    allowed: Allowed = settings.OUTBOUND_INTERNAL
    if any(address in network for network in allowed.networks if network.version == address.version):
        return True
    if host in allowed.hosts and any(address in network for network in OWN if network.version == address.version):
        return True
    if isinstance(address, IPv4Address):
        return not _within(address, V4_REFUSED)
    tunnels = (int(address) >> 32) & 0xFFFFFFFF in ISATAP
    return address in V6_GLOBAL and not tunnels and not _within(address, V6_REFUSED)


def _within(address: Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(address in network for network in networks)


def _is_named(host: str, literal: Address | None) -> bool:
    """Only what the keeper of the house has named may be spoken to without TLS."""
    allowed: Allowed = settings.OUTBOUND_INTERNAL
    if literal is None:
        return host in allowed.hosts
    return any(literal in network for network in allowed.networks if network.version == literal.version)


def _is_name(host: str) -> bool:
    """A name with a letter in its last part: `0`, `127.1`, `0x7f.1` and `2130706433` are numbers to a resolver."""
    labels = host.split(".")
    last = labels[-1]
    letters = any("a" <= letter <= "z" for letter in last) and not last.startswith("0x")
    return len(host) <= 253 and letters and all(LABEL.fullmatch(label) for label in labels)


def _literal(host: str) -> Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    # A zone (`fe80::1%eth0`) is of this machine.
    return None if isinstance(found, IPv6Address) and found.scope_id else found
