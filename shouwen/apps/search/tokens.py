"""What a text is found by: pairs of neighbouring Chinese characters, and the parts of codes.

Every piece of Chinese of one character or more is found, without a dictionary: a run becomes its overlapping pairs and
its last character alone, so that each character begins some token. Codes become their runs of letters and of digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

IDEOGRAPHS = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{IDEOGRAPHS}]+|\d+|[^\W\d_{IDEOGRAPHS}]+")
IS_IDEOGRAPHIC = re.compile(f"[{IDEOGRAPHS}]")
# A longer run of letters or digits is cut, from its start, in the text and in the question alike.
LONGEST = 32
# Of a question: more would find nothing else, only later.
MOST_CHARACTERS, MOST_TERMS = 200, 12


@dataclass(frozen=True)
class Term:
    """Tokens that follow one another in the text; the last one need only begin there when `open_ended`."""

    tokens: tuple[str, ...]
    open_ended: bool


def tokens_of(text: str) -> Iterator[str]:
    """The tokens of a text, in their order."""
    for run in RUNS.findall(_plain(text)):
        yield from _tokens(run)


def terms_of(asked: str) -> tuple[Term, ...]:
    """What a question asks for: each term must be found. Empty when it holds no letter, digit or ideograph."""
    found: dict[Term, None] = {}
    for word in _plain(asked[:MOST_CHARACTERS]).split():
        code: list[str] = []
        for run in RUNS.findall(word):
            if IS_IDEOGRAPHIC.match(run):
                _add_code(found, code)
                found[_of_ideographs(run)] = None
            else:
                code.extend(_tokens(run))
        _add_code(found, code)
    return tuple(found)[:MOST_TERMS]


def _add_code(found: dict[Term, None], code: list[str]) -> None:
    if code:
        found[Term(tuple(code), open_ended=True)] = None
        code.clear()


def _of_ideographs(run: str) -> Term:
    if len(run) == 1:
        return Term((run,), open_ended=True)
    return Term(tuple(run[at : at + 2] for at in range(len(run) - 1)), open_ended=False)


def _tokens(run: str) -> list[str]:
    if IS_IDEOGRAPHIC.match(run):
        return [run[at : at + 2] for at in range(len(run))]
    return [run[at : at + LONGEST] for at in range(0, len(run), LONGEST)]


def _plain(text: str) -> str:
    """One form for full width and half, capital and small; what is not seen is not there."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
