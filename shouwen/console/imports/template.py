"""The empty file to fill in: headings, an example, and a sheet that explains each column."""

from datetime import datetime

from django.http import FileResponse
from django.utils.translation import gettext as _

from shouwen.console.imports.columns import Column, Kind
from shouwen.console.imports.reading import examples_of
from shouwen.ui.code_words import word
from shouwen.ui.record_words import yes_no
from shouwen.ui.spreadsheet import Column as SheetColumn
from shouwen.ui.spreadsheet import Table, excel

WIDTH = 16


def template_of(kind: Kind, now: datetime) -> FileResponse:
    """In the reader's language; a file that was filled in is read whatever the language."""
    # The row is the kind itself: each column knows its own example.
    filled: list[SheetColumn[Kind]] = [_filled(column) for column in kind.columns]
    told: list[SheetColumn[Column]] = [
        SheetColumn(_("Column"), lambda column: str(column.heading), 26),
        SheetColumn(_("Needed"), lambda column: yes_no(column.required), 8),
        SheetColumn(_("What goes in"), _form, 30),
        SheetColumn(_("Allowed words"), _allowed, 60),
        SheetColumn(_("Remark"), lambda column: str(column.note), 60),
    ]
    return excel(
        f"{kind.title}-{_('template')}",
        Table(str(kind.title), filled, lambda _after: ([kind], "")),
        Table(_("Explanations"), told, lambda _after: (kind.columns, "")),
        now=now,
    )


def _filled(column: Column) -> SheetColumn[Kind]:
    heading = f"{column.heading} *" if column.required else str(column.heading)
    return SheetColumn(heading, lambda kind: examples_of(kind, column), WIDTH)


def _form(column: Column) -> str:
    if column.codes:
        return _("several of these words, with commas") if column.many else _("one of these words")
    told = {
        "day": _("a day, as 2026-03-01"),
        "instant": _("a day and time, as 2026-03-01 10:05"),
        "amount": _("a whole number"),
        "flag": _("yes or no"),
    }
    return told.get(column.form, _("text"))


def _allowed(column: Column) -> str:
    if column.form == "flag":
        return f"{yes_no(True)}、{yes_no(False)}"
    return "、".join(f"{word(code, column.vocabulary)} ({code})" for code in column.codes)
