"""How one person kept his duty over a period: for himself, the director and the auditor; on paper too."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.progress.report import Report, report_of
from shouwen.apps.tickets.debts import may_see_debts
from shouwen.console.accountability.figures import figures_of
from shouwen.console.accountability.views import MINUTE, period_of, stretch
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit


@reads
def report(visit: Visit, person: int) -> HttpResponse:
    """An odd period is the last thirty days."""
    first, last = period_of(visit)
    period = {"from": first.isoformat(), "until": last.isoformat()}
    found: Report = report_of(visit.actor, person, *stretch(visit), visit.now)
    return page(
        visit,
        "console/duty_report.html",
        report=found,
        figures=figures_of(found),
        idle=found.in_nobodys_hands // MINUTE,
        period=period,
        words_url=f"{reverse('console:words')}?{urlencode({'view': 'late', 'who': person})}",
        may_see_all=may_see_debts(visit.actor),
        export_url=f"{reverse('console:duty_report_sheet', args=[person])}?{urlencode(period)}",
    )
