"""One cause behind cards of several hospitals: staff know it, hospitals never learn of one another."""

import pytest
from django.test import Client

from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions, problems
from shouwen.apps.tickets.models import Problem, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

WORKAROUND = "每班重启打印服务"


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value


@pytest.fixture
def pair(cast: Cast) -> tuple[Ticket, Ticket, Problem]:
    """A card of each hospital under one problem with a workaround."""
    mine, theirs = cast.report(), cast.report(by="hospital_b", key="b")
    agent = cast.actor("agent")
    problem = actions.open_problem(agent, mine.number, "打印服务内存泄漏", cast.module.pk, at=at(5))
    actions.bind_problem(agent, problem.number, theirs.number, at=at(6))
    actions.write_problem(agent, problem.number, "驱动漏内存", WORKAROUND, known_error=True, at=at(7))
    problem.refresh_from_db()
    return mine, theirs, problem


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_a_problem_has_a_chain_of_its_own(cast: Cast, pair: tuple[Ticket, Ticket, Problem]) -> None:
    mine, _theirs, problem = pair
    actions.solve_problem(cast.actor("developer"), problem.number, "换驱动", at=at(90))
    problem.refresh_from_db()
    assert (problem.number, problem.known_error_since, problem.solved_at, problem.solved_by) == (
        "PB-20260303-01",
        at(7),
        at(90),
        cast.users["developer"],
    )
    assert [event.code.removeprefix("problem.") for event in story("problem", problem.pk)] == [
        "opened",
        "bound",
        "bound",
        "known_error",
        "written",
        "solved",
    ]
    assert story("ticket", mine.pk)[-1].code == "ticket.problem_bound"
    assert list(verify()) == []


def test_what_is_refused(cast: Cast, pair: tuple[Ticket, Ticket, Problem]) -> None:
    mine, theirs, problem = pair
    agent, number = cast.actor("agent"), problem.number
    again = refusal(actions.open_problem, agent, mine.number, "又一个", None, at=at(8))
    assert (again.code, again.facts["number"]) == ("problem_bound", number)
    assert refusal(actions.bind_problem, agent, number, "SW-20200101-0001", at=at(8)).facts["field"] == "card"
    assert (
        refusal(actions.write_problem, agent, number, " ", "", known_error=True, at=at(8)).facts["field"] == "finding"
    )
    assert refusal(actions.solve_problem, agent, number, "", at=at(8)).code == "text_missing"
    for name in ("auditor", "finance"):
        assert refusal(actions.solve_problem, cast.actor(name), number, "好了", at=at(8)).code == "not_your_role"
    for name in ("hospital_a", "ward_a", "admin"):
        assert refusal(actions.solve_problem, cast.actor(name), number, "好了", at=at(8)).code == "absent"
    actions.unbind_problem(agent, number, theirs.number, at=at(9))
    assert refusal(actions.unbind_problem, agent, number, mine.number, at=at(9)).code == "last_card"
    actions.solve_problem(agent, number, "换驱动", at=at(10))
    assert refusal(actions.bind_problem, agent, number, theirs.number, at=at(11)).code == "problem_solved"


def test_a_resident_knows_it_by_his_own_hospitals_card_only(cast: Cast, pair: tuple[Ticket, Ticket, Problem]) -> None:
    mine, theirs, problem = pair
    resident = cast.actor("resident")
    assert [each.number for each in problems.problems(resident).problems] == [problem.number]
    assert [card.number for card in problems.bound_cards(resident, problem)[0]] == [mine.number]
    page = signed_in(cast, "resident").get(f"/console/problems/{problem.number}/").content.decode()
    assert (mine.number in page, theirs.number in page, "示例二院" in page) == (True, False, False)
    actions.unbind_problem(cast.actor("agent"), problem.number, mine.number, at=at(9))
    assert list(problems.problems(resident).problems) == []
    assert signed_in(cast, "resident").get(f"/console/problems/{problem.number}/").status_code == 404


def test_the_workaround_is_shown_to_staff_and_never_to_a_hospital(
    cast: Cast, pair: tuple[Ticket, Ticket, Problem]
) -> None:
    mine, theirs, problem = pair
    for ticket in (mine, theirs):
        assert WORKAROUND in signed_in(cast, "agent").get(f"/console/tickets/{ticket.number}/").content.decode()
    for name, ticket in (("ward_a", mine), ("hospital_a", mine), ("hospital_b", theirs)):
        page = signed_in(cast, name).get(f"/portal/tickets/{ticket.number}/").content.decode()
        assert [word in page for word in (WORKAROUND, problem.number, problem.title)] == [False] * 3


def test_from_the_card_to_its_problem_through_the_pages(cast: Cast) -> None:
    mine, theirs = cast.report(), cast.report(by="hospital_b", key="b")
    client = signed_in(cast, "agent")
    wrong = client.post(f"/console/tickets/{mine.number}/problem/", {"title": "", "module": str(cast.module.pk)})
    assert (wrong.status_code, Problem.objects.count()) == (422, 0)
    opened = client.post(f"/console/tickets/{mine.number}/problem/", {"title": "内存泄漏", "module": ""})
    number = Problem.objects.get().number
    assert opened.url == f"/console/problems/{number}/"
    choice = client.get(f"/console/tickets/{theirs.number}/problem/").content.decode()
    assert number in choice
    back = f"/console/tickets/{theirs.number}/"
    assert client.post(f"/console/problems/{number}/cards/", {"card": theirs.number, "next": back}).url == back
    bad = client.post(f"/console/problems/{number}/cards/", {"card": "SW-1"})
    assert (bad.status_code, "SW-1" in bad.content.decode()) == (422, True)
    kept = client.post(
        f"/console/problems/{number}/finding/", {"finding": "", "workaround": "重启", "known_error": "on"}
    )
    assert (kept.status_code, "重启" in kept.content.decode()) == (422, True)
    assert client.post(f"/console/problems/{number}/solution/", {"solution": "换驱动"}).status_code == 302
    assert number in client.get("/console/problems/?view=solved").content.decode()
    assert number not in client.get("/console/problems/").content.decode()
    assert client.get("/console/problems/?module=x&after=-1&view=?").status_code == 200
