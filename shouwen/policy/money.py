"""Money in whole fen: read, written, shared out and taxed without a fraction ever getting lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.policy.refusal import Refused

# Ten billion yuan: no quote of a hospital comes near, and every sum of many fits the database's integers.
MOST = 10**12
_YUAN = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?")

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def fen_of(said: str, field: str) -> int:
    """An amount of yuan as somebody typed it, in fen. Refused with `field`: `text_missing`, `not_money`."""
    text = said.strip().removeprefix("¥").removeprefix("￥").replace(",", "").replace("，", "")
    if not text:
        raise Refused("text_missing", field=field)
    found = _YUAN.fullmatch(text) if text.isascii() else None
    if found is None or int(found[1]) * 100 > MOST:
        raise Refused("not_money", field=field)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def yuan(fen: int) -> str:
    """`1,234.56`; a minus before what is below zero."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def rmb(fen: int) -> str:
    """`¥1,234.56`, or `-¥1,234.56`."""
    return f"-¥{yuan(-fen)}" if fen < 0 else f"¥{yuan(fen)}"


def plain_yuan(fen: int) -> str:
    """`1234.56`: what a form shows and reads again."""
    return yuan(fen).replace(",", "")


def rounded(numerator: int, denominator: int) -> int:
    """The quotient to the nearest whole number, halves away from zero. The denominator is above 0."""
    half = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -half if numerator < 0 else half


def percent(part: int, whole: int) -> str:
    """`42` of a hundred; with one decimal below one, so that a little is not nothing. `whole` is above 0."""
    if not 0 < part * 100 < whole:
        return str(rounded(part * 100, whole))
    tenths = rounded(part * 1000, whole)
    return "< 0.1" if tenths == 0 else f"{tenths // 10}.{tenths % 10}"


def share(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared out by weights that are not negative; the parts add up to it exactly.

    The largest remainders get the fen that are left, the first of equals first. Without any weight nothing can be
    shared: then the total has to be 0, else Refused `nothing_to_share`.
    """
    whole = sum(weights)
    if whole == 0:
        if total:
            raise Refused("nothing_to_share")
        return [0 for _weight in weights]
    parts = [abs(total) * weight // whole for weight in weights]
    rest = abs(total) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(abs(total) * weights[place] % whole), place))
    for place in by_remainder[:rest]:
        parts[place] += 1
    return [-part if total < 0 else part for part in parts]


@dataclass(frozen=True, slots=True)
class Sum:
    """Before tax, the tax, and both together; in fen."""

    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.net + other.net, self.tax + other.tax)

    def __neg__(self) -> "Sum":
        return Sum(-self.net, -self.tax)


NOTHING = Sum(0, 0)


def taxed(amounts: Sequence[int], percent: int) -> tuple[Sum, list[Sum]]:
    """The tax is counted once, on the whole; each amount bears its share of it, and the shares add up."""
    net = sum(amounts)
    tax = rounded(net * percent, 100)
    parts = share(tax, amounts)
    return Sum(net, tax), [Sum(amount, part) for amount, part in zip(amounts, parts, strict=True)]


def split_gross(gross: int, percent: int) -> Sum:
    """A sum with its tax in it, taken apart."""
    net = rounded(gross * 100, 100 + percent)
    return Sum(net, gross - net)


def capitals(fen: int) -> str:
    """人民币大写, as it stands on invoices: 壹仟零伍拾元叁角整. A sum below zero begins with 负."""
    whole, jiao, rest = abs(fen) // 100, abs(fen) % 100 // 10, abs(fen) % 10
    words = _whole(whole) + "元" if whole else ""
    if not jiao and not rest:
        words = (words or "零元") + "整"
    else:
        if jiao:
            words += DIGITS[jiao] + "角"
        elif whole:
            words += "零"
        words += DIGITS[rest] + "分" if rest else "整"
    return ("负" if fen < 0 else "") + words


def _whole(number: int) -> str:
    """In groups of four digits; a gap of zeros is read once."""
    words, gap, group = "", False, 0
    parts: list[tuple[int, int]] = []
    while number:
        number, part = divmod(number, 10_000)
        parts.append((group, part))
        group += 1
    for group, part in reversed(parts):
        if part == 0:
            gap = bool(words)
            continue
        if words and (gap or part < 1000):
            words += "零"
        words += _group(part) + GROUPS[group]
        gap = False
    return words


def _group(part: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return words
