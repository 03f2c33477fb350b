"""Accountability, for the director: what each person owes, and how long cards were in nobody's hands."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from shouwen.apps.progress.queries import late_words
from shouwen.apps.tickets.debts import Debt, Owing, idle, owing
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit

DAYS = 30
MINUTE = timedelta(minutes=1)
# What is owed to hospitals and late, beside the debts of the cards.
WORDS = "words"


@reads
def accountability(visit: Visit) -> HttpResponse:
    """Each figure opens the list that it counts. An odd period is the last thirty days."""
    first, last = period_of(visit)
    after = visit.GET.get("after", "")
    found = idle(visit.actor, *stretch(visit), visit.now, after)
    period = {"from": first.isoformat(), "until": last.isoformat()}
    here = reverse("console:accountability")
    late = late_words(visit.actor, visit.now)
    return page(
        visit,
        "console/accountability.html",
        debts=[*(debt.value for debt in Debt), WORDS],
        people=[_row(each, late.get(each.person.pk, 0), period) for each in owing(visit.actor, visit.now)],
        period=period,
        export_url=f"{reverse('console:accountability_sheet')}?{urlencode(period)}",
        cards=[(each, waited // MINUTE, reverse("console:card", args=[each.number])) for each, waited in found.cards],
        card_count=found.count,
        total_minutes=found.total // MINUTE,
        newer_url=f"{here}?{urlencode(period)}" if after else "",
        older_url=f"{here}?{urlencode(period | {'after': found.after})}" if found.after else "",
    )


def _row(each: Owing, late: int, period: dict[str, str]) -> dict[str, object]:
    queue = reverse("console:queue")
    figures = []
    for debt in Debt:
        asked = urlencode({"tab": "all", "owes": debt.value, "who": each.person.pk})
        figures.append((debt.value, each.figures[debt], f"{queue}?{asked}"))
    words = f"{reverse('console:words')}?{urlencode({'view': 'late', 'who': each.person.pk})}"
    return {
        "name": each.person.name,
        "level": each.person.level,
        "figures": [*figures, (WORDS, late, words)],
        "report_url": f"{reverse('console:duty_report', args=[each.person.pk])}?{urlencode(period)}",
    }


def period_of(visit: Visit) -> tuple[date, date]:
    today = timezone.localdate(visit.now)
    try:
        days = [date.fromisoformat(visit.GET.get(name, "")) for name in ("from", "until")]
    except ValueError:
        days = []
    if not days or not all(2000 <= day.year < 2100 for day in days):
        days = [today - timedelta(days=DAYS - 1), today]
    return min(days), max(days)


def stretch(visit: Visit) -> tuple[datetime, datetime]:
    """The period as instants, the second not included."""
    first, last = period_of(visit)
    return midnight(first), midnight(last + timedelta(days=1))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
