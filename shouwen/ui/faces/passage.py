"""Where in a text the words of a question stand."""

import re
from collections.abc import Sequence

# How much is shown around the first of them.
BEFORE, AFTER = 24, 96


def words_of(asked: str) -> list[str]:
    """The words of a question as they are looked for in a text shown; longest first, so that none hides another."""
    return sorted({word.casefold() for word in asked.split()}, key=lambda word: (-len(word), word))[:12]


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is one of the words."""
    if not words:
        return [(text, False)]
    pieces = re.split("(" + "|".join(map(re.escape, words)) + ")", text, flags=re.IGNORECASE)
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def excerpt(text: str, words: Sequence[str]) -> str:
    """The stretch of a text around the first of the words, on one line."""
    line = " ".join(text.split())
    places = [place for word in words if (place := line.casefold().find(word)) >= 0]
    start = max(min(places, default=0) - BEFORE, 0)
    end = start + BEFORE + AFTER
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
