"""The index in each kind of database: `add` sheets, `find` the newest, `clear`. Chosen by the connection's vendor."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

from shouwen.apps.search.engines import postgresql, sqlite
from shouwen.apps.search.sheets import Sheet
from shouwen.apps.search.tokens import Term


class Engine(Protocol):
    def add(self, sheets: Iterable[Sheet]) -> None:
        """Write new sheets, in the transaction of the act that brought the words."""

    def find(self, terms: Sequence[Term], marks: Sequence[str], below: int, most: int) -> list[int]:
        """Ids under `below`, largest first and `most` at the most, of sheets that hold the first term.

        Of each the card has the other terms too, on that sheet or another. With `marks` only sheets with one of them
        count.
        """

    def clear(self) -> None:
        """Forget every sheet."""


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def engine() -> Engine:
    return ENGINES[connection.vendor]
