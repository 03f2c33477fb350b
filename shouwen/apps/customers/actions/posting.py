"""驻点: a front-line engineer is posted to a hospital, and leaves it."""

from datetime import date, datetime

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.actions.standing import named
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Posting
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Level


@act
def post_resident(actor: Actor, hospital_id: int, engineer_id: int | None, *, since: date, at: datetime) -> Posting:
    """Post an engineer of the front line; he sees the hospital's cards from now on.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `absent`, `not_frontline`, `already_there`.
    """
    hospital = lock_hospital(actor, hospital_id)
    engineer = named(engineer_id, "engineer")
    if engineer.level != Level.FRONTLINE:
        raise Refused("not_frontline", field="engineer")
    if hospital.postings.filter(engineer=engineer, until=None).exists():
        raise Refused("already_there", field="engineer")
    posting = Posting.objects.create(hospital=hospital, engineer=engineer, since=since)
    record(hospital, Code.RESIDENT_POSTED, actor, at, person=engineer.pk, since=since.isoformat())
    return posting


@act
def end_posting(actor: Actor, hospital_id: int, posting_id: int, *, until: date, at: datetime) -> Posting:
    """The engineer leaves on the day `until`. Refused: `not_your_role`, `absent`; with `field`:
    `until_before_since`."""
    hospital = lock_hospital(actor, hospital_id)
    posting = hospital.postings.filter(pk=posting_id, until=None).first()
    if posting is None:
        raise Refused("absent")
    if until < posting.since:
        raise Refused("until_before_since", field="until")
    posting.until = until
    posting.save(update_fields=["until"])
    record(hospital, Code.POSTING_ENDED, actor, at, person=posting.engineer_id, until=until.isoformat())
    return posting
