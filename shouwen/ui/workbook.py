"""Reading an Excel file that somebody sent: looked at before it is unpacked, and never calculated."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from openpyxl import load_workbook

from shouwen.policy.refusal import Refused

FIELD = "file"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MOST_PARTS = 500
MOST_COLUMNS = 60
# Rows that are looked at in search of the last one that holds something.
LAST_ROW = 20_000
LONGEST_CELL = 2_000
DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A row that holds something. A cell is its text, or None for a formula or an error."""

    number: int
    cells: list[str | None]


def lines(upload: "UploadedFile[Any] | None") -> list[Line]:
    """The rows of the first sheet that hold something, the headings among them.

    Refused with `field` file: `text_missing`, `file_too_large`, `import_old_excel`, `import_not_excel`,
    `import_macros`, `import_unpacked`, `import_broken`, `import_too_many`.
    """
    if upload is None:
        raise Refused("text_missing", field=FIELD)
    if (upload.size or 0) > settings.IMPORT_BYTES:
        raise Refused("file_too_large", field=FIELD, limit_mb=settings.IMPORT_BYTES // 2**20)
    upload.seek(0)
    start = upload.read(len(OLD_EXCEL))
    if start == OLD_EXCEL:
        raise Refused("import_old_excel", field=FIELD)
    if not start.startswith(ZIP):
        raise Refused("import_not_excel", field=FIELD)
    upload.seek(0)
    _look_inside(upload)
    upload.seek(0)
    try:
        return list(_lines(upload))
    except Refused:
        raise
    except Exception as error:  # a hostile file may fail in any way that the reader can
        raise Refused("import_broken", field=FIELD) from error


def _look_inside(upload: Any) -> None:
    """Sizes first, from the table of contents; then that nothing in it declares entities."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > settings.IMPORT_UNPACKED:
                raise Refused("import_unpacked", field=FIELD, limit_mb=settings.IMPORT_UNPACKED // 2**20)
            names = {part.filename for part in parts}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("import_macros", field=FIELD)
            if "xl/workbook.xml" not in names:
                raise Refused("import_not_excel", field=FIELD)
            for part in parts:
                if DECLARATION.search(archive.read(part).replace(b"\0", b"")):
                    raise Refused("import_broken", field=FIELD)
    except Refused:
        raise
    except Exception as error:  # damaged, encrypted, or packed in a way that nobody knows
        raise Refused("import_broken", field=FIELD) from error


def _lines(upload: Any) -> Iterator[Line]:
    book = load_workbook(upload, read_only=True, data_only=False, keep_links=False)
    try:
        kept = 0
        for number, row in enumerate(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS), 1):
            if number > LAST_ROW:
                raise Refused("import_too_many", field=FIELD, limit=settings.IMPORT_ROWS)
            cells = [_text(cell) for cell in row]
            if not any(cell is None or cell for cell in cells):
                continue
            kept += 1
            # The headings and the example do not count.
            if kept > settings.IMPORT_ROWS + 2:
                raise Refused("import_too_many", field=FIELD, limit=settings.IMPORT_ROWS)
            yield Line(number, cells)
    finally:
        book.close()


def _text(cell: Any) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"}:
        return None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:LONGEST_CELL]
