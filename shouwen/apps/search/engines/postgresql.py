"""tsvector and GIN. The vector comes as a literal: PostgreSQL's own parser would cut codes its own way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from shouwen.apps.search.sheets import CARD_SHIFT, Sheet
from shouwen.apps.search.tokens import Term

HOLDS = "SELECT id FROM search_sheet WHERE words @@ %s::tsquery AND id < %s"
# Numbers of our own, no text of anybody.
HOLDS_TOO = f" AND id >> {CARD_SHIFT} IN (SELECT id >> {CARD_SHIFT} FROM search_sheet WHERE words @@ %s::tsquery)"  # noqa: S608

# Sent together with the question they are one transaction, or part of the one that runs.
BY_WORDS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
AS_BEFORE = "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_indexscan TO DEFAULT"


def add(sheets: Iterable[Sheet]) -> None:
    rows = [(sheet.id, _vector(sheet)) for sheet in sheets]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_sheet (id, words) VALUES (%s, %s::tsvector)", rows)


def find(terms: Sequence[Term], marks: Sequence[str], below: int, most: int) -> list[int]:
    first, *others = (_query(term, marks) for term in terms)
    statement = HOLDS + HOLDS_TOO * len(others)
    asked: tuple[str | int, ...] = (first, below, *others)
    # Ordered by id, a rare word would be looked for along the whole primary key. So the index of words is asked first,
    # without an order; only what it holds more than enough of is plentiful enough to be met soon along the key.
    with connection.cursor() as cursor:
        cursor.execute(f"{BY_WORDS}; {statement} LIMIT %s; {AS_BEFORE}", (*asked, most))
        found = sorted(_ids(cursor), reverse=True)
        if len(found) == most:
            cursor.execute(f"{statement} ORDER BY id DESC LIMIT %s", (*asked, most))
            found = _ids(cursor)
    return found


def _ids(cursor: Any) -> list[int]:
    """Of the one statement among those sent together that has rows."""
    while cursor.description is None:
        cursor.nextset()
    return [row[0] for row in cursor.fetchall()]


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_sheet")


def _vector(sheet: Sheet) -> str:
    places: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(sheet.tokens, start=1):
        places[token].append(place)
    words = [f"'{token}':{','.join(map(str, where))}" for token, where in places.items()]
    return " ".join((*words, *(f"'{mark}'" for mark in sheet.marks)))


def _query(term: Term, marks: Sequence[str]) -> str:
    """Tokens hold no quotation mark, so quoting them is enough."""
    phrase = " <-> ".join(f"'{token}'" for token in term.tokens) + (":*" if term.open_ended else "")
    if not marks:
        return phrase
    wanted = " | ".join(f"'{mark}'" for mark in marks)
    return f"({phrase}) & ({wanted})"
