"""Reading plain fields of a form without trusting them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from shouwen.policy.refusal import Refused

BIGGEST = 2**63 - 1


def number_of(form: Mapping[str, str], field: str) -> int | None:
    """A whole number, or None when the field is empty; anything else is `Refused("absent")` at that field."""
    text = form.get(field, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20) or int(text) > BIGGEST:
        raise Refused("absent", field=field)
    return int(text)


def instant_of(form: Mapping[str, str], field: str) -> datetime:
    """A local date and time in the desk's own zone; `Refused("not_a_time")` at that field for anything else."""
    found = _parsed(form, field)
    if found is None or not 2000 <= found.year < 2200:
        raise Refused("not_a_time", field=field)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def past_instant_of(form: Mapping[str, str], field: str, *, days: int) -> datetime:
    """As `instant_of`, of what happened at most so many days ago and has to be told.

    A year that no act would take is `too_long_ago` or `time_not_past`, an empty field `text_missing`.
    """
    if not form.get(field, "").strip():
        raise Refused("text_missing", field=field)
    found = _parsed(form, field)
    if found is not None and found.year < 2000:
        raise Refused("too_long_ago", field=field, days=days)
    if found is not None and found.year >= 2200:
        raise Refused("time_not_past", field=field)
    return instant_of(form, field)


def _parsed(form: Mapping[str, str], field: str) -> datetime | None:
    try:
        return parse_datetime(form.get(field, "").strip())
    except ValueError:
        return None


def shown_instant(at: datetime) -> str:
    """An instant as a field of date and time shows it, in the desk's own zone and whole minutes."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def day_of(form: Mapping[str, str], field: str) -> date | None:
    """A day, or None when the field is empty; anything else is `Refused("not_a_day")` at that field."""
    text = form.get(field, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise Refused("not_a_day", field=field) from None
    if not 1990 <= day.year <= 2099:
        raise Refused("not_a_day", field=field)
    return day


def amount_of(form: Mapping[str, str], field: str) -> int | None:
    """A small whole number that somebody typed, or None; anything else is `Refused("not_a_number")` at that field."""
    text = form.get(field, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refused("not_a_number", field=field)
    return int(text)
