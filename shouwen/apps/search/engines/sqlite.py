"""FTS5 without content. Its rows are never deleted one by one: SQLite before 3.43 needs the very tokens for that."""

from collections.abc import Iterable, Sequence

from django.db import connection

from shouwen.apps.search.sheets import CARD_SHIFT, Sheet
from shouwen.apps.search.tokens import Term

HOLDS = "SELECT rowid FROM search_sheet WHERE words MATCH %s AND rowid < %s"
# Numbers of our own, no text of anybody.
HOLDS_TOO = f" AND rowid >> {CARD_SHIFT} IN (SELECT rowid >> {CARD_SHIFT} FROM search_sheet WHERE words MATCH %s)"  # noqa: S608
NEWEST = " ORDER BY rowid DESC LIMIT %s"


def add(sheets: Iterable[Sheet]) -> None:
    rows = [(sheet.id, " ".join((*sheet.tokens, *sheet.marks))) for sheet in sheets]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_sheet (rowid, words) VALUES (%s, %s)", rows)


def find(terms: Sequence[Term], marks: Sequence[str], below: int, most: int) -> list[int]:
    first, *others = (_match(term, marks) for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(HOLDS + HOLDS_TOO * len(others) + NEWEST, [first, below, *others, most])
        return [row[0] for row in cursor.fetchall()]


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_sheet (search_sheet) VALUES ('delete-all')")


def _match(term: Term, marks: Sequence[str]) -> str:
    """Tokens hold no quotation mark, so quoting them is enough."""
    phrase = '"' + " ".join(term.tokens) + '"' + ("*" if term.open_ended else "")
    if not marks:
        return phrase
    wanted = " OR ".join(f'"{mark}"' for mark in marks)
    return f"{phrase} AND ({wanted})"
