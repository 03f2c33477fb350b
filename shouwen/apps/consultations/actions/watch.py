"""What time says: a consultation that is due, a certificate that ends."""

from datetime import date, datetime, timedelta

from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.models import Certificate, Consultation
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.consultation import WARN_DAYS, Stage, Told, next_step
from shouwen.policy.roles import SYSTEM

CODES = {Told.WARNED: Code.WARNED, Told.PRESSED: Code.PRESSED, Told.ESCALATED: Code.ESCALATED}


@act
def tell_consultation(consultation_id: int, *, at: datetime) -> int:
    """Tell what is due, each once and with its true instant; how much."""
    found = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_id)
    if found.stage != Stage.CALLED:
        return 0
    count = 0
    while (step := next_step(found.called_at, found.due_at, found.told)) is not None and step[1] <= at:
        what, when = step
        found.told = [*found.told, what.value]
        told = {"due": found.due_at.isoformat(), "since": when.isoformat(), "number": found.number}
        record(found, CODES[what], SYSTEM, at, **told)
        count += 1
    found.next_step_at = step[1] if step else None
    found.save(update_fields=["told", "next_step_at"])
    return count


@act
def warn_of_expiry(certificate_id: int, *, at: datetime) -> bool:
    """Told once that it ends within sixty days. False when somebody was quicker, or it is renewed already."""
    found = Certificate.objects.select_for_update().get(pk=certificate_id)
    if found.warned_at is not None or found.ended_on is not None:
        return False
    found.warned_at = at
    found.save(update_fields=["warned_at"])
    later = Certificate.objects.filter(person=found.person_id, ended_on=None, expires_on__gt=found.expires_on)
    if later.exists():
        return False
    record(found, Code.EXPIRES, SYSTEM, at, person=found.person_id, expires=found.expires_on.isoformat())
    return True


def last_day_to_warn(now: datetime) -> date:
    return now.astimezone(DESK_ZONE).date() + timedelta(days=WARN_DAYS)
