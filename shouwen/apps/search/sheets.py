"""The index as sheets: each event that brings words adds its own, and none is ever changed.

A sheet's id orders by card, then event, then piece, so that the newest card comes first by the id alone. A sheet also
holds marks that no text can contain: whose eyes it is for. They make a reader's search quick; what he may see is
decided again by the cards themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from shouwen.apps.search.tokens import MOST_CHARACTERS, tokens_of

CARD_BITS, EVENT_BITS, PIECE_BITS = 31, 16, 16
CARD_SHIFT = EVENT_BITS + PIECE_BITS
# PostgreSQL keeps no position above 16,383 and no more than 255 of one token in a row of its index.
MOST_TOKENS, MOST_OF_ONE = 12_000, 250
# Repeated at the start of the next sheet, so that a phrase across the cut is whole in one of them.
OVERLAP = MOST_CHARACTERS


@dataclass(frozen=True)
class Sheet:
    id: int
    tokens: Sequence[str]
    marks: Sequence[str]


def sheet_ids(ticket: int, seq: int) -> Iterator[int]:
    """Ids for the pieces of one event of one card, in their order."""
    first = (ticket << CARD_SHIFT) | (seq << PIECE_BITS)
    return iter(range(first, first + (1 << PIECE_BITS)))


def ticket_of(sheet: int) -> int:
    return sheet >> CARD_SHIFT


def of_card(ticket: int) -> str:
    """On every sheet: for staff in whose hands a card of another hospital is."""
    return f"§t{ticket}"


def of_hospital(hospital: int) -> str:
    """On every sheet: for staff who stand for this hospital."""
    return f"§h{hospital}"


def public_of_hospital(hospital: int) -> str:
    return f"§p{hospital}"


def public_of_department(department: int) -> str:
    return f"§d{department}"


def public_of_opener(person: int) -> str:
    return f"§u{person}"


def pieces(texts: Iterable[str]) -> Iterator[Sequence[str]]:
    """The tokens of these texts, in pieces that the index can hold without loss."""
    piece: list[str] = []
    counts: Counter[str] = Counter()
    for token in chain.from_iterable(map(tokens_of, texts)):
        if len(piece) == MOST_TOKENS or counts[token] == MOST_OF_ONE:
            yield piece
            piece = piece[-OVERLAP:]
            counts = Counter(piece)
        piece.append(token)
        counts[token] += 1
    if piece:
        yield piece
