"""Fetch and authorise in one step. The card's row is the lock of everything remote on it."""

from django.db.models import QuerySet

from shouwen.apps.ledger.unit_of_work import alone_in
from shouwen.apps.remote.models import Authorisation, OnsiteClock, RemoteSession
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import OPEN, State
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import AUTHORISES
from shouwen.policy.roles import Actor

AROUND = ("ticket", "asked_by", "answered_by")
AROUND_SESSION = ("ticket__hospital", "authorisation", "operator", "written_by", "word_by")


def find_authorisation(actor: Actor, number: str) -> Authorisation:
    """The authorisation, if this person may know of its card. Refused: `absent`."""
    found = Authorisation.objects.for_actor(actor).select_related(*AROUND).filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def find_session(actor: Actor, number: str) -> RemoteSession:
    """The session, if this person may know of its card. Refused: `absent`."""
    found = RemoteSession.objects.for_actor(actor).select_related(*AROUND_SESSION).filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def lock_authorisation(actor: Actor, number: str) -> tuple[Ticket, Authorisation]:
    """The card locked for one act, and the authorisation as it is now. Refused: `absent`."""
    ticket = _card(actor, Authorisation.objects.for_actor(actor).filter(number=number))
    return ticket, Authorisation.objects.select_for_update().get(number=number)


def lock_session(actor: Actor, number: str) -> tuple[Ticket, RemoteSession]:
    """The same of a session. Refused: `absent`."""
    ticket = _card(actor, RemoteSession.objects.for_actor(actor).filter(number=number))
    return ticket, RemoteSession.objects.select_for_update().get(number=number)


def _card(actor: Actor, rows: QuerySet[Authorisation] | QuerySet[RemoteSession]) -> Ticket:
    number = rows.values_list("ticket__number", flat=True).first()
    if number is None:
        raise Refused("absent")
    return cards.lock(actor, number)


def lock_card_of(row: Authorisation | RemoteSession | OnsiteClock) -> Ticket:
    """For time itself, and for whoever hands on: the card of a row, locked."""
    return Ticket.objects.select_for_update().get(pk=row.ticket_id)


def alone_as_operator(person: int | None) -> None:
    """The place of a person's sessions: another card's row is not locked by the act that begins one."""
    alone_in(f"remote operator:{person}")


def need_open(ticket: Ticket, act: str) -> None:
    """Remote service is for what is still to be solved. Refused: `not_now`."""
    if State(ticket.state) not in OPEN:
        raise Refused("not_now", act=act, state=ticket.state)


def authorises(actor: Actor) -> bool:
    """Does his word bind the hospital?"""
    return actor.is_customer and bool(actor.roles & AUTHORISES)


def need_hospital(actor: Actor, act: str) -> None:
    """Refused: `not_your_role`."""
    if not authorises(actor):
        raise Refused("not_your_role", act=act)


def need_staff(actor: Actor, act: str) -> None:
    """Qualified people of ours. Refused: `not_your_role`."""
    if not actor.is_qualified:
        raise Refused("not_your_role", act=act)
