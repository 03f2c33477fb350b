"""First letters of Chinese names, as people type them to find a hospital: 示例市第一人民医院 is slsdyrmyy."""

import re

from pypinyin import Style, lazy_pinyin

LONGEST = 160


def initials_of(*names: str) -> str:
    """The first letters of each name, a blank between two names; Latin letters and digits stay as they are."""
    return " ".join(filter(None, map(_initials, names)))[:LONGEST]


def _initials(name: str) -> str:
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_as_it_is))
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def _as_it_is(text: str) -> str:
    return text
