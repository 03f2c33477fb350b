"""受理: the one moment at which a draft becomes a card, whatever door it came through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.agreements.queries import promised
from shouwen.apps.customers.models import Campus
from shouwen.apps.files.actions import Upload
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.tickets import clocks, events, verdicts
from shouwen.apps.tickets.actions.climb import tell_director
from shouwen.apps.tickets.actions.words import say, title_of
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.apps.tickets.numbers import next_number
from shouwen.policy.ladder import tells_director
from shouwen.policy.originals import Shows
from shouwen.policy.plain_text import checked_text
from shouwen.policy.promise import POLICY_VERSION
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Words:
    """What was said with a request. `writer`: under whose name it is kept, when nobody said it to us."""

    text: str
    uploads: Sequence[Upload] = ()
    shows_patient: Shows | None = None
    writer: Actor | None = None


def accept(ticket: Ticket, actor: Actor, said: Words, *, at: datetime, responded: bool = False) -> Ticket:
    """Number the draft, write today's promise onto it, judge who pays, keep what was said, start the clocks.

    Later policies, agreements and calendars do not rewrite it. `at` is when it is written down; the clocks start at
    `ticket.accepted_at`. `responded`: a qualified person took the word, so that the response is given.
    """
    ticket.number = next_number(at)
    ticket.title = title_of(checked_text(said.text, "text"))
    ticket.policy_version = POLICY_VERSION
    judgement = verdicts.judge_ticket(ticket)
    ticket.agreement_line = judgement.line
    ticket.onsite_covered = judgement.verdict.onsite_covered
    ticket.promise = promised(judgement.line).to_json()
    ticket.responded_at = ticket.accepted_at if responded else None
    ticket.level_since = ticket.accepted_at
    ticket.save()
    say(
        ticket,
        said.writer or actor,
        body=said.text,
        audience=Message.Audience.PUBLIC,
        uploads=said.uploads,
        shows_patient=said.shows_patient,
        at=ticket.accepted_at,
        submission=f"report:{ticket.submission}",
    )
    _record(ticket, actor, at)
    verdicts.record(ticket, judgement, actor, at)
    if responded:
        events.fact(ticket, "responded", actor, ticket.accepted_at)
        events.record(ticket, events.Code.RESPONDED, actor, at)
    clocks.settle(ticket, at)
    ticket.save(update_fields=["next_due_at", "climb_at", "changed_at"])
    return ticket


def version_at(campus: Campus | None, module: Module | None) -> str:
    """The version of a module at a campus, "" when it is not known."""
    if campus is None or module is None:
        return ""
    installed = Installation.objects.filter(campus=campus, module=module, until=None).first()
    return installed.version if installed else ""


def _record(ticket: Ticket, actor: Actor, at: datetime) -> None:
    start = {"impact": ticket.impact, "urgency": ticket.urgency}
    events.fact(ticket, "accepted", actor, ticket.accepted_at, reason=ticket.kind, **start)
    events.record(
        ticket,
        events.Code.ACCEPTED,
        actor,
        at,
        number=ticket.number,
        channel=ticket.channel,
        accepted=ticket.accepted_at.isoformat(),
        kind=ticket.kind,
        grade=ticket.grade,
        service=ticket.service,
        policy=ticket.policy_version,
        calendar=ticket.calendar_version.number,
        **start,
    )
    events.record(
        ticket,
        events.Code.FIRST_CONTACT_SET,
        actor,
        at,
        person=ticket.first_contact_id,
        because=ticket.first_contact_because,
    )
    if tells_director(ticket.grade):
        tell_director(ticket, at)
