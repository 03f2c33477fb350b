"""The one way in which a session ends, and an authorisation with its card."""

from datetime import datetime

from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.remote import Because, State
from shouwen.policy.roles import Actor


def cut_off(ticket: Ticket, session: RemoteSession, actor: Actor, because: Because, at: datetime) -> None:
    """End it now; what was changed in it is written down afterwards by its operator."""
    session.ended_at, session.ended_because = at, because
    session.save(update_fields=["ended_at", "ended_because"])
    # Of a withdrawal he is told by that itself.
    people = [] if because is Because.WITHDRAWN else [session.operator_id]
    data = {"remote": session.number, "because": because.value, "people": people}
    events.record(ticket, events.Code.REMOTE_ENDED, actor, at, **data)


def cancel_open(ticket: Ticket, actor: Actor, at: datetime) -> None:
    """With the card ends what was asked for, and what was granted and is in force; what is over was used as it was."""
    rows = Authorisation.objects.filter(ticket=ticket, state__in=[State.ASKED, State.GRANTED])
    for found in rows.exclude(state=State.GRANTED, ends_at__lte=at).order_by("pk"):
        found.state, found.ended_at, found.ended_by_id = State.CANCELLED, at, actor.id
        found.save()
        events.record(ticket, events.Code.REMOTE_CANCELLED, actor, at, remote=found.number)
