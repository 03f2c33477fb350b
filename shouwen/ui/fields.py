"""Reading plain fields of a form without trusting them."""

from collections.abc import Mapping

from shouwen.policy.refusal import Refused

BIGGEST = 2**63 - 1


def number_of(form: Mapping[str, str], field: str) -> int | None:
    """A whole number, or None when the field is empty; anything else is `Refused("absent")` at that field."""
    text = form.get(field, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text[:20]) > BIGGEST:
        raise Refused("absent", field=field)
    return int(text)
