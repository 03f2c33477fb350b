"""Numbers that are somebody's by themselves: identity, telephone, bank card; told from what only looks like one."""

import re
from datetime import date

# What people put between the digits of one number: a blank or a hyphen, or one end of a line in the middle of it.
_GAP = r"[ \t\u00a0\u3000\-‐–—_]?+"
_GAP_OR_BREAK = r"(?:[ \t\u00a0\u3000\-‐–—_]|[ \t]*\r?\n[ \t]*)?+"
_BEFORE = r"(?<![0-9A-Za-z.])"
_AFTER = r"(?![0-9A-Za-z])"
# Numbers of things, by what stands before them: no telephone, no identity card that has the wrong check character.
_OF_THINGS = re.compile(
    r"(?:订单号?|单号|流水号?|编号|序列号|序号|端口|工单号?|版本号?|批号|国药准字|追溯码|设备号|资产号|错误码|事务号|进程号?|线程号?"
    r"|order|trace|serial|sn|imei|pid|tid|port|build|batch|seq|txn|version|error)"
    r"[\w\-]{0,6}\s*(?:是|为)?[:：=#]?\s*[\"']?$",
    re.IGNORECASE,
)
# GB/T 2260: the first two digits of where the number was given.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)


def _digits(count: int, gap: str = _GAP) -> str:
    return gap.join([r"\d"] * count)


IDENTITY = re.compile(_BEFORE + _digits(17, _GAP_OR_BREAK) + _GAP_OR_BREAK + r"[\dXx]" + _AFTER)
IDENTITY_OLD = re.compile(_BEFORE + r"\d{15}" + _AFTER)
# Grouped by points or bars too, and with one end of a line in it.
MOBILE = re.compile(
    _BEFORE
    + r"(?:(?:\+|00)?86"
    + _GAP
    + r")?(1"
    + _GAP_OR_BREAK
    + r"[3-9]"
    + _GAP_OR_BREAK
    + _digits(9, _GAP_OR_BREAK)
    + r"|1[3-9]\d([./·|]|  )\d{4}\2\d{4})(?!\d)"
)
CARD = re.compile(
    _BEFORE
    + r"(?<![0-9A-Fa-f]-)[34569]"
    + _GAP_OR_BREAK
    + _digits(15, _GAP_OR_BREAK)
    + r"(?:"
    + _GAP
    + r"\d){0,3}"
    + _AFTER
)
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
# An area code set apart from the number, with or without an extension.
LANDLINE = re.compile(
    _BEFORE
    + r"(?:(?:\+|00)?86[ \-]?)?([(（]?(?:"
    + _AREA
    + r"|(?<=86[ \-])(?:10|2\d|[3-9]\d{2}))[)）]?)([ \t\u3000\-‐–—]{1,2}|(?<=[)）]))([2-8]\d{2,3}[ \t\-]?\d{4})(?:[ ]?(?:-|转|#)[ ]?\d{1,5})?(?![\d.])"
)
LANDLINE_LABELLED = re.compile(
    r"((?:座机|固话|固定电话|电话号?码?|传真|Tel|Phone)\s*(?:是|为)?[:：=]?\s*)(0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}|[2-8]\d{6,7})(?![\d.])",
    re.IGNORECASE,
)


def bare(found: str) -> str:
    """The digits and letters alone."""
    return re.sub(r"[^0-9A-Za-z]", "", found)


def identity_is_valid(number: str) -> bool:
    """GB 11643: a real birthday and the right check character (ISO 7064 mod 11-2)."""
    if not _is_day(number[6:14]):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def luhn_is_valid(number: str) -> bool:
    """ISO/IEC 7812 check digit of a bank card."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def identity(match: re.Match[str]) -> str | None:
    """A wrong check character with a real place and birthday is still somebody's number, mistyped."""
    number = bare(match.group())
    if not _is_day(number[6:14]):
        return None
    if not identity_is_valid(number) and (
        number[:2] not in _PROVINCES or _is_of_things(match) or "\n" in match.group()
    ):
        return None
    return f"{number[:3]}***********{number[-4:]}"


def identity_old(match: re.Match[str]) -> str | None:
    """Fifteen digits: no check character, so the place and the birthday decide."""
    number = match.group()
    if number[:2] not in _PROVINCES or not _is_day("19" + number[6:12]) or _is_of_things(match):
        return None
    return f"{number[:3]}***********{number[-4:]}"


def mobile(match: re.Match[str]) -> str | None:
    """Not what is named as the number of a thing, nor figures of several lines."""
    if match.group().count("\n") > 1 or _is_of_things(match) or _goes_on(match):
        return None
    number = bare(match.group(1))
    return f"{number[:3]}****{number[-4:]}"


def landline(match: re.Match[str]) -> str:
    """The area is left, and the last two digits."""
    return f"{bare(match.group(1))}-****{bare(match.group(3))[-2:]}"


def landline_labelled(match: re.Match[str]) -> str:
    """The last two digits are left."""
    return f"{match.group(1)}****{match.group(2)[-2:]}"


def card(match: re.Match[str]) -> str | None:
    """By its check digit; over the end of a line only once."""
    number = bare(match.group())
    if match.group().count("\n") > 1 or not luhn_is_valid(number) or _is_of_things(match):
        return None
    return f"****{number[-4:]}"


def _goes_on(match: re.Match[str]) -> bool:
    """A row of single figures, longer than a number."""
    if len(match.group(1)) - len(bare(match.group(1))) < 5:
        return False
    around = match.string[max(0, match.start() - 2) : match.start()] + "|" + match.string[match.end() : match.end() + 2]
    return re.search(r"\d[ \t]\||\|[ \t]\d", around) is not None


def _is_of_things(match: re.Match[str]) -> bool:
    return _OF_THINGS.search(match.string[max(0, match.start() - 24) : match.start()]) is not None


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2050
