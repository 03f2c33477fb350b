"""From the words of a file to rows of codes: headings and codes may be in either language."""

import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation

from shouwen.apps.imports.rows import NO, YES, Row
from shouwen.console.imports.columns import Column, Kind
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.record_words import yes_no
from shouwen.ui.workbook import FIELD, Line

LANGUAGES = ("zh-hans", "en")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2})(:\d{2}(?::\d{2})?))?")
SEVERAL = re.compile(r"[,，、;；\n]+")


def rows_of(kind: Kind, lines: Sequence[Line]) -> list[Row]:
    """Every row under the headings but the template's own example.

    Refused with `field` file: `import_headings`, `import_heading`, `import_empty`, `import_too_many`.
    """
    if not lines:
        raise Refused("import_empty", field=FIELD)
    columns = _columns(kind, lines[0])
    known = {column.code: _words(column) for column in columns if column is not None}
    rows = [_row(columns, known, line) for line in lines[1:]]
    examples = [_example(kind, language) for language in LANGUAGES]
    rows = [row for row in rows if row.refused or (row.values and dict(row.values) not in examples)]
    if not rows:
        raise Refused("import_empty", field=FIELD)
    if len(rows) > settings.IMPORT_ROWS:
        raise Refused("import_too_many", field=FIELD, limit=settings.IMPORT_ROWS)
    return rows


def examples_of(kind: Kind, column: Column) -> str:
    """What the template shows in this column, in the reader's language."""
    if column.form == "flag":
        return yes_no(True) if column.code == "is_it" else ""
    if column.codes and column.code in {"category", "roles", "level", "paid_services"}:
        shown = column.codes[:2] if column.many else column.codes[:1]
        return "、".join(word(code, column.vocabulary) for code in shown)
    return str(column.example)


def _example(kind: Kind, language: str) -> dict[str, str]:
    """The template's example as it would be read."""
    with translation.override(language):
        told = {column.code: (column, examples_of(kind, column)) for column in kind.columns}
    return {code: _code(column, text, _words(column)) for code, (column, text) in told.items() if text}


def _columns(kind: Kind, head: Line) -> list[Column | None]:
    names: dict[str, Column] = {}
    for column in kind.columns:
        names[column.code] = column
        for language in LANGUAGES:
            with translation.override(language):
                names[_plain(str(column.heading))] = column
    found: list[Column | None] = []
    for cell in head.cells:
        text = _plain((cell or "").rstrip("*＊ "))
        if text and text not in names:
            raise Refused("import_heading", field=FIELD, heading=(cell or "")[:40])
        named = names.get(text)
        if named is not None and named in found:
            raise Refused("import_heading_twice", field=FIELD, heading=str(named.heading))
        found.append(named)
    missing = [column for column in kind.columns if column.required and column not in found]
    if missing:
        raise Refused("import_heading_missing", field=FIELD, heading=str(missing[0].heading))
    return found


def _row(columns: Sequence[Column | None], known: Mapping[str, Mapping[str, str]], line: Line) -> Row:
    values: dict[str, str] = {}
    refused: tuple[str, str] | None = None
    for column, text in zip(columns, line.cells, strict=False):
        if column is None:
            if text != "":
                refused = refused or ("", "import_no_heading")
        elif text is None:
            refused = refused or (column.code, "import_formula")
        elif text:
            values[column.code] = _code(column, text, known[column.code])
    return Row(line.number, values, refused)


def _code(column: Column, text: str, words: Mapping[str, str]) -> str:
    """The code for a word; what is none stays as it is, and is refused by the act."""
    if column.form in {"day", "instant"}:
        day = DAY.fullmatch(text)
        if day is None:
            return text
        hour = f" {int(day[4]):02}{day[5]}" if day[4] and column.form == "instant" else ""
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}{hour}"
    if column.form == "flag":
        return words.get(_plain(text), text)
    if column.codes and column.many:
        told = [part.strip() for part in SEVERAL.split(text) if part.strip()]
        return ",".join(sorted({words.get(_plain(part), part) for part in told}))
    return words.get(_plain(text), text) if column.codes else text


def _words(column: Column) -> dict[str, str]:
    """By word, in any language, the code."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            if column.form == "flag":
                found |= {_plain(yes_no(True)): YES, _plain(yes_no(False)): NO}
            found |= {_plain(word(code, column.vocabulary)): code for code in column.codes}
    if column.form == "flag":
        found |= {YES: YES, NO: NO, "1": YES, "0": NO, "√": YES, "true": YES, "false": NO}
    return found | {code: code for code in column.codes}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
