"""限次加急响应: how many urgent units of a line's year its cards have taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shouwen.apps.agreements.models import Line
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.catalogue import Service
from shouwen.policy.lifecycle import Outcome
from shouwen.policy.quota import UrgentLine

GIVEN_BACK = Q(outcome__in=[Outcome.WITHDRAWN, Outcome.CANCELLED, Outcome.NOT_OURS, Outcome.MERGED]) | Q(
    cause__in=["inherent_defect", "vendor_regression"]
)


@dataclass(frozen=True)
class Units:
    quota: int
    used: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)


def used_of(lines: Sequence[Line], today: date) -> Mapping[int, Units]:
    """Units of the year that holds today, by line; a line that names no urgent response today is left out. One query.

    A card that ended outside the rates, or whose cause is a defect of ours, gives its unit back (clause
    quota.given_back).
    """
    running = {line.pk: found for line in lines if (found := _running(line, today)) is not None}
    cards = Ticket.objects.filter(agreement_line__in=running, service=Service.URGENT).exclude(GIVEN_BACK)
    taken: Counter[int] = Counter()
    for line_id, at in cards.values_list("agreement_line_id", "accepted_at"):
        year = running[line_id].year_of(today)
        taken[line_id] += year.first <= at.astimezone(DESK_ZONE).date() <= year.last
    return {pk: Units(found.quota, taken[pk]) for pk, found in running.items()}


def _running(line: Line, today: date) -> UrgentLine | None:
    """The days and units that count today: the free phase's, or those of the paid period."""
    if line.terminated_on is not None and line.terminated_on <= today:
        return None
    if line.free_from <= today <= line.free_until:
        named = Service.URGENT in line.special
        return UrgentLine(line.free_from, line.free_until, line.urgent_quota) if named else None
    for period in line.paid_periods.all():
        if period.starts_on <= today <= period.ends_on and Service.URGENT in period.special:
            return UrgentLine(period.starts_on, period.ends_on, period.urgent_quota)
    return None
