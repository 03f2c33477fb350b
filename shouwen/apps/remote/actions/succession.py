"""Who leaves is in no session any more, and what he asked for is another's to look after."""

from datetime import datetime

from django.db.models import QuerySet

from shouwen.apps.people.models import User
from shouwen.apps.remote.access import lock_card_of
from shouwen.apps.remote.ending import cut_off
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets import events
from shouwen.policy.remote import Because, State
from shouwen.policy.roles import Actor


def asked_by(person_id: int) -> QuerySet[Authorisation]:
    return Authorisation.objects.filter(asked_by=person_id, state__in=[State.ASKED, State.GRANTED])


def unwritten_of(person_id: int) -> QuerySet[RemoteSession]:
    """Those that run, and those that he has not written down."""
    return RemoteSession.objects.filter(operator=person_id, written_at=None)


def hand_on_remote(actor: Actor, leaver: int, successor: User, *, at: datetime) -> None:
    """Part of `departures.leave`, in its transaction: his sessions end now, and the successor writes them down."""
    for session in unwritten_of(leaver).order_by("ticket", "pk"):
        ticket = lock_card_of(session)
        if session.ended_at is None:
            cut_off(ticket, session, actor, Because.LEFT, at)
        session.operator = successor
        session.save(update_fields=["operator"])
        told = {"remote": session.number, "leaving": leaver, "person": successor.pk}
        events.record(ticket, events.Code.REMOTE_PASSED_ON, actor, at, **told)
    for found in asked_by(leaver).order_by("ticket", "pk"):
        ticket = lock_card_of(found)
        found.asked_by = successor
        found.save(update_fields=["asked_by"])
        told = {"remote": found.number, "leaving": leaver, "person": successor.pk}
        events.record(ticket, events.Code.REMOTE_PASSED_ON, actor, at, **told)
