"""Problems: read, and the acts on them. For staff, by the cards that one may see."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query
from ninja.responses import Status
from pydantic import BaseModel, Field

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import Body, Id, example, nothing_said, only
from shouwen.apps.tickets import actions, models
from shouwen.apps.tickets import problems as kept
from shouwen.policy.refusal import Refused

router = Router(tags=["problems"])
PROBLEM = "/problems/{slug:problem}"
NUMBER = 24


class Problem(BaseModel):
    number: str
    title: str
    module: str | None
    known_error_since: datetime | None
    opened_at: datetime
    solved_at: datetime | None
    cards: int


class Problems(BaseModel):
    items: list[Problem]
    next: str | None


class ProblemWhole(Problem):
    """`bound`: the numbers of its cards that you may see, the newest fifty."""

    finding: str
    workaround: str
    solution: str
    bound: list[str]


class NewProblem(Body):
    """`card`: the number of the card from which it is opened."""

    model_config = example({"card": "SW-20260303-0001", "title": "打印服务内存泄漏"})

    card: str = Field(max_length=NUMBER)
    title: str
    module: Id | None = None


class BoundCard(Body):
    model_config = example({"card": "SW-20260303-0002"})

    card: str = Field(max_length=NUMBER)


class Finding(Body):
    """Each is written anew as a whole."""

    model_config = example({"finding": "驱动 3.1 漏内存。", "workaround": "每班重启打印服务。", "known_error": True})

    finding: str = ""
    workaround: str = ""
    known_error: bool = False


class Solution(Body):
    model_config = example({"solution": "5.2.2 换用驱动 3.2。"})

    solution: str


@router.get("/problems", response=reads(Problems), summary="Problems, newest first")
def problems(request: Call, solved: bool = False, cursor: str | None = Query(None, max_length=64)) -> Problems:
    """One cause behind several cards. For staff, by a card that you may see."""
    only(request, "solved", "cursor")
    _staff(request)
    page = kept.problems(request.actor, solved=solved, after=after_of("problems", cursor))
    rows = [Problem(**_row(each, getattr(each, "bound", 0))) for each in page.problems]
    return Problems(items=rows, next=cursor_of("problems", page.after))


@router.get(PROBLEM, response=reads(ProblemWhole), summary="One problem")
def problem(request: Call, problem: str) -> ProblemWhole:
    """With its cards."""
    only(request)
    _staff(request)
    return _whole(request, problem)


@router.post("/problems", **acts(ProblemWhole, 201), summary="Open a problem")
def open_problem(request: Call, response: HttpResponse, said: NewProblem) -> Any:
    """From one card, which is bound to it; a card has one unsolved problem at most."""
    only(request)
    _staff(request)

    def do() -> None:
        actions.open_problem(request.actor, said.card, said.title, said.module, at=request.now)

    at_most_once(request, do)
    made = kept.unsolved_of(request.actor, said.card)
    response["Location"] = f"/api/v1/problems/{made.number}"
    return Status(201, _whole(request, made.number))


@router.post(PROBLEM + "/cards", **acts(ProblemWhole), summary="Bind a card")
def bind_problem(request: Call, problem: str, said: BoundCard) -> ProblemWhole:
    """It has this cause. Bound already: nothing changes."""
    return _done(request, problem, lambda: actions.bind_problem(request.actor, problem, said.card, at=request.now))


@router.delete(PROBLEM + "/cards/{slug:card}", **acts(ProblemWhole), summary="Take a card off")
def unbind_problem(request: Call, problem: str, card: str) -> ProblemWhole:
    """The last one stays."""
    nothing_said(request)
    return _done(request, problem, lambda: actions.unbind_problem(request.actor, problem, card, at=request.now))


@router.post(PROBLEM + "/finding", **acts(ProblemWhole), summary="Write what is known")
def write_problem(request: Call, problem: str, said: Finding) -> ProblemWhole:
    """Cause and workaround; a known error has both."""
    return _done(
        request,
        problem,
        lambda: actions.write_problem(
            request.actor, problem, said.finding, said.workaround, known_error=said.known_error, at=request.now
        ),
    )


@router.post(PROBLEM + "/solution", **acts(ProblemWhole), summary="Solve a problem")
def solve_problem(request: Call, problem: str, said: Solution) -> ProblemWhole:
    """For good. Its cards go their own way."""
    return _done(request, problem, lambda: actions.solve_problem(request.actor, problem, said.solution, at=request.now))


def _done(request: Call, number: str, do: Callable[[], object]) -> ProblemWhole:
    only(request)
    _staff(request)
    at_most_once(request, do)
    return _whole(request, number)


def _whole(request: Call, number: str) -> ProblemWhole:
    found = kept.find_problem(request.actor, number)
    cards, _after, count = kept.bound_cards(request.actor, found)
    return ProblemWhole(
        **_row(found, count),
        finding=found.finding,
        workaround=found.workaround,
        solution=found.solution,
        bound=[card.number for card in cards],
    )


def _row(found: models.Problem, cards: int) -> dict[str, Any]:
    return {
        "number": found.number,
        "title": found.title,
        "module": found.module.code if found.module else None,
        "known_error_since": found.known_error_since,
        "opened_at": found.opened_at,
        "solved_at": found.solved_at,
        "cards": cards,
    }


def _staff(request: Call) -> None:
    """For a hospital's person there is no such thing here."""
    if not request.actor.is_staff:
        raise Refused("absent")
