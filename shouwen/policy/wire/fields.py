"""The fields of one JSON object, read one by one; what is left over at the end is refused."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from shouwen.policy.wire.strict import Unreadable, bad, shown

FIRST_YEAR, LAST_YEAR = 1900, 2999

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Word = TypeVar("Word", bound=StrEnum)


class Fields:
    """The members of one object. Each reader takes its field away; every fault is Refused with the field's path."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise bad(path or "input", f"expected an object, not {shown(value)}")
        self._left: dict[str, object] = dict(value)
        self._path = path

    def path(self, name: str) -> str:
        """The path of the field `name` for a message."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether the field was given, null included."""
        return name in self._left

    def take(self, name: str) -> object:
        """The raw value of a required field."""
        if name not in self._left:
            raise bad(self.path(name), "missing")
        value = self._left.pop(name)
        if isinstance(value, Unreadable):
            raise bad(self.path(name), value.problem)
        return value

    def nothing_left(self) -> None:
        """Refuse the first field that nobody asked for."""
        for name in self._left:
            raise bad(self.path(_plain(name)), "unknown field")

    def inner(self, name: str) -> "Fields":
        """The fields of a required inner object."""
        return Fields(self.take(name), self.path(name))

    def rows(self, name: str) -> list["Fields"]:
        """The objects of an array; none when the field is missing."""
        if not self.has(name):
            return []
        value = self.take(name)
        if not isinstance(value, list):
            raise bad(self.path(name), f"expected an array, not {shown(value)}")
        return [Fields(each, f"{self.path(name)}[{index}]") for index, each in enumerate(value)]

    def word(self, name: str, words: type[Word]) -> Word:
        """A required word of a list."""
        return _word(self.take(name), words, self.path(name))

    def words(self, name: str, words: type[Word]) -> frozenset[Word]:
        """A required array of words, each of them once or more."""
        value = self.take(name)
        if not isinstance(value, list):
            raise bad(self.path(name), f"expected an array, not {shown(value)}")
        return frozenset(_word(each, words, f"{self.path(name)}[{index}]") for index, each in enumerate(value))

    def count(self, name: str, default: int | None = None) -> int:
        """A whole number, 0 or more; true, 1.0 and "1" are none."""
        if default is not None and not self.has(name):
            return default
        value = self.take(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad(self.path(name), f"expected a whole number, not {shown(value)}")
        if value < 0:
            raise bad(self.path(name), f"must not be negative, is {value}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false when it is not said."""
        if not self.has(name):
            return False
        value = self.take(name)
        if not isinstance(value, bool):
            raise bad(self.path(name), f"expected true or false, not {shown(value)}")
        return value

    def day(self, name: str) -> date:
        """A required date, as 2026-02-14."""
        value = self.take(name)
        if not isinstance(value, str) or _DAY.fullmatch(value) is None:
            raise bad(self.path(name), f"expected a date like 2026-02-14, not {shown(value)}")
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise bad(self.path(name), f"no such date: {shown(value)}") from problem

    def day_or_null(self, name: str) -> date | None:
        """A date; null, or nothing at all, says that there is none."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.day(name)

    def instant(self, name: str) -> datetime:
        """A required time with offset, in UTC, fractions of a second dropped."""
        value = self.take(name)
        if not isinstance(value, str) or _INSTANT.fullmatch(value) is None:
            problem = f"expected a time with offset like 2026-02-14T16:00:00+08:00, not {shown(value)}"
            raise bad(self.path(name), problem)
        try:
            moment = datetime.fromisoformat(value).astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError) as problem:
            raise bad(self.path(name), f"no such time: {shown(value)}") from problem
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise bad(self.path(name), f"year out of range {FIRST_YEAR} to {LAST_YEAR}: {shown(value)}")
        return moment


def _plain(name: str) -> str:
    """A field's name as it may stand in a message: as it is when it is a plain word, else quoted."""
    return name if name.isascii() and name.isidentifier() and len(name) <= 60 else shown(name)


def _word(value: object, words: type[Word], path: str) -> Word:
    known: Mapping[str, Word] = {word.value: word for word in words}
    if not isinstance(value, str) or value not in known:
        raise bad(path, f"expected one of {' '.join(known)}, not {shown(value)}")
    return known[value]
