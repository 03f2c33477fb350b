"""Publishing a calendar: a new version, never a change of an old one."""

from datetime import date, datetime

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.calendar_spec import Day
from shouwen.policy.notice import read_notice
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

PUBLISHED = "calendar.published"
PUBLISHERS = frozenset({Role.ADMIN, Role.DIRECTOR})
YEARS = range(2004, 2100)


def may_publish(actor: Actor) -> bool:
    return bool(actor.roles & PUBLISHERS)


@act
def publish(actor: Actor, year: str, notice: str, *, at: datetime, everything: bool = False) -> CalendarVersion:
    """Publish the days of a year as a new version; what was promised before is promised anew only where it was
    provisional, or, with `everything`, wherever a clock still runs (wired to the event).

    Refused: `not_your_role`; with `field`: `unknown_year`, `notice.*`, `notice.same`.
    """
    if not may_publish(actor):
        raise Refused("not_your_role", act="publish")
    days = checked(year, notice)
    last = CalendarVersion.objects.select_for_update().order_by("-number")[0]
    merged = merge(last, int(year), days)
    if merged == last.days and int(year) in last.years:
        raise Refused("notice.same", field="notice")
    version = CalendarVersion.objects.create(
        number=last.number + 1, published_at=at, days=merged, years=sorted({*last.years, int(year)})
    )
    append(
        subject=("calendar", version.pk),
        actor=actor.ledger,
        code=PUBLISHED,
        at=at,
        number=version.number,
        year=int(year),
        days=len(days),
        everything=everything,
    )
    return version


def checked(year: str, notice: str) -> dict[date, Day]:
    """The days that a notice would publish; `Refused` as `publish`."""
    if not (year.isascii() and year.isdigit() and len(year) == 4) or int(year) not in YEARS:
        raise Refused("unknown_year", field="year")
    return read_notice(notice, int(year))


def merge(version: CalendarVersion, year: int, days: dict[date, Day]) -> dict[str, list[str | None]]:
    """The days of a version with one year replaced."""
    kept = {day: row for day, row in version.days.items() if not day.startswith(f"{year}-")}
    return kept | {day.isoformat(): [note.day_class.value, note.name] for day, note in days.items()}
