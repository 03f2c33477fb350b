"""问题记录: opened from a card, cards of several hospitals bound to it, solved for good; among ourselves only."""

from datetime import datetime

from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.events import Code, ProblemCode
from shouwen.apps.tickets.models import Problem, Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

TITLE_LIMIT = 120
TEXT_LIMIT = 4000


@act
def open_problem(actor: Actor, number: str, title: str, module_id: int | None, *, at: datetime) -> Problem:
    """Open a problem from one card, which is bound to it; a card has one unsolved problem at the most.

    Refused: `absent`, `not_your_role`, `problem_bound`; with `field`: `text_missing`, `text_too_long`, `absent`.
    """
    ticket = lock_for(actor, number, Act.BIND_PROBLEM)
    _check_free(ticket)
    problem = Problem.objects.create(
        number=_next_number(at),
        title=masked_text(title, "title", limit=TITLE_LIMIT).text,
        module=_module(module_id),
        opened_by_id=actor.person,
        opened_at=at,
    )
    events.record_problem(problem, ProblemCode.OPENED, actor, at, number=problem.number)
    _bind(problem, ticket, actor, at)
    return problem


@act
def bind_problem(actor: Actor, problem_number: str, number: str, *, at: datetime) -> Problem:
    """Say that a card has this cause.

    Refused: `absent`, `not_your_role`, `problem_solved`; with `field` card: `absent`, `problem_bound`.
    """
    _known(actor, problem_number)
    try:
        ticket = lock_for(actor, number.strip(), Act.BIND_PROBLEM)
    except Refused as refused:
        if refused.code == "absent":
            raise Refused("absent", field="card") from refused
        raise
    problem = _lock(actor, problem_number)
    if problem.cards.filter(pk=ticket.pk).exists():
        return problem
    _check_free(ticket, "card")
    _bind(problem, ticket, actor, at)
    return problem


@act
def unbind_problem(actor: Actor, problem_number: str, number: str, *, at: datetime) -> Problem:
    """Take a card off again; the last one stays. Refused: `absent`, `not_your_role`, `problem_solved`, `last_card`."""
    _known(actor, problem_number)
    ticket = lock_for(actor, number, Act.BIND_PROBLEM)
    problem = _lock(actor, problem_number)
    if not problem.cards.filter(pk=ticket.pk).exists():
        return problem
    if problem.cards.count() == 1:
        raise Refused("last_card")
    problem.cards.remove(ticket)
    events.record_problem(problem, ProblemCode.UNBOUND, actor, at, card=ticket.pk)
    events.record(ticket, Code.PROBLEM_UNBOUND, actor, at, problem=problem.pk)
    return problem


@act
def write_problem(
    actor: Actor, problem_number: str, finding: str, workaround: str, *, known_error: bool, at: datetime
) -> Problem:
    """Write down the cause and what helps until it is removed; a known error has its cause.

    Refused: `absent`, `not_your_role`, `problem_solved`; with `field`: `text_missing` (a known error without cause),
    `text_too_long`.
    """
    problem = _lock(actor, problem_number)
    problem.finding = masked_text(finding, "finding", limit=TEXT_LIMIT, required=known_error).text
    problem.workaround = masked_text(workaround, "workaround", limit=TEXT_LIMIT, required=False).text
    if known_error != (problem.known_error_since is not None):
        problem.known_error_since = at if known_error else None
        events.record_problem(problem, ProblemCode.KNOWN_ERROR, actor, at, known=known_error)
    problem.save()
    events.record_problem(problem, ProblemCode.WRITTEN, actor, at, workaround=bool(problem.workaround))
    return problem


@act
def solve_problem(actor: Actor, problem_number: str, solution: str, *, at: datetime) -> Problem:
    """Solved for good: by what, by whom, when. The bound cards go their own way to their own closing.

    Refused: `absent`, `not_your_role`, `problem_solved`; with `field`: `text_missing`, `text_too_long`.
    """
    problem = _lock(actor, problem_number)
    problem.solution = masked_text(solution, "solution", limit=TEXT_LIMIT).text
    problem.solved_by_id, problem.solved_at = actor.person, at
    problem.save()
    events.record_problem(problem, ProblemCode.SOLVED, actor, at)
    return problem


def _known(actor: Actor, problem_number: str) -> Problem:
    """The problem, if this person may know of it and write on it; else `Refused`."""
    found = Problem.objects.for_actor(actor).filter(number=problem_number).first()
    if found is None:
        raise Refused("absent")
    if not actor.is_qualified:
        raise Refused("not_your_role", act="problem")
    return found


def _lock(actor: Actor, problem_number: str) -> Problem:
    """The unsolved problem, locked. A card that is locked too is locked before it."""
    problem = Problem.objects.select_for_update().get(pk=_known(actor, problem_number).pk)
    if problem.solved_at is not None:
        raise Refused("problem_solved")
    return problem


def _bind(problem: Problem, ticket: Ticket, actor: Actor, at: datetime) -> None:
    problem.cards.add(ticket)
    events.record_problem(problem, ProblemCode.BOUND, actor, at, card=ticket.pk)
    events.record(ticket, Code.PROBLEM_BOUND, actor, at, problem=problem.pk)


def _check_free(ticket: Ticket, field: str = "") -> None:
    bound = ticket.problems.filter(solved_at=None).first()
    if bound is not None:
        raise Refused("problem_bound", number=bound.number, **({"field": field} if field else {}))


def _module(module_id: int | None) -> Module | None:
    if module_id is None:
        return None
    module = Module.objects.filter(pk=module_id).first()
    if module is None:
        raise Refused("absent", field="module")
    return module


def _next_number(at: datetime) -> str:
    """PB-20261122-01, counted within the desk's own day; two at one moment meet at the unique number and try again."""
    start = f"PB-{at.astimezone(DESK_ZONE):%Y%m%d}-"
    given = Problem.objects.filter(number__startswith=start).order_by("-pk").values_list("number", flat=True).first()
    return f"{start}{int(given.removeprefix(start)) + 1 if given else 1:02d}"
