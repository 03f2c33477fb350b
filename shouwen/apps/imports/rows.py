"""A row of a file, and what became of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from shouwen.policy.refusal import Refused

# A column, what stood there, what stands there now; as text, "" for nothing.
Change = tuple[str, str, str]
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Row:
    """`values`: text by column, days in ISO form. `refused`: column and code of a cell that is no text."""

    number: int
    values: Mapping[str, str]
    refused: tuple[str, str] | None = None

    def text(self, column: str) -> str:
        return self.values.get(column, "")

    def day(self, column: str) -> date | None:
        """Refused with `field`: `not_a_day`."""
        text = self.text(column)
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Refused("not_a_day", field=column) from None
        if not 1990 <= day.year <= 2099:
            raise Refused("not_a_day", field=column)
        return day

    def instant(self, column: str) -> datetime | None:
        """In the desk's own zone. Refused with `field`: `not_a_time`."""
        text = self.text(column)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise Refused("not_a_time", field=column) from None
        if len(text) < len("2026-03-01 08:00") or not 2000 <= found.year < 2200:
            raise Refused("not_a_time", field=column)
        return found if timezone.is_aware(found) else timezone.make_aware(found)

    def amount(self, column: str) -> int | None:
        """Refused with `field`: `not_a_number`."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise Refused("not_a_number", field=column)
        return int(text) if text else None

    def flag(self, column: str) -> bool | None:
        """Refused with `field`: `unknown_choice`."""
        text = self.text(column)
        if text not in {"", YES, NO}:
            raise Refused("unknown_choice", field=column)
        return text == YES if text else None

    def codes(self, column: str) -> list[str]:
        return [code for code in self.text(column).split(",") if code]

    def given(self, *columns: str) -> list[Change]:
        """What is written down for the first time."""
        return [(column, "", self.text(column)) for column in columns if self.text(column)]

    def differs(self, now: Mapping[str, object]) -> list[Change]:
        """Where the row says something else than what stands there; an empty cell says nothing."""
        told = [(column, plain(value), self.text(column)) for column, value in now.items()]
        return [(column, before, after) for column, before, after in told if after and before != after]

    def plain(self) -> dict[str, Any]:
        return {"row": self.number, "values": dict(self.values), "refused": self.refused}

    @staticmethod
    def of(kept: Mapping[str, Any]) -> "Row":
        return Row(kept["row"], kept["values"], tuple(kept["refused"]) if kept["refused"] else None)


@dataclass(frozen=True)
class Outcome:
    """`result`: new, changed, unchanged or refused; a refusal has its column ("" for the whole row), code and facts."""

    row: int
    result: str
    changes: tuple[Change, ...] = ()
    column: str = ""
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        changes = [list(change) for change in self.changes]
        return {
            "row": self.row,
            "result": self.result,
            "changes": changes,
            "column": self.column,
            "code": self.code,
            "facts": {name: str(value) for name, value in self.facts.items()},
        }


def plain(value: object) -> str:
    """As it would stand in a cell: days as ISO text, several codes joined by commas."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list | tuple):
        return ",".join(sorted(map(str, value)))
    return "" if value is None else str(value)


@contextmanager
def columns(**names: str) -> Iterator[None]:
    """A refusal of an act names its own field; here it is told at the column of the file."""
    try:
        yield
    except Refused as refused:
        at = refused.facts.get("field")
        if at in names:
            refused.facts["field"] = names[str(at)]
        raise
