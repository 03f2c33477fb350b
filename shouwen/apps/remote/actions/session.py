"""A session: begun under an authorisation in force, ended with what was changed, confirmed by the hospital."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import qualified
from shouwen.apps.remote.access import (
    alone_as_operator,
    find_authorisation,
    lock_authorisation,
    lock_session,
    need_hospital,
    need_open,
    need_staff,
)
from shouwen.apps.remote.actions.asking import known_tool, said
from shouwen.apps.remote.actions.onsite import is_settled
from shouwen.apps.remote.models import OnsiteClock, RemoteSession
from shouwen.apps.remote.queries import is_open
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets import events
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import next_of_month
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import Because, Word, check_hours, check_start, checked_scope, masked_session
from shouwen.policy.roles import Actor, Role
from shouwen.policy.setting import REMOTE_ONSITE


@dataclass(frozen=True)
class Started:
    """`session_id`: as the tool shows it; only its mask is kept. Empty scope or tool: those that were granted."""

    session_id: str
    scope: Sequence[str] = ()
    tool: str = ""
    off_hours: str = ""


@dataclass(frozen=True)
class Ended:
    """What was changed, where its recording is, and whether the matter is solved."""

    changed: str
    solved: bool
    recording: str = ""


@act
def start_session(actor: Actor, authorisation: str, facts: Started, *, at: datetime, submission: str) -> RemoteSession:
    """Begin, as its operator: only inside the window and the scope, and only one at a time, on a card and of a person.

    Clauses `remote.recorded`, `service.remote`. Refused: `absent`, `not_your_role`, `not_now`, `remote_not_granted`,
    `remote_not_yet`, `remote_over`, `remote_card_busy`, `remote_operator_busy`; with `field`: `text_missing`,
    `text_too_long`, `looks_like_password`, `password_in_text`, `unknown_choice`, `scope_not_granted`, `remote_closed`.
    """
    find_authorisation(actor, authorisation)  # what is not his to know is absent, whatever his role
    need_staff(actor, "start_remote")
    # Before the card, as `departures.leave` does: neither waits for the other, and who has left meanwhile is not in.
    alone_as_operator(actor.person)
    if qualified(actor.person) is None:
        raise Refused("not_your_role", act="start_remote")
    ticket, found = lock_authorisation(actor, authorisation)
    key = key_of(actor, "remote_session", submission)
    known = RemoteSession.objects.filter(submission=key).first()
    if known is not None:
        return known
    need_open(ticket, "start_remote")
    check_start(found.state, found.window, at)
    _one_at_a_time(ticket, actor)
    within_hours = is_open(at)
    off_hours = said(facts.off_hours, "off_hours", 200, required=False)
    check_hours(ticket.grade, off_hours, is_open=within_hours)
    made = RemoteSession.objects.create(
        number=next_of_month(RemoteSession, "RS", at),
        authorisation=found,
        ticket=ticket,
        operator_id=actor.person,
        tool=known_tool(facts.tool, at) if facts.tool and facts.tool != found.tool else found.tool,
        masked_id=masked_session(facts.session_id),
        scope=checked_scope(facts.scope or found.scope, found.scope),
        started_at=at,
        off_hours="" if within_hours else off_hours,
        ends_by=found.ends_at,
        submission=key,
    )
    events.record(ticket, events.Code.REMOTE_STARTED, actor, at, remote=made.number, authorisation=found.number)
    _start_clock(ticket, at)
    return made


@act
def end_session(actor: Actor, session: str, facts: Ended, *, at: datetime) -> RemoteSession:
    """End it and write down what was done; of one that was cut off, write it down. Once; then the hospital is asked.

    Refused: `absent`, `not_your_role`, `remote_written`; with `field`: `text_missing`, `text_too_long`,
    `password_in_text`.
    """
    ticket, found = lock_session(actor, session)
    need_staff(actor, "end_remote")
    if actor.person != found.keeper_now and Role.DIRECTOR not in actor.roles:
        raise Refused("not_your_role", act="end_remote")
    if found.written_at is not None:
        raise Refused("remote_written")
    found.changed = said(facts.changed, "changed", 2000)
    found.recording = said(facts.recording, "recording", 200, required=False)
    found.solved, found.written_at, found.written_by_id = facts.solved, at, actor.person
    if found.ended_at is None:
        found.ended_at, found.ended_because = at, Because.OPERATOR
        data = {"because": Because.OPERATOR.value, "people": []}
        events.record(ticket, events.Code.REMOTE_ENDED, actor, at, remote=found.number, **data)
    found.save()
    events.record(ticket, events.Code.REMOTE_WRITTEN, actor, at, remote=found.number, solved=facts.solved)
    return found


@act
def confirm_session(actor: Actor, session: str, signed_name: str, *, at: datetime) -> RemoteSession:
    """The hospital confirms what was done. Refused: `absent`, `not_your_role`, `remote_unwritten`, `remote_answered`;
    with `field`: `text_missing`, `text_too_long`."""
    ticket, found = _waiting(actor, session, "confirm_remote")
    found.signed_name = checked_text(signed_name, "signed_name", limit=64)
    return _answer(ticket, found, Word.CONFIRMED, actor, at)


@act
def reject_session(actor: Actor, session: str, remark: str, *, at: datetime) -> RemoteSession:
    """The hospital does not confirm it, and says why. Refused as by `confirm_session`; with `field` also:
    `password_in_text`."""
    ticket, found = _waiting(actor, session, "confirm_remote")
    found.remark = said(remark, "remark", 500)
    return _answer(ticket, found, Word.REJECTED, actor, at)


def _one_at_a_time(ticket: Ticket, actor: Actor) -> None:
    if RemoteSession.objects.filter(ticket=ticket, ended_at=None).exists():
        raise Refused("remote_card_busy")
    if RemoteSession.objects.filter(operator=actor.person, ended_at=None).exists():
        raise Refused("remote_operator_busy")


def _start_clock(ticket: Ticket, at: datetime) -> None:
    """From the first session on; one that was answered, or is settled, begins anew with the next."""
    states = [OnsiteClock.State.RUNNING, OnsiteClock.State.PROPOSED]
    clock = OnsiteClock.objects.select_for_update().filter(ticket=ticket, state__in=states).first()
    if clock is not None and clock.state == OnsiteClock.State.PROPOSED and is_settled(ticket, clock):
        clock.state = OnsiteClock.State.DROPPED
        clock.save(update_fields=["state"])
        clock = None
    if clock is None:
        due = at + timedelta(minutes=value(REMOTE_ONSITE, at))
        OnsiteClock.objects.create(ticket=ticket, since=at, due_at=due)


def _waiting(actor: Actor, number: str, act_name: str) -> tuple[Ticket, RemoteSession]:
    ticket, found = lock_session(actor, number)
    need_hospital(actor, act_name)
    if found.written_at is None:
        raise Refused("remote_unwritten")
    if found.word:
        raise Refused("remote_answered")
    return ticket, found


def _answer(ticket: Ticket, found: RemoteSession, word: Word, actor: Actor, at: datetime) -> RemoteSession:
    found.word, found.word_at, found.word_by_id = word, at, actor.person
    found.save()
    code = events.Code.REMOTE_CONFIRMED if word is Word.CONFIRMED else events.Code.REMOTE_REJECTED
    events.record(ticket, code, actor, at, remote=found.number, person=found.operator_id)
    return found
