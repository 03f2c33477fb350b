"""到期提醒: 90, 60, 30, 15 and 7 days before the cover of a line ends, both sides are told, once each."""

from datetime import date, datetime

from shouwen.apps.agreements.events import Code, record
from shouwen.apps.agreements.models import Agreement, EndWarning, Line
from shouwen.apps.agreements.queries import terms
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.phases import end_of_cover, step_before
from shouwen.policy.roles import SYSTEM


@act
def warn_of_end(line_id: int, today: date, *, at: datetime) -> bool:
    """Tell of one line what is due today; after days without a scheduler only the nearest step is told.

    False when it was told already, or the line has been renewed meanwhile.
    """
    line = Line.objects.get(pk=line_id)
    agreement = Agreement.objects.select_for_update().get(pk=line.agreement_id)
    line = Line.objects.prefetch_related("paid_periods").get(pk=line_id)
    ends_on = end_of_cover(terms(line), today)
    step = step_before(ends_on, today) if ends_on is not None else None
    if ends_on is None or step is None:
        return False
    if EndWarning.objects.filter(line=line, ends_on=ends_on, days__lte=step).exists():
        return False
    EndWarning.objects.create(line=line, ends_on=ends_on, days=step, at=at)
    left = (ends_on - today).days
    facts = {"line": line.pk, "ends_on": ends_on.isoformat(), "days": left, "step": step}
    record(agreement, Code.COVER_ENDS, SYSTEM, at, hospital=agreement.hospital_id, **facts)
    return True
