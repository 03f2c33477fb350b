"""One's own e-mail address: a new one counts when the letter sent to it was answered."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.people import events
from shouwen.apps.people.access import lock
from shouwen.apps.people.actions.account import checked_email
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

CHANNEL = "confirmation"
SALT = "people.email"
LASTS = timedelta(hours=24)
# In that time, so that nobody uses our desk to write to strangers.
MOST_LETTERS = 5


@act
def ask_email(actor: Actor, address: str, *, at: datetime) -> bool:
    """Send a letter to a new address, which counts from the moment its link is answered; an empty one counts at once.

    True when a letter was written. Refused with `field`: `email_odd`, `text_too_long`, `too_many_letters`.
    """
    person = lock(actor.person)
    wanted = checked_email(address)
    if wanted == person.email:
        return False
    if not wanted:
        person.email = ""
        person.save(update_fields=["email"])
        events.record(person, events.Code.EMAIL_CONFIRMED, actor, at)
        return False
    today = Event.objects.filter(
        subject_kind=events.SUBJECT, subject_id=person.pk, code=events.Code.EMAIL_ASKED, at__gt=at - LASTS
    )
    if today.count() >= MOST_LETTERS:
        raise Refused("too_many_letters", field="email")
    payload = {"person": person.pk, "address": wanted, "before": person.email}
    key = f"confirmation-{person.pk}-{int(at.timestamp() * 1000)}"
    enqueue(key, CHANNEL, payload, at=at, not_after=at + LASTS)
    events.record(person, events.Code.EMAIL_ASKED, actor, at)
    return True


@act
def confirm_email(actor: Actor, proof: str, *, at: datetime) -> str:
    """Take the address that a letter was sent to; it must be the signed-in person's own. Refused: `absent`."""
    asked = asked_for(proof)
    if asked is None or asked["person"] != actor.id:
        raise Refused("absent")
    person = lock(actor.person)
    if person.email != asked["before"]:
        raise Refused("absent")
    person.email = asked["address"]
    person.save(update_fields=["email"])
    events.record(person, events.Code.EMAIL_CONFIRMED, actor, at)
    return person.email


def proof_of(payload: dict[str, object]) -> str:
    """What the link in the letter carries: signed, good for a day."""
    return signing.dumps(payload, salt=SALT)


def asked_for(proof: str) -> dict[str, Any] | None:
    """What a link asks for, if it is one of ours and not too old."""
    try:
        found: dict[str, Any] = signing.loads(proof, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return found
