"""An authorisation is asked for, on a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.remote.access import lock_authorisation, need_open, need_staff
from shouwen.apps.remote.models import Authorisation
from shouwen.apps.remote.queries import tools
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets import events
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.numbers import next_of_month
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import State, check_no_password, checked_scope, checked_window, needs_backup
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Wanted:
    """`scope`: codes of `policy.remote.Scope`; `backup`: asked for also where nothing is to be changed."""

    why: str
    scope: Sequence[str]
    systems: str
    tool: str
    starts_at: datetime
    ends_at: datetime
    backup: bool = False


@act
def ask_remote(actor: Actor, number: str, wanted: Wanted, *, at: datetime, submission: str) -> Authorisation:
    """Ask the hospital (clause `remote.recorded`). What changes something needs a backup, asked for or not.

    Refused: `absent`, `not_your_role`, `not_now`, `hospital_unknown`; with `field`: `text_missing`, `text_too_long`,
    `password_in_text`, `unknown_choice`, `window_order`, `window_past`, `window_too_long`.
    """
    ticket = cards.lock(actor, number)
    need_staff(actor, "ask_remote")
    key = key_of(actor, "remote", submission)
    known = Authorisation.objects.filter(submission=key).first()
    if known is not None:
        return known
    need_open(ticket, "ask_remote")
    if ticket.hospital.is_unlisted:
        raise Refused("hospital_unknown")
    window = checked_window(wanted.starts_at, wanted.ends_at, at)
    scope = checked_scope(wanted.scope)
    made = Authorisation.objects.create(
        number=next_of_month(Authorisation, "RA", at),
        ticket=ticket,
        why=said(wanted.why, "why", 500),
        scope=scope,
        systems=said(wanted.systems, "systems", 200),
        tool=known_tool(wanted.tool, at),
        needs_backup=needs_backup(scope, wanted=wanted.backup),
        asked_at=at,
        asked_by_id=actor.person,
        asked_from=window.starts_at,
        asked_until=window.ends_at,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        submission=key,
    )
    events.record(ticket, events.Code.REMOTE_ASKED, actor, at, remote=made.number, scope=scope)
    return made


@act
def cancel_remote(actor: Actor, authorisation: str, words: str, *, at: datetime) -> Authorisation:
    """Not needed any more: taken back by us before it is answered, or while nobody is in a session under it.

    Refused: `absent`, `not_your_role`, `remote_state`, `remote_running`, `remote_over`; with `field`: `text_missing`,
    `text_too_long`, `password_in_text`.
    """
    ticket, found = lock_authorisation(actor, authorisation)
    need_staff(actor, "cancel_remote")
    if found.state not in {State.ASKED, State.GRANTED}:
        raise Refused("remote_state", state=found.state)
    if found.sessions.filter(ended_at=None).exists():
        raise Refused("remote_running")
    if found.state == State.GRANTED and found.ends_at <= at:
        raise Refused("remote_over")
    found.words = said(words, "words", 500)
    found.state, found.ended_at, found.ended_by_id = State.CANCELLED, at, actor.person
    found.save()
    events.record(ticket, events.Code.REMOTE_CANCELLED, actor, at, remote=found.number)
    return found


def said(text: str, field: str, limit: int, *, required: bool = True) -> str:
    """A text as it is kept: checked, no password in it, patients covered."""
    return check_no_password(masked_text(text, field, limit=limit, required=required).text, field)


def known_tool(tool: str, at: datetime) -> str:
    """One of the tools that the desk has set. Refused with field `tool`: `unknown_choice`."""
    if tool not in tools(at):
        raise Refused("unknown_choice", field="tool")
    return tool
