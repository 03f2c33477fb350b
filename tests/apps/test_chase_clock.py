"""催办 has a clock of its own: told at 50 and 80 %, late at its true instant, answered by a named person."""

import pytest
from django.test import Client

from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets import actions, jobs
from shouwen.apps.tickets.models import Chase, Ticket
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def chased(cast: Cast) -> Ticket:
    """Taken and answered; chased at minute 100, due at 160."""
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.reply(agent, ticket.number, "您好", at=at(2), submission="soon-0123456789abcdef")
    actions.chase(cast.actor("ward_a"), ticket.number, "很急", at=at(100))
    return ticket


def told(ticket: Ticket) -> list[tuple[str, int, float]]:
    events = [e for e in story("ticket", ticket.pk) if e.data.get("clock") == "chase"]
    return [(e.code, e.data["percent"], (e.at - at(0)).total_seconds() / 60) for e in events]


def who(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def test_the_handler_then_the_first_contact_then_those_above(cast: Cast, chased: Ticket) -> None:
    assert Chase.objects.get().next_step_at == at(130)
    for minutes in range(101, 170):
        jobs.watch(at(minutes + 0.5))
    assert told(chased) == [
        ("ticket.warned", 50, 130.5),
        ("ticket.warned", 80, 148.5),
        ("ticket.breached", 100, 160.5),
    ]
    assert (who("deadline_50"), who("deadline_80")) == ({"agent"}, {"agent", "pm"})
    assert who("deadline_100") == {"agent", "pm", "manager"}
    assert Chase.objects.get().next_step_at is None
    assert jobs.watch(at(400)) == 0


def test_who_stands_there_has_answered(cast: Cast, chased: Ticket) -> None:
    """Whoever writes the arrival down, it is the engineer who answers."""
    actions.dispatch(cast.actor("agent"), chased.number, cast.users["resident"].pk, "去现场", at=at(105))
    actions.arrive(cast.actor("agent"), chased.number, at=at(125))
    chase = Chase.objects.get()
    assert (chase.answered_at, chase.answered_by, chase.next_step_at) == (at(125), cast.users["resident"], None)
    answered = [e for e in story("ticket", chased.pk) if e.code == "ticket.chase_answered"]
    assert [(e.actor_id, e.data) for e in answered] == [
        (cast.users["agent"].pk, {"chase": chase.pk, "late": False, "engineer": cast.users["resident"].pk})
    ]
    assert jobs.watch(at(300)) == 0


def test_an_answer_in_time_ends_it_and_names_who_and_when(cast: Cast, chased: Ticket) -> None:
    actions.reply(cast.actor("agent2"), chased.number, "马上", at=at(120), submission="ans-0123456789abcdef")
    chase = Chase.objects.get()
    assert (chase.answered_at, chase.answered_by, chase.next_step_at) == (at(120), cast.users["agent2"], None)
    assert (jobs.watch(at(300)), told(chased)) == (0, [])
    client = Client()
    client.force_login(cast.users["ward_a"])
    page = client.get(f"/portal/tickets/{chased.number}/").content.decode()
    assert "agent2-name" in page


def test_a_late_answer_that_came_before_the_scheduler_is_still_late(cast: Cast, chased: Ticket) -> None:
    actions.reply(cast.actor("agent"), chased.number, "抱歉", at=at(170), submission="ans-0123456789abcdef")
    assert (jobs.watch(at(180)), jobs.watch(at(181))) == (1, 0)
    assert told(chased) == [("ticket.breached", 100, 180)]
    assert story("ticket", chased.pk)[-1].data["due"] == at(160).isoformat()


def test_each_chase_has_its_own_shares(cast: Cast, chased: Ticket) -> None:
    jobs.watch(at(131))
    actions.reply(cast.actor("agent"), chased.number, "在看", at=at(140), submission="ans-0123456789abcdef")
    actions.chase(cast.actor("ward_a"), chased.number, "又来催", at=at(200))
    jobs.watch(at(231))
    assert [each[:2] for each in told(chased)] == [("ticket.warned", 50), ("ticket.warned", 50)]


def test_a_card_that_ended_is_chased_no_more(cast: Cast, chased: Ticket) -> None:
    actions.cancel(cast.actor("pm"), chased.number, "not_ours", "不是我们的系统", at=at(110))
    assert (jobs.watch(at(500)), told(chased), Chase.objects.get().next_step_at) == (0, [], None)


def test_the_queue_can_be_narrowed_to_the_chased(cast: Cast, chased: Ticket) -> None:
    other = cast.report(key="other")
    client = Client()
    client.force_login(cast.users["agent"])
    every = client.get("/console/?tab=all").content.decode()
    assert "?tab=all&amp;owes=chases" in every
    page = client.get("/console/?tab=all&owes=chases").content.decode()
    assert (chased.number in page, other.number in page) == (True, False)
