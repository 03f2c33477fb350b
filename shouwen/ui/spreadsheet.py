"""Lists as Excel files: rows written as they are read, batch by batch, and no text that Excel would run."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many rows are read at a time; each batch takes the statements of one page.
BATCH = 500
LONGEST_TEXT = 32_000
# What Excel (or whoever saves it as CSV) may take for the beginning of a formula.
# openpyxl writes these, and no reader takes the file then.
UNREADABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEAD = Font(bold=True)

T = TypeVar("T")
Value = str | int | float | Decimal | date | datetime | None
Batch = tuple[Sequence[T], str]
Batches = Callable[[str], Batch[T]]


@dataclass(frozen=True)
class Column(Generic[T]):
    """A heading in the reader's words, what stands below it, and how wide that is in characters."""

    heading: str | Promise
    value: Callable[[T], Value]
    width: int = 14


@dataclass(frozen=True)
class Table(Generic[T]):
    """One sheet. `batches` gives the rows from a cursor on ("" for the first) and the next cursor, "" at the end."""

    title: str
    columns: Sequence[Column[T]]
    batches: Batches[T]


def excel(name: str, *tables: Table[Any], now: datetime) -> FileResponse:
    """The tables as a download. At most `EXPORT_ROWS` rows each; a last line says so when there were more."""
    # Whoever may not read the list is refused before anything is begun.
    begun = [(table, table.batches("")) for table in tables]
    book = Workbook(write_only=True)
    for table, first in begun:
        _write(book, table, first)
    content = TemporaryFile()  # noqa: SIM115  the answer closes it
    book.save(content)
    size = content.tell()
    content.seek(0)
    answer = FileResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Length"] = str(size)
    day = timezone.localdate(now).strftime("%Y%m%d")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-{day}.xlsx") or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def cell(sheet: Any, value: Value) -> Any:
    """A cell that holds just this: text stays text, an instant is the desk's own date and time."""
    if isinstance(value, datetime):
        made = WriteOnlyCell(sheet, timezone.localtime(value).replace(tzinfo=None, microsecond=0))
        made.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        made = WriteOnlyCell(sheet, value)
        made.number_format = "yyyy-mm-dd"
    elif isinstance(value, str):
        text = UNREADABLE.sub("", ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST_TEXT]
        made = WriteOnlyCell(sheet, text)
        # openpyxl takes "=…" for a formula and "#N/A" for an error.
        made.data_type = "s"
        # Of what is left: a control character before it hides no formula.
        made.quotePrefix = text.startswith(FORMULA_STARTS)
    else:
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, Decimal):
            made.number_format = "#,##0.00"
    return made


def money_cell(fen: int) -> Decimal:
    """An amount as a cell has it: exact, in yuan."""
    return Decimal(fen).scaleb(-2)


def headed(book: Any, title: str, headings: Sequence[tuple[str, int]]) -> Any:
    """A new sheet with its first line, which stays in sight. `headings`: words and width."""
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31])
    for number, (_heading, width) in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    heads = [cell(sheet, heading) for heading, _width in headings]
    for each in heads:
        each.font = HEAD
    sheet.append(heads)
    return sheet


def _write(book: Any, table: Table[Any], first: Batch[Any]) -> None:
    sheet = headed(book, table.title, [(str(column.heading), column.width) for column in table.columns])
    most = settings.EXPORT_ROWS
    for number, row in enumerate(_rows(first, table.batches)):
        if number == most:
            words = _("Only the first %(count)s rows are here. Narrow the list to see the others.") % {"count": most}
            sheet.append([cell(sheet, words)])
            return
        sheet.append([cell(sheet, column.value(row)) for column in table.columns])


def _rows(first: Batch[T], batches: Batches[T]) -> Iterator[T]:
    rows, after = first
    yield from rows
    while after:
        rows, after = batches(after)
        yield from rows
