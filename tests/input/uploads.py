"""Files that nobody means well with: names as they stand in the header, and contents."""

import io
import struct
import zipfile
import zlib
from functools import cache

from openpyxl import Workbook

NAMES: dict[str, bytes] = {
    "right to left": "\u202egpj.exe".encode(),
    "hidden": "\u200b.htaccess".encode(),
    "a device": b"CON",
    "a device with an ending": b"nul.txt",
    "upwards": b"../../../etc/passwd",
    "upwards, otherwise": b"..\\..\\windows\\win.ini",
    "a long ending": b"a." + b"x" * 65_536,
    "a long name": "长".encode() * 30_000 + b".png",
    "NUL": b"a.png\x00.exe",
    "a line end": b"a\r\nContent-Type: text/html\r\n\r\n<script>",
    "dots and blanks": b" .. . ",
    "nothing": b"",
    "bad UTF-8": b"\xff\xfe.txt",
    "half a character": b"\xed\xa0\x80.txt",
    "quotes": b'a"; filename="b.exe',
    "markup": b"<img src=x onerror=alert(1)>.png",
    "an escape": b"\x1b[31m.txt",
    "percent": b"%2e%2e%2f%00.txt",
    "a formula": b"=1+1.csv",
}


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 90)) + chunk(b"IEND", b"")


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@cache
def book() -> bytes:
    """A real workbook, with formulas."""
    made, out = Workbook(), io.BytesIO()
    for row in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x"):
        made.active.append([row] * 8)
    made.save(out)
    return out.getvalue()


def book_with(part: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | {part: content})


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><sst><si><t>&j;</t></si></sst>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
FAR_ROW = (
    b"<worksheet "
    + SPACE
    + b'><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
ODD_DAY = (
    b"<worksheet " + SPACE + b'><sheetData><row r="1"><c r="A1" s="0"><v>1e308</v></c></row></sheetData></worksheet>'
)


@cache
def contents() -> dict[str, bytes]:
    action = b"<</S/JavaScript/JS(app.alert(1))>>"
    return {
        "nothing": b"",
        "one byte": b"x",
        "NUL": b"\0" * 1_000,
        "a picture that is a page": b"GIF89a/*" + b"<script>alert(1)</script>" * 50 + b"*/=1;",
        "a document with a script": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction" + action + b">>endobj",
        "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "a page": b"<!doctype html><script>alert(1)</script>",
        "a program": b"MZ\x90\x00\x03",
        "too many points": png(30_000, 30_000),
        "a thin picture": png(2**31 - 1, 1),
        "a broken picture": png(30, 1)[:-30],
        "a zip bomb": zipped({"a.txt": b"\0" * 60_000_000}),
        "a workbook bomb": zipped({"xl/workbook.xml": b" " * 60_000_000}),
        "a workbook with formulas": book(),
        "laughs": book_with(STRINGS, LAUGHS),
        "laughs, in UTF-16": book_with(STRINGS, LAUGHS.decode().encode("utf-16")),
        "from outside": book_with(STRINGS, OUTSIDE),
        "a far row": book_with(SHEET, FAR_ROW),
        "an odd number": book_with(SHEET, ODD_DAY),
        "no XML": book_with(SHEET, b"\xff\xfe\x00"),
        "a workbook of nothing": zipped({"xl/workbook.xml": b""}),
        "many parts": zipped({f"xl/{number}": b"" for number in range(2_000)} | {"xl/workbook.xml": b"<x/>"}),
        "upwards inside": zipped({"../../x": b"x", "xl/workbook.xml": b"<x/>"}),
        "half a zip": book()[: len(book()) // 2],
        "only a beginning": b"PK\x03\x04",
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }
