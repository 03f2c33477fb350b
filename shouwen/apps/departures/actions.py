"""Leaving: one act that leaves nothing pointing to nobody."""

from dataclasses import asdict
from datetime import datetime

from django.db.models import Q

from shouwen.apps.billing.actions.succession import hand_on_quotes
from shouwen.apps.consultations.actions.succession import hand_on_experts
from shouwen.apps.customers.actions.succession import hand_on_hospitals
from shouwen.apps.departures.queries import Burden, burden, cards_of
from shouwen.apps.duty.actions.succession import hand_on_duty
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock, may_lead, may_manage
from shouwen.apps.people.actions.security import keep_posts
from shouwen.apps.people.models import Absence, User
from shouwen.apps.people.queries import qualified
from shouwen.apps.remote.access import alone_as_operator
from shouwen.apps.remote.actions.succession import hand_on_remote
from shouwen.apps.tickets.actions.passing import pass_on
from shouwen.policy.masking import mask
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role


@act
def leave(actor: Actor, person_id: int, successor_id: int | None, words: str, *, at: datetime) -> Burden:
    """Close an account; what hung on it passes to a named colleague, each thing told in its own ledger.

    His cards as handler, offers to him and journeys pass on; as first contact his name stays, and the colleague is
    recorded to answer for him (clause first_contact.substitution). Hospitals, postings, posts and shifts to come pass
    on, and so do open quotes, consultations and visits of experts; those only to who is certified as well. A remote
    session that he is in ends. His tokens
    and links end, and with the account every session. A successor is needed when anything hangs on him. What passed is
    returned.
    Refused: `not_your_role`, `absent`, `person_left`, `leaves_himself`, `last_admin`, `last_security_admin`;
    with `field`: `absent`, `is_leaving`, `successor_missing`, `expert_not_certified`, `expert_expired`,
    `text_missing`, `text_too_long`.
    """
    person = _leaver(actor, person_id, at)
    because = mask(checked_text(words, "words", limit=200)).text
    # Before his cards: a session that he begins at this moment is counted, or does not begin.
    alone_as_operator(person.pk)
    passed = burden(person.pk, at)
    successor = _successor(person, successor_id, needed=passed.total > 0)
    if successor is not None:
        for ticket_id in list(cards_of(person.pk).order_by("pk").values_list("pk", flat=True)):
            pass_on(ticket_id, actor, person.pk, successor, because, at=at)
        hand_on_hospitals(actor, person.pk, successor, because, at=at)
        hand_on_duty(actor, person.pk, successor.pk, at=at)
        hand_on_quotes(actor, person.pk, successor.pk, at=at)
        hand_on_experts(actor, person.pk, successor, because, at=at)
        hand_on_remote(actor, person.pk, successor, at=at)
        _hand_on_absences(person, successor, at)
    person.tokens.filter(revoked_at=None).update(revoked_at=at)
    person.password_links.filter(ended_at=None).update(ended_at=at)
    person.is_active = False
    person.session_round += 1
    person.save(update_fields=["is_active", "session_round"])
    counts = {name: number for name, number in asdict(passed).items() if number}
    events.record(person, events.Code.LEFT, actor, at, successor=successor.pk if successor else None, passed=counts)
    return passed


def _leaver(actor: Actor, person_id: int, at: datetime) -> User:
    if not may_lead(actor):
        raise Refused("not_your_role", act="leave")
    person = lock(person_id)
    if not person.is_active:
        raise Refused("person_left")
    if person.pk == actor.id:
        raise Refused("leaves_himself")
    if person.grants.filter(role__in=[Role.ADMIN, Role.SECURITY_ADMIN]).exists():
        if not may_manage(actor):
            raise Refused("not_your_role", act="leave")
        keep_posts(person, at)
    return person


def _successor(person: User, successor_id: int | None, *, needed: bool) -> User | None:
    if successor_id is None:
        if needed:
            raise Refused("successor_missing", field="successor")
        return None
    if successor_id == person.pk:
        raise Refused("is_leaving", field="successor")
    successor = qualified(successor_id)
    if successor is None:
        raise Refused("absent", field="successor")
    return successor


def _hand_on_absences(person: User, successor: User, at: datetime) -> None:
    """Who counted on him as substitute counts on the colleague; nobody stands in for himself."""
    rows = Absence.objects.filter(substitute=person, ends_at__gt=at, withdrawn_at=None)
    rows.filter(~Q(user=successor)).update(substitute=successor)
    rows.filter(user=successor).update(substitute=None)
