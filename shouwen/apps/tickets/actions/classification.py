"""Classification: what kind of request it is, how grave, which service. Classifying is a regrade."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from shouwen.apps.installations.models import Module
from shouwen.apps.installations.queries import named_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events, verdicts
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.acceptance import version_at
from shouwen.apps.tickets.actions.climb import tell_director
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Ruling, Ticket
from shouwen.apps.tickets.unit_moves import follow_cause
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause
from shouwen.policy.ladder import tells_director
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.ruling import RULED
from shouwen.policy.severity import GRADED_BY_IMPACT, Impact, Kind, Urgency, grade

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Classification:
    kind: str
    impact: str
    urgency: str
    service: str
    cause: str
    module_id: int | None
    reason: str


@act
def classify(actor: Actor, number: str, wanted: Classification, *, at: datetime) -> Ticket:
    """Classify a card, or classify it again; past breaches stay (clause grade.regrade).

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `unknown_choice`, `text_missing` (the reason is
    asked for once the card has been classified before), `text_too_long`, `module_not_installed`, `urgent.by_call`,
    `ruling.settled`.
    """
    ticket = lock_for(actor, number, Act.CLASSIFY)
    kind, impact, urgency = scale(wanted.kind, wanted.impact, wanted.urgency)
    _choice(Service, wanted.service, "service")
    _choice(Cause, wanted.cause, "cause")
    if (wanted.service == Service.URGENT) != (ticket.service == Service.URGENT):
        raise Refused("urgent.by_call", field="service")
    keep_ruled(ticket, wanted.cause)
    again = not ticket.grade_is_provisional
    reason = masked_text(wanted.reason, "reason", limit=500, required=again).text
    before = {"kind": ticket.kind, "grade": ticket.grade, "service": ticket.service, "cause": ticket.cause}
    regraded = (ticket.kind, ticket.impact, ticket.urgency) != (kind, impact or "", urgency or "")
    ticket.kind, ticket.impact, ticket.urgency = kind, impact or "", urgency or ""
    ticket.service, ticket.cause = wanted.service, wanted.cause
    ticket.module = _module(ticket, wanted.module_id)
    ticket.version = version_at(ticket.campus, ticket.module)
    ticket.grade = grade(kind, impact, urgency)
    ticket.grade_is_provisional = False
    if regraded:
        events.fact(
            ticket, "regraded", actor, at, reason=kind, impact=impact or "", urgency=urgency or "", words=reason
        )
    events.record(
        ticket,
        events.Code.CLASSIFIED,
        actor,
        at,
        before=before,
        kind=kind,
        impact=ticket.impact,
        urgency=ticket.urgency,
        grade=ticket.grade,
        service=ticket.service,
        cause=ticket.cause,
    )
    if tells_director(ticket.grade) and before["grade"] != ticket.grade:
        tell_director(ticket, at)
    judge_again(ticket, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def judge_anew(ticket_id: int, because: str, *, at: datetime) -> bool:
    """What was agreed has changed for a day in the past: a card that is still to be quoted is judged anew, beside the
    verdict that it had. False when the answer is the same, or the card is archived."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.state == State.ARCHIVED:
        return False
    judgement = verdicts.judge_ticket(ticket)
    if judgement.verdict.charge == ticket.verdicts.latest("pk").charge:
        return False
    judge_again(ticket, SYSTEM, at, because)
    ticket.changed_at = max(at, ticket.changed_at)
    ticket.save(update_fields=["changed_at"])
    return True


def judge_again(ticket: Ticket, actor: Actor, at: datetime, because: str = "") -> None:
    """A new verdict row when the answer, or what it was asked of, has changed. `because`: the event that led to it."""
    judgement = verdicts.judge_ticket(ticket)
    verdict = verdicts.record(ticket, judgement, actor, at)
    events.record(
        ticket,
        events.Code.JUDGED,
        actor,
        at,
        phase=verdict.phase,
        cover=verdict.cover,
        charge=verdict.charge,
        cause=verdict.cause,
        **({"because": because} if because else {}),
    )
    follow_cause(ticket, actor, at)


def keep_ruled(ticket: Ticket, cause: str) -> None:
    """What was ruled is not changed by classifying or resolving. Refused with field `cause`: `ruling.settled`."""
    if cause == ticket.cause:
        return
    if Ruling.objects.filter(ticket=ticket, state__in=RULED).exists():
        raise Refused("ruling.settled", field="cause")


def scale(kind_: str, impact: str, urgency: str) -> tuple[Kind, Impact | None, Urgency | None]:
    """Kind, impact and urgency as a form gives them; those of a kind that has none are left out."""
    kind = _choice(Kind, kind_, "kind")
    if kind is Kind.COMPLAINT:
        raise Refused("unknown_choice", field="kind")
    if kind not in GRADED_BY_IMPACT:
        return kind, None, None
    return kind, _choice(Impact, impact, "impact"), _choice(Urgency, urgency, "urgency")


def _choice(enumeration: type[Choice], value: str, field: str) -> Choice:
    try:
        return enumeration(value)
    except ValueError:
        raise Refused("unknown_choice", field=field) from None


def _module(ticket: Ticket, module_id: int | None) -> Module | None:
    """A card may keep the module that it has, also after that was taken out of use."""
    return ticket.module if module_id == ticket.module_id else named_module(ticket.hospital_id, module_id)
