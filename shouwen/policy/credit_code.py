"""统一社会信用代码 (GB 32100-2015): 18 characters, the last of which checks the others."""

import unicodedata

from shouwen.policy.refusal import Refused

# The letters I, O, S, V and Z look like digits or like one another and are not used.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


def normalised(text: str) -> str:
    """As it is kept: full-width characters narrowed, blanks and hyphens left out, capitals."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(c for c in narrow if not c.isspace() and c != "-").upper()


def check_character(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def credit_code(text: str) -> str:
    """The code as it is kept.

    Refused with `field`: `credit_code.length`, `credit_code.character` (with `character`), `credit_code.check`.
    """
    code = normalised(text)
    strange = next((c for c in code if c not in ALPHABET), None)
    if strange is not None:
        raise Refused("credit_code.character", field="credit_code", character=strange)
    if len(code) != LENGTH:
        raise Refused("credit_code.length", field="credit_code", length=len(code))
    if check_character(code[:-1]) != code[-1]:
        raise Refused("credit_code.check", field="credit_code")
    return code
