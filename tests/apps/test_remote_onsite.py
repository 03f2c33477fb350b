"""Unsolved for long by remote service, somebody goes there: proposed once, answered by whoever is sent."""

import pytest

from shouwen.apps.notices.models import Notice
from shouwen.apps.remote import actions, queries
from shouwen.apps.remote.actions import Ended
from shouwen.apps.remote.jobs import watch
from shouwen.apps.remote.models import OnsiteClock
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Journey, Ticket
from shouwen.policy.refusal import Refused
from tests.apps import remotes
from tests.cast import Cast, at
from tests.faults.world import check_world


def refused(do, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return f"{caught.value.code}@{caught.value.facts['field']}" if "field" in caught.value.facts else caught.value.code


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def test_unsolved_for_an_hour_somebody_should_go(cast: Cast) -> None:
    session = remotes.running(cast)
    card = Ticket.objects.get()
    manager = cast.actor("manager")
    assert refused(actions.decline_onsite, manager, card.number, "不必", at=at(71)) == "no_proposal"
    assert (watch(at(71)), watch(at(72)), watch(at(73))) == (0, 1, 0)
    clock = OnsiteClock.objects.get()
    assert (clock.state, clock.since, clock.due_at, clock.proposed_at) == ("proposed", at(12), at(72), at(72))
    assert told("onsite_proposed") == {"pm", "agent"}
    assert Journey.objects.count() == 0
    # Declined with a reason; the next session begins it anew.
    actions.decline_onsite(manager, card.number, "厂商补丁今晚到。", at=at(75))
    actions.end_session(cast.actor("agent"), session.number, Ended("看过日志。", solved=False), at=at(80))
    remotes.start(cast, session.authorisation, minutes=90, key="second")
    assert [each.state for each in OnsiteClock.objects.order_by("pk")] == ["declined", "running"]
    assert watch(at(150)) == 1
    journey = actions.send_onsite(manager, card.number, cast.users["resident"].pk, "远程未解决", at=at(151))
    assert (journey.engineer, journey.by) == (cast.users["resident"], cast.users["manager"])
    assert refused(actions.send_onsite, manager, card.number, cast.users["resident"].pk, "再去", at=at(152)) == (
        "no_proposal"
    )
    assert check_world() == []


def test_grades_1_and_2_are_gone_to_without_being_asked(cast: Cast) -> None:
    remotes.running(cast, card=cast.report("hospital_a", "departments"))
    assert watch(at(72)) == 1
    journey = Journey.objects.get()
    assert (journey.engineer, journey.by, journey.dispatched_at) == (cast.users["resident"], None, at(72))
    assert OnsiteClock.objects.get().state == "sent"
    assert "hospital_a" in told("dispatched")


def test_what_is_solved_or_gone_to_is_not_proposed(cast: Cast) -> None:
    session = remotes.running(cast)
    agent, number = cast.actor("agent"), Ticket.objects.get().number
    actions.end_session(agent, session.number, remotes.ENDED, at=at(20))
    cards.take(agent, number, at=at(21))
    cards.dispatch(agent, number, cast.users["resident"].pk, "去看看", at=at(22))
    assert (watch(at(72)), OnsiteClock.objects.get().state) == (0, "dropped")
    assert told("onsite_proposed") == set()


def test_somebody_who_is_on_the_way_settles_it_and_keeps_nothing_waiting(cast: Cast) -> None:
    """He was sent before the session began: not sent a second time, and the clocks after it go on."""
    first, second = (cast.report("hospital_a", "departments", key=key) for key in ("a", "b"))
    cards.dispatch(cast.actor("agent"), first.number, cast.users["resident"].pk, "去看看", at=at(9))
    remotes.running(cast, "a", first)
    found = remotes.granted(cast, "b", second)
    remotes.start(cast, found, "agent2", 13, "b")
    assert watch(at(80)) == 1
    assert [(each.ticket, each.state) for each in OnsiteClock.objects.order_by("pk")] == [
        (first, "dropped"), (second, "sent")
    ]  # fmt: skip


def test_whoever_is_sent_answers_the_proposal_and_the_card_s_end_drops_it(cast: Cast) -> None:
    remotes.running(cast)
    other = remotes.granted(cast, "other")
    remotes.start(cast, other, "agent2", 12, "other")
    assert watch(at(72)) == 2
    cards.dispatch(cast.actor("agent"), Ticket.objects.first().number, cast.users["resident"].pk, "去看看", at=at(75))
    last = Ticket.objects.exclude(pk=Journey.objects.get().ticket_id).get()
    cards.withdraw(cast.actor("hospital_a"), last.number, "已恢复", at=at(80))
    found = {each.ticket_id: (each.state, each.answered_by) for each in OnsiteClock.objects.all()}
    assert found == {Journey.objects.get().ticket_id: ("sent", cast.users["agent"]), last.pk: ("dropped", None)}
    assert check_world() == []


def test_a_proposal_that_is_settled_makes_way_for_the_next(cast: Cast) -> None:
    session = remotes.running(cast)
    assert watch(at(72)) == 1
    number = Ticket.objects.get().number
    cards.take(cast.actor("agent"), number, at=at(73))
    cards.dispatch(cast.actor("agent"), number, cast.users["resident"].pk, "去看看", at=at(74))
    # As it was before a journey answered by itself.
    OnsiteClock.objects.update(state="proposed", answered_at=None, answered_by=None)
    actions.end_session(cast.actor("agent"), session.number, Ended("看过日志。", solved=False), at=at(80))
    remotes.start(cast, session.authorisation, minutes=90, key="second")
    assert [each.state for each in OnsiteClock.objects.order_by("pk")] == ["dropped", "running"]


def test_the_hour_is_a_setting(cast: Cast) -> None:
    change_setting(cast.actor("manager"), "remote_onsite_minutes", "30", "远程能力有限", at=at(0))
    change_setting(cast.actor("manager"), "remote_tools", "堡垒机，ToDesk,ToDesk", "禁用公网工具", at=at(0))
    assert queries.tools(at(1)) == ["堡垒机", "ToDesk"]
    remotes.running(cast)
    assert OnsiteClock.objects.get().due_at == at(42)
    card = cast.report(key="other")
    odd = remotes.wanted(tool="向日葵")
    key = "odd-0123456789abcdef"
    assert refused(actions.ask_remote, cast.actor("agent"), card.number, odd, at=at(5), submission=key) == (
        "unknown_choice@tool"
    )
