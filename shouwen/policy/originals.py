"""What was covered when it was saved: who may see it as it came, for how long, and what a file's sender says of it."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from shouwen.policy.roles import QUALIFIED_ROLES, Role

# Long enough to read, too short to forget it on the screen.
OPEN_FOR = timedelta(minutes=5)
# By the setting: whoever works on cards, or those alone who lead.
OPENS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {"handlers": QUALIFIED_ROLES, "lead": frozenset({Role.DIRECTOR, Role.SECURITY_ADMIN})}
)
READS_OPENINGS = frozenset({Role.DIRECTOR, Role.AUDITOR, Role.SECURITY_ADMIN, Role.ADMIN})
# Texts longer than this are not read through: they are kept sealed as a whole.
READ_THROUGH = 1_000_000


class Shows(StrEnum):
    """含患者信息?: what the sender says of his files. Who cannot be asked, by mail, is taken to say yes of pictures."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, said: bool | None) -> "Shows | None":
        """A program's yes or no."""
        return None if said is None else cls.YES if said else cls.NO


def is_sealed(said: Shows | None, *, is_picture: bool) -> bool:
    """Is the file as it came kept away? A yes covers every file, doubt only pictures."""
    return said is Shows.YES or (is_picture and said is not Shows.NO)


def is_answer_missing(said: Shows | None, *, pictures: int) -> bool:
    """A picture does not come without an answer."""
    return said is None and pictures > 0
