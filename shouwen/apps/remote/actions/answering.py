"""The hospital's word: granted under a name, refused, withdrawn; or told by telephone and written down by us."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.remote.access import lock_authorisation, need_hospital, need_open, need_staff
from shouwen.apps.remote.actions.asking import said
from shouwen.apps.remote.ending import cut_off
from shouwen.apps.remote.models import Authorisation
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import OLDEST_WORD, WORD_BEFORE_ASKED, Because, State, Window, check_backup, narrowed
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Granted:
    """Under which name, with which backup; the window only where it is narrowed."""

    signed_name: str
    backup: str
    backup_words: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@act
def grant_remote(actor: Actor, authorisation: str, facts: Granted, *, at: datetime) -> Authorisation:
    """The hospital allows it (clause `remote.recorded`): this scope, in this window, after this backup.

    Refused: `absent`, `not_your_role`, `remote_state`, `not_now`; with `field`: `text_missing`, `text_too_long`,
    `password_in_text`, `unknown_choice`, `backup_needed`, `window_not_inside`, `window_order`, `window_past`.
    """
    ticket, found = _asked(actor, authorisation)
    need_hospital(actor, "grant_remote")
    return _grant(ticket, found, facts, actor, at)


@act
def record_grant(actor: Actor, authorisation: str, facts: Granted, said_at: datetime, *, at: datetime) -> Authorisation:
    """The hospital allowed it by telephone: who said so, and when. It is told, and may object at any moment.

    Refused as by `grant_remote`; with field `said_at` also: `word_too_old`, `time_to_come`.
    """
    ticket, found = _asked(actor, authorisation)
    need_staff(actor, "record_grant")
    if said_at > at:
        raise Refused("time_to_come", field="said_at")
    if said_at < max(at - OLDEST_WORD, found.asked_at - WORD_BEFORE_ASKED):
        raise Refused("word_too_old", field="said_at")
    found.by_phone, found.said_at = True, said_at
    return _grant(ticket, found, facts, actor, at)


@act
def refuse_remote(actor: Actor, authorisation: str, words: str, *, at: datetime) -> Authorisation:
    """The hospital does not allow it. Refused: `absent`, `not_your_role`, `remote_state`; with `field`:
    `text_missing`, `text_too_long`, `password_in_text`."""
    ticket, found = _asked(actor, authorisation)
    need_hospital(actor, "refuse_remote")
    found.words = said(words, "words", 500)
    found.state, found.answered_at, found.answered_by_id = State.REFUSED, at, actor.person
    found.save()
    events.record(ticket, events.Code.REMOTE_REFUSED, actor, at, remote=found.number, person=found.asked_by_id)
    return found


@act
def withdraw_remote(actor: Actor, authorisation: str, words: str, *, at: datetime) -> Authorisation:
    """The hospital takes its word back, or objects to what was told by telephone: a running session ends at once.

    Refused: `absent`, `not_your_role`, `remote_state`; with `field`: `text_too_long`, `password_in_text`.
    """
    ticket, found = lock_authorisation(actor, authorisation)
    need_hospital(actor, "withdraw_remote")
    if found.state != State.GRANTED:
        raise Refused("remote_state", state=found.state)
    found.words = said(words, "words", 500, required=False)
    found.state, found.ended_at, found.ended_by_id = State.WITHDRAWN, at, actor.person
    found.save()
    running = list(found.sessions.filter(ended_at=None))
    told = sorted({found.asked_by_id, *(each.operator_id for each in running)})
    data = {"remote": found.number, "people": told, "running": len(running)}
    events.record(ticket, events.Code.REMOTE_WITHDRAWN, actor, at, **data)
    for each in running:
        cut_off(ticket, each, actor, Because.WITHDRAWN, at)
    return found


def _asked(actor: Actor, number: str) -> tuple[Ticket, Authorisation]:
    ticket, found = lock_authorisation(actor, number)
    if found.state != State.ASKED:
        raise Refused("remote_state", state=found.state)
    return ticket, found


def _grant(ticket: Ticket, found: Authorisation, facts: Granted, actor: Actor, at: datetime) -> Authorisation:
    need_open(ticket, "grant_remote")
    window = narrowed(Window(found.asked_from, found.asked_until), facts.starts_at, facts.ends_at, at)
    check_backup(facts.backup, facts.backup_words, needed=found.needs_backup)
    found.signed_name = checked_text(facts.signed_name, "signed_name", limit=64)
    found.backup = facts.backup
    found.backup_words = said(facts.backup_words, "backup_words", 200, required=False)
    found.starts_at, found.ends_at = window.starts_at, window.ends_at
    found.state, found.answered_at, found.answered_by_id = State.GRANTED, at, actor.person
    found.save()
    data = {"remote": found.number, "person": found.asked_by_id, "by_phone": found.by_phone}
    events.record(ticket, events.Code.REMOTE_GRANTED, actor, at, **data)
    return found
