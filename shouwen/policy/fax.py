"""Fax numbers, and what became of a fax that was sent."""

from enum import StrEnum

from shouwen.policy.refusal import Refused

# What may stand between the digits of a number as people write it.
BETWEEN = "- ()（）－—."
FEWEST, MOST = 7, 18
LIMIT = 32
# One number sends no more in an hour without a person looking: a machine may be stuck.
MOST_AN_HOUR = 20


class Way(StrEnum):
    GATEWAY = "gateway"
    HAND = "hand"


class Result(StrEnum):
    """Of one try. `waiting`: the gateway has not said yet."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


# What a person may say of one.
SAID = (Result.DELIVERED, Result.BUSY, Result.NO_ANSWER, Result.FAILED)


class End(StrEnum):
    """How a fax ended; "" while it has not."""

    DELIVERED = "delivered"
    CALLED_OFF = "called_off"


def digits_of(number: str) -> str:
    """A number as a machine dials it within the country; "" for what is none."""
    rest = number.strip()
    foreign = rest.startswith(("+", "00"))
    kept = "".join(each for each in rest.removeprefix("+") if each not in BETWEEN)
    if not (kept.isascii() and kept.isdigit()):
        return ""
    if foreign:
        kept = kept.removeprefix("00")
        # Within the country a number begins with its trunk's zero; a mobile has none.
        kept = _at_home(kept.removeprefix("86")) if kept.startswith("86") else f"00{kept}"
    return kept if FEWEST <= len(kept) <= MOST else ""


def _at_home(number: str) -> str:
    return number if number.startswith(("0", "1")) and len(number) == 11 else f"0{number.removeprefix('0')}"


def checked_fax(number: str, field: str = "fax", *, required: bool = False) -> str:
    """The number as it was written. Refused with `field`: `text_missing`, `fax_odd`."""
    text = number.strip()
    if not text:
        if required:
            raise Refused("text_missing", field=field)
        return ""
    if len(text) > LIMIT or not digits_of(text):
        raise Refused("fax_odd", field=field)
    return text
