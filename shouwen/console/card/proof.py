"""为什么: the proof of a clock, span by span, and of the verdict, rule by rule."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.agreements.models import Line
from shouwen.apps.calendars.queries import working_times
from shouwen.apps.tickets.models import Ticket, Verdict
from shouwen.apps.tickets.verdicts import by_line
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.console.frame.guard import page, reads
from shouwen.policy.clause import Clause
from shouwen.policy.coverage import tried
from shouwen.policy.decision import clock_clauses
from shouwen.policy.severity import Kind
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.clock import full_face, span_faces
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.own_target import own_target


@reads
def clock(visit: Visit, number: str, kind: str) -> HttpResponse:
    """Why this clock is due when it is due."""
    card = whole_card(visit.actor, number, visit.now)
    reading = next((each for each in card.readings if each.kind == kind), None)
    if reading is None:
        raise Http404
    ticket = card.ticket
    spec = working_times(ticket.calendar_version_id)[reading.calendar].spec
    return page(
        visit,
        "console/why_clock.html",
        ticket=ticket,
        back_url=reverse("console:card", args=[number]),
        clock=full_face(reading, card.facts, "", provisional=card.provisional(reading)),
        grade=reading.grade,
        spans=span_faces(reading, card.facts, spec),
        clauses=clause_faces(clock_clauses(reading, Kind(ticket.kind), covered=ticket.onsite_covered)),
        calendar_version=ticket.calendar_version.number,
        policy_version=ticket.policy_version,
        own=own_target(card, reading),
    )


@reads
def verdict(visit: Visit, number: str) -> HttpResponse:
    """Who pays, by which rules; each earlier verdict stands beside it."""
    card = whole_card(visit.actor, number, visit.now)
    ticket, found = card.ticket, card.verdict
    return page(
        visit,
        "console/why_verdict.html",
        ticket=ticket,
        back_url=reverse("console:card", args=[number]),
        verdict=found,
        verdicts=card.verdicts,
        facts=_facts(found, module_name(ticket.module)),
        by_line=_by_line(ticket, found),
        trace=_trace(Clause(found.clauses[-1])),
        clauses=clause_faces(found.clauses),
        policy_version=ticket.policy_version,
    )


def _trace(decisive: Clause) -> list[dict[str, object]]:
    """The rules asked in vain, then the one that decided."""
    passed = [{"words": clause.text, "fits": False, "answer": ""} for clause in clause_faces(tried(decisive))]
    return [*passed, *({"words": clause.text, "fits": True, "answer": ""} for clause in clause_faces([decisive]))]


def _by_line(ticket: Ticket, found: Verdict) -> list[tuple[str, str, bool]]:
    """Each line with the charge that it gives by itself, and whether it is the one that counted; none when there is
    nothing to compare."""
    judged = by_line(ticket, found)
    if len(judged) < 2:
        return []
    return [
        (
            f"{each.line.agreement.number} {line_words(each.line)} · {each.line.free_from} – {_last_day(each.line)}",
            each.verdict.charge.value,
            each.line.pk == found.line_id,
        )
        for each in judged
        if each.line is not None
    ]


def _last_day(line: Line) -> date:
    """Until when the line covers, by its free phase and what was bought."""
    return max([line.free_until, *(period.ends_on for period in line.paid_periods.all())])


def _facts(found: Verdict, module: str) -> list[tuple[str, str]]:
    line = found.line
    facts = [
        (_("Kind"), word(found.kind, "kind")),
        (_("Service"), word(found.service, "service")),
        (_("Cause"), word(found.cause, "cause")),
        (_("Module"), module or "—"),
    ]
    if line is not None:
        facts += [
            (_("Agreement"), line.agreement.number),
            (_("Free phase"), f"{line.free_from} – {line.free_until}"),
        ]
        facts += [(_("Paid period"), f"{period.starts_on} – {period.ends_on}") for period in line.paid_periods.all()]
        if line.terminated_on:
            facts.append((_("Terminated on"), str(line.terminated_on)))
    return facts
