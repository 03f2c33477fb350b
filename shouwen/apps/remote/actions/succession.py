"""Who leaves is in no session any more, and what he asked for is another's to look after."""

from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.apps.people.models import User
from shouwen.apps.remote.access import lock_card_of
from shouwen.apps.remote.ending import cut_off
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets import events
from shouwen.policy.remote import Because, State
from shouwen.policy.roles import Actor


def asked_by(person_id: int, at: datetime) -> QuerySet[Authorisation]:
    """What still waits for the hospital, or may still be used."""
    return Authorisation.objects.filter(asked_by=person_id, state__in=[State.ASKED, State.GRANTED], ends_at__gt=at)


def unwritten_of(person_id: int) -> QuerySet[RemoteSession]:
    """Those that run, and those that are his to write down."""
    his = Q(keeper=person_id) | Q(keeper=None, operator=person_id)
    return RemoteSession.objects.filter(his, written_at=None)


def hand_on_remote(actor: Actor, leaver: int, successor: User, *, at: datetime) -> None:
    """Part of `departures.leave`, in its transaction: his sessions end now, and the successor writes them down.

    Who was in the hospital's systems stays on record as its operator. Each row is read again behind its card's lock:
    what was written down or answered meanwhile stays as it is.
    """
    for key in list(unwritten_of(leaver).order_by("ticket", "pk").values_list("pk", flat=True)):
        ticket = lock_card_of(RemoteSession.objects.get(pk=key))
        session = unwritten_of(leaver).select_for_update().filter(pk=key).first()
        if session is None:
            continue
        if session.ended_at is None:
            cut_off(ticket, session, actor, Because.LEFT, at)
        session.keeper = successor
        session.save(update_fields=["keeper"])
        told = {"remote": session.number, "leaving": leaver, "person": successor.pk}
        events.record(ticket, events.Code.REMOTE_PASSED_ON, actor, at, **told)
    for key in list(asked_by(leaver, at).order_by("ticket", "pk").values_list("pk", flat=True)):
        ticket = lock_card_of(Authorisation.objects.get(pk=key))
        found = asked_by(leaver, at).select_for_update().filter(pk=key).first()
        if found is None:
            continue
        found.asked_by = successor
        found.save(update_fields=["asked_by"])
        told = {"remote": found.number, "leaving": leaver, "person": successor.pk}
        events.record(ticket, events.Code.REMOTE_PASSED_ON, actor, at, **told)
