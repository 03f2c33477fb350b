"""Patients are not named on a card: identifiers are covered when text is saved (clause privacy.masked_on_save).

The masks have a fixed length, so that nothing is learned from them; a match that merely looks like an
identifier (order number, version, IP address) is left alone where a checksum or a label can tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from shouwen.policy.masking import labelled, names, numbers
from shouwen.policy.masking.numbers import identity_is_valid, luhn_is_valid

__all__ = ["Masked", "identity_is_valid", "luhn_is_valid", "mask"]


@dataclass(frozen=True)
class Masked:
    """Text safe to store, and how many identifiers were covered in it."""

    text: str
    count: int


# Full-width digits and letters count as their plain forms; one character each, so offsets hold.
_PLAIN = (
    {ord("０") + i: str(i) for i in range(10)}
    | {ord("Ａ") + i: chr(65 + i) for i in range(26)}
    | {ord("ａ") + i: chr(97 + i) for i in range(26)}
    | {ord("＋"): "+", ord("－"): "-", ord("．"): ".", ord("＿"): "_"}
)
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (numbers.IDENTITY, numbers.identity),
    (numbers.CARD, numbers.card),
    (numbers.IDENTITY_OLD, numbers.identity_old),
    (labelled.NUMBER, labelled.number),
    (labelled.BED, labelled.bed),
    (labelled.PASSPORT, labelled.passport),
    (numbers.MOBILE, numbers.mobile),
    (numbers.LANDLINE, numbers.landline),
    (numbers.LANDLINE_LABELLED, numbers.landline_labelled),
    (labelled.ADDRESS, labelled.address),
    (names.NAME_SPACED, names.name_spaced),
    (names.NAME_CLEAR, names.name_clear),
    (names.NAME_FIELD, names.name_clear),
    (names.NAME_BARE, names.name_bare),
    (names.NAME_NEXT, names.name_bare),
)


def mask(text: str) -> Masked:
    """Cover identity, telephone and card numbers, labelled record numbers and addresses, and names after 患者."""
    count = 0
    for pattern, replace in _RULES:
        text, found = _covered(pattern, replace, text)
        count += found
    return Masked(text, count)


def _covered(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None], source: str) -> tuple[str, int]:
    plain = source.translate(_PLAIN)
    parts, last, count = [], 0, 0
    for match in pattern.finditer(plain):
        masked = replace(match)
        if masked is None or masked == match.group():
            continue
        parts += [source[last : match.start()], masked]
        last = match.end()
        count += 1
    return "".join([*parts, source[last:]]), count
