"""Two sets of rules for passwords: OWASP ASVS 5.0 (no composition, no rotation) and 等保三级 (GB/T 22239 8.1.4.1 a)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Profile:
    code: str
    shortest: int
    # How many of the four: small letters, capitals, figures, anything else.
    classes: int = 0
    # The last so many, the present one included, are not taken again.
    history: int = 0
    lasts: timedelta | None = None

    def is_old(self, since: datetime | None, now: datetime) -> bool:
        """Has it to be changed? One of which nobody knows how old it is counts as old."""
        return self.lasts is not None and (since is None or now - since >= self.lasts)


ASVS = Profile("asvs", 8)
DENGBAO = Profile("dengbao3", 8, classes=3, history=5, lasts=timedelta(days=90))
PROFILES: Mapping[str, Profile] = MappingProxyType({each.code: each for each in (ASVS, DENGBAO)})
# More than any profile asks for: so many are kept.
KEPT = 5


def classes(password: str) -> int:
    """How many kinds of characters it has."""
    return len({_kind(character) for character in password})


def _kind(character: str) -> str:
    if character.isascii():
        if character.islower():
            return "small"
        if character.isupper():
            return "capital"
        if character.isdigit():
            return "figure"
    return "other"
