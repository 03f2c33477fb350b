"""From a card as the engine knows it to what a program reads."""

from typing import Any, Protocol

from shouwen.api.frame.bearer import Call
from shouwen.api.tickets import shown
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.whole_card import Card, whole_card
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import State
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.module import module_name


class _HasName(Protocol):
    pk: int
    name: Any


def named(row: _HasName | User | None) -> shown.Named | None:
    return shown.Named(id=row.pk, name=row.name) if row is not None else None


def person(user: User) -> shown.Named:
    return shown.Named(id=user.pk, name=user.name)


def module_ref(module: Module | None) -> shown.ModuleRef | None:
    return shown.ModuleRef(id=module.pk, code=module.code, name=module_name(module)) if module else None


def row(ticket: Ticket) -> shown.Row:
    return shown.Row(**_row(ticket))


def card(request: Call, number: str) -> shown.Card:
    """The card whole, as this caller may see it."""
    found = whole_card(request.actor, number, request.now)
    ticket, inside = found.ticket, request.actor.is_staff
    return shown.Card(
        **_row(ticket),
        channel=ticket.channel,
        service=ticket.service,
        impact=ticket.impact,
        urgency=ticket.urgency,
        cause=ticket.cause,
        grade_is_provisional=ticket.grade_is_provisional,
        outcome=ticket.outcome,
        level=ticket.level,
        campus=named(ticket.campus),
        contact=named(ticket.contact),
        caller_name=ticket.caller_name if inside else "",
        caller_phone=ticket.caller_phone if inside else "",
        version=ticket.version,
        responded_at=ticket.responded_at,
        confirmed_at=ticket.confirmed_at,
        closes_at=ticket.closes_at,
        archives_at=ticket.archives_at,
        changed_at=ticket.changed_at,
        policy_version=ticket.policy_version,
        calendar_version=ticket.calendar_version.number,
        clocks=[clock(found, reading) for reading in found.readings],
        verdict=_verdict(found),
        hold=_hold(found),
        resolution=_resolution(found),
        offer=_offer(found) if inside else None,
        urgent=_urgent(found),
        ruling=_ruling(found),
        may=sorted(act.value for act, refused in found.refusals.items() if refused is None),
    )


def clock(found: Card, reading: Reading) -> shown.Clock:
    return shown.Clock(
        kind=reading.kind.value,
        state=reading.state.value,
        grade=reading.grade,
        calendar=reading.calendar,
        target_minutes=reading.target_minutes,
        elapsed_minutes=reading.elapsed_seconds // 60,
        started_at=reading.started_at,
        due_at=reading.due_at,
        stopped_at=reading.stopped_at,
        breached_at=reading.breached_at,
        provisional=found.provisional(reading),
    )


def clauses(ids: Any) -> list[shown.Clause]:
    return [shown.Clause(id=face.id, text=face.text) for face in clause_faces(ids)]


def _row(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "title": ticket.title,
        "state": ticket.state,
        "grade": ticket.grade,
        "kind": ticket.kind,
        "hospital": None if ticket.hospital.is_unlisted else named(ticket.hospital),
        "department": named(ticket.department),
        "module": module_ref(ticket.module),
        "first_contact": person(ticket.first_contact),
        "handler": named(ticket.handler),
        "accepted_at": ticket.accepted_at,
        "next_due_at": ticket.next_due_at,
    }


def _verdict(found: Card) -> shown.Verdict:
    told = found.verdict
    return shown.Verdict(phase=told.phase, cover=told.cover, charge=told.charge, clauses=clauses(told.clauses))


def _hold(found: Card) -> shown.Hold | None:
    if found.ticket.state != State.HELD:
        return None
    paused = next(fact for fact in reversed(found.facts) if fact.type == "paused")
    return shown.Hold(reason=paused.reason, words=paused.words)


def _resolution(found: Card) -> shown.Resolved | None:
    """The last remedy, while it holds."""
    done = found.resolution
    if done is None or found.ticket.state not in {State.RESOLVED, State.FOLLOWED_UP, State.CLOSED, State.ARCHIVED}:
        return None
    return shown.Resolved(
        at=done.at,
        by=person(done.by),
        cause=done.cause,
        finding=done.finding,
        remedy=done.remedy,
        prevention=done.prevention,
        is_workaround=done.is_workaround,
    )


def _urgent(found: Card) -> shown.Urgent | None:
    if not found.extras.urgent:
        return None
    call = found.extras.urgent[-1]
    unit = "available" if call.slot is None else "used" if call.state == "arrived" else "reserved"
    return shown.Urgent(
        state=call.state,
        words=call.words,
        answer=call.answer,
        at=call.at,
        due_at=call.due_at,
        needs_quote=call.needs_quote,
        unit=unit,
    )


def _ruling(found: Card) -> shown.Ruling | None:
    if not found.extras.rulings:
        return None
    last = found.extras.rulings[-1]
    return shown.Ruling(
        state=last.state,
        cause=last.cause,
        reproduction=last.reproduction,
        clause=last.clause,
        version=last.version,
        due_at=last.due_at,
        appeal_until=last.appeal_until,
        steps=[
            shown.RulingStep(step=each.step, by=person(each.by), at=each.at, cause=each.cause, words=each.words)
            for each in found.extras.ruling_steps
            if each.ruling_id == last.pk
        ],
    )


def _offer(found: Card) -> shown.OpenOffer | None:
    row = found.extras.offer
    if row is None:
        return None
    return shown.OpenOffer(to=person(row.to), by=person(row.by), reason=row.reason, expires_at=row.expires_at)
