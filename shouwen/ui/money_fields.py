"""Reading amounts and quantities of a form without trusting them."""

import re
from collections.abc import Mapping

from shouwen.policy.money import fen_of
from shouwen.policy.refusal import Refused

_QUANTITY = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?")


def fen_in(form: Mapping[str, str], field: str) -> int | None:
    """An amount in fen, or None when the field is empty; anything else is `Refused("not_money")` at that field."""
    return fen_of(form.get(field, ""), field) if form.get(field, "").strip() else None


def needed_fen(form: Mapping[str, str], field: str) -> int:
    """The same, of a field that is not left empty: `Refused("text_missing")`."""
    return fen_of(form.get(field, ""), field)


def hundredths_in(form: Mapping[str, str], field: str) -> int:
    """A quantity with at most two decimals, in hundredths; an empty one is 1. `Refused("quantity_range")` else."""
    text = form.get(field, "").strip()
    if not text:
        return 100
    found = _QUANTITY.fullmatch(text) if text.isascii() else None
    if found is None:
        raise Refused("quantity_range", field=field)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def month_in(form: Mapping[str, str], field: str) -> str:
    """The first day of a month, as ISO text; "" when the field is empty. `Refused("not_a_day")` for anything else."""
    text = form.get(field, "").strip()
    if text and re.fullmatch(r"\d{4}-\d{2}", text) is None:
        raise Refused("not_a_day", field=field)
    return f"{text}-01" if text else ""
