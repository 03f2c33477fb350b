"""Fetch and authorise in one step."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import FollowUp, Substitution, Ticket
from shouwen.policy.lifecycle import Act, Bond, FollowUpResult, State, permit
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Level


def find(actor: Actor, number: str) -> Ticket:
    """The card, if this person may know of it; else `Refused("absent")`, which the edge answers with 404."""
    ticket = Ticket.objects.for_actor(actor).filter(number=number).first()
    if ticket is None:
        raise Refused("absent")
    return ticket


def known_by(submission: str) -> Ticket | None:
    """The card that came with this form; the key names the person whose form it was."""
    return next(iter(_SUBMITTED.ask(submission=submission)), None)


_SUBMITTED = Prepared(lambda submission: Ticket.objects.filter(submission=submission))


def check(actor: Actor, number: str, act: Act) -> Ticket:
    """The card, if this actor may do this act now; else `Refused`. Nothing is locked."""
    ticket = find(actor, number)
    permit(act, actor, State(ticket.state), bond(ticket))
    return ticket


def lock_for(actor: Actor, number: str, act: Act) -> Ticket:
    """The card locked for one act that this actor may do now; else `Refused`. Needs a transaction."""
    ticket = lock(actor, number)
    may(actor, ticket, act)
    return ticket


def lock(actor: Actor, number: str) -> Ticket:
    """The card locked, whatever this person may do to it: for acts that first ask whether they were done before."""
    found = _LOCKED.ask(actor.standing, number=number, **actor.reach)
    if not found:
        raise Refused("absent")
    return found[0]


def _build_locked(shape: Actor, number: str, **reach: Any) -> QuerySet[Ticket]:
    return Ticket.objects.for_actor(shape.reaching(**reach)).select_for_update().filter(number=number)


_LOCKED = Prepared(_build_locked)
_SUBSTITUTIONS = Prepared(lambda ticket: Substitution.objects.filter(ticket=ticket).order_by("at", "pk"))


def may(actor: Actor, ticket: Ticket, act: Act) -> None:
    """Raise `Refused` when this actor may not do this act now."""
    permit(act, actor, State(ticket.state), bond(ticket))


def bond(ticket: Ticket) -> Bond:
    """What ties people to this card now. One query, and one more after a follow-up."""
    # Only then is it asked whose word it was.
    words = FollowUp.objects.filter(ticket=ticket) if ticket.state == State.FOLLOWED_UP else FollowUp.objects.none()
    return bond_of(ticket, _SUBSTITUTIONS.ask(ticket=ticket.pk), words.order_by("at", "pk"))


def bond_of(ticket: Ticket, substitutions: Iterable[Substitution], follow_ups: Iterable[FollowUp]) -> Bond:
    """The same from rows that are there already, the oldest first."""
    substitute = next((each.substitute_id for each in reversed(list(substitutions))), None)
    return Bond(
        first_contact=ticket.first_contact_id,
        handler=ticket.handler_id,
        substitute=substitute,
        followed_up=ticket.confirmed_at is not None or has_first_contacts_word(ticket, follow_ups),
        waits_for=Level(ticket.level) if ticket.waits_since is not None else None,
    )


def has_first_contacts_word(ticket: Ticket, follow_ups: Iterable[FollowUp]) -> bool:
    """Did the first contact, or his substitute, hear from the customer that it is solved, since the last remedy?"""
    words = list(follow_ups) if ticket.state == State.FOLLOWED_UP else []
    return bool(words) and words[-1].result == FollowUpResult.SOLVED
