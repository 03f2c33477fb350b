"""What time brings about on the cards: once each, at its true instant, whoever was asleep meanwhile."""

import logging
import threading
from datetime import datetime

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets import actions, jobs
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Clock, Firing, Ticket
from shouwen.config.timetable import CALLS, LETTERS, TIMETABLE, Timed
from shouwen.config.worker import Worker
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def fired(ticket: Ticket, code: str = "") -> list[tuple[str, object, float, float]]:
    """(what, share or level, minute of the true instant, minute at which it was found)."""
    return [
        (e.data.get("clock", e.code), e.data.get("percent", e.data.get("to")), minute(e.data["due"]), minute(e.at))
        for e in story("ticket", ticket.pk)
        if "due" in e.data and e.code.endswith(code)
    ]


def minute(when: datetime | str) -> float:
    instant = datetime.fromisoformat(when) if isinstance(when, str) else when
    return (instant - at(0)).total_seconds() / 60


def classify(cast: Cast, ticket: Ticket, impact: str, urgency: str, minutes: float) -> None:
    wanted = Classification("incident", impact, urgency, "online", "unknown", None, "因为")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(minutes))


def every_minute(until: int, start: int = 0) -> None:
    for number in range(start, until):
        jobs.watch(at(number + 0.5))


def test_a_clock_warns_at_50_and_80_and_breaches_at_its_true_instant(cast: Cast) -> None:
    ticket = cast.report()
    every_minute(65)
    assert fired(ticket) == [
        ("response", 50, 30, 30.5),
        ("response", 80, 48, 48.5),
        ("response", 100, 60, 60.5),
    ]
    clock = Clock.objects.get(ticket=ticket, kind="response")
    assert (clock.state, clock.breached_at, clock.next_step_at) == ("breached", at(60), None)


def test_a_scheduler_that_was_down_for_hours_finds_everything_at_its_true_instant(cast: Cast) -> None:
    ticket = cast.report()
    assert jobs.behind(at(400)).total_seconds() == (400 - 30) * 60
    jobs.watch(at(400))
    assert [each for each in fired(ticket) if each[0] == "response"] == [
        ("response", 50, 30, 400),
        ("response", 80, 48, 400),
        ("response", 100, 60, 400),
    ]
    kinds = Notice.objects.exclude(kind="first_contact").values_list("kind", "person__username")
    assert set(kinds) == {("deadline_100", "pm"), ("deadline_100", "manager")}
    assert (jobs.watch(at(400)), jobs.behind(at(400)).total_seconds()) == (0, 0)


def test_a_breach_that_an_act_saw_first_is_still_recorded_once(cast: Cast) -> None:
    """The late reply settles the clock as breached; the scheduler tells of it afterwards, at the true instant."""
    ticket = cast.report()
    actions.reply(cast.actor("agent"), ticket.number, "抱歉", at=at(75), submission="late-0123456789abcdef")
    jobs.watch(at(80))
    jobs.watch(at(90))
    assert [each for each in fired(ticket) if each[0] == "response"] == [("response", 100, 60, 80)]


def test_what_was_answered_in_time_is_never_told(cast: Cast) -> None:
    ticket = cast.report()
    actions.reply(cast.actor("agent"), ticket.number, "您好", at=at(29), submission="soon-0123456789abcdef")
    every_minute(70)
    assert [each for each in fired(ticket) if each[0] == "response"] == []


def test_an_act_that_was_begun_in_time_is_waited_for(cast: Cast) -> None:
    ticket = cast.report()
    jobs.watch(at(60) + jobs.PATIENCE / 2)
    assert [each[1] for each in fired(ticket, "breached")] == []
    jobs.watch(at(60) + jobs.PATIENCE)
    assert [each[1] for each in fired(ticket, "breached")] == [100]


def test_a_clock_set_back_fires_nothing_twice_and_one_set_forward_nothing_early_again(cast: Cast) -> None:
    ticket = cast.report()
    for minutes in (24 * 60, 10, 31, 49, 61, 24 * 60, 24 * 60 + 1):
        jobs.watch(at(minutes))
    once = [(each[0], each[1]) for each in fired(ticket)]
    assert len(once) == len(set(once))
    assert {each[2] for each in fired(ticket) if each[0] == "response"} == {30, 48, 60}
    assert list(verify()) == []


def test_a_regrade_arms_the_new_target(cast: Cast) -> None:
    """Grade 4 warned at half of a day; grade 2 warns again at half of eight hours, and of what is past at once."""
    ticket = cast.report()
    actions.reply(cast.actor("agent"), ticket.number, "您好", at=at(1), submission="soon-0123456789abcdef")
    classify(cast, ticket, "departments", "stopped", 5)
    assert Clock.objects.get(ticket=ticket, kind="resolution").next_step_at == at(240)
    jobs.watch(at(241))
    classify(cast, ticket, "hospital", "stopped", 242)
    jobs.watch(at(243))
    resolution = [each for each in fired(ticket) if each[0] == "resolution"]
    assert resolution == [
        ("resolution", 50, 240, 241),
        ("resolution", 50, 120, 243),
        ("resolution", 80, 192, 243),
        ("resolution", 100, 240, 243),
    ]
    classify(cast, ticket, "workstation", "limited", 250)
    every_minute(300, 250)
    assert [each for each in fired(ticket) if each[0] == "resolution"] == resolution


def test_a_hold_moves_the_warnings_and_fires_none(cast: Cast) -> None:
    ticket = cast.report(answer="departments")
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.hold(agent, ticket.number, "third_party", "等接口", at=at(40))
    assert (Ticket.objects.get().climb_at, Clock.objects.get(kind="resolution").next_step_at) == (None, None)
    jobs.watch(at(600))
    assert [each for each in fired(ticket) if each[0] != "response"] == []
    actions.resume(agent, ticket.number, at=at(1000))
    assert Ticket.objects.get().climb_at == at(1020)
    assert Clock.objects.get(kind="resolution").next_step_at == at(240 + 960)


# --- the ladder ---------------------------------------------------------------------------------------------


def test_grade_one_climbs_by_itself_from_level_to_level(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    actions.take(cast.actor("resident"), ticket.number, at=at(2))
    every_minute(60)
    assert fired(ticket, "climbed") == [
        ("ticket.climbed", "service_centre", 17, 17.5),
        ("ticket.climbed", "development", 47.5, 48.5),
    ]
    ticket.refresh_from_db()
    assert (ticket.level, ticket.climb_at, ticket.handler) == ("development", None, cast.users["resident"])
    assert ticket.first_contact == cast.users["agent"]
    assert list(verify()) == []


def test_a_late_scheduler_lets_it_climb_one_level_at_a_time(cast: Cast) -> None:
    """The people of a level get their own time with it, even when nobody woke them."""
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    actions.take(cast.actor("resident"), ticket.number, at=at(2))
    jobs.watch(at(200))
    jobs.watch(at(201))
    ticket.refresh_from_db()
    assert (ticket.level, ticket.level_since, ticket.climb_at) == ("service_centre", at(200), at(230))
    assert fired(ticket, "climbed") == [("ticket.climbed", "service_centre", 17, 200)]


def test_what_is_solved_climbs_no_more(cast: Cast) -> None:
    ticket = cast.report(answer="whole_hospital")
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    actions.restore(cast.actor("agent"), ticket.number, at=at(20))
    every_minute(60)
    assert (fired(ticket, "climbed"), Ticket.objects.get().climb_at) == ([], None)


def test_lower_grades_are_proposed_once_a_stay(cast: Cast) -> None:
    ticket = cast.report(answer="department")
    every_minute(300, 100)
    assert fired(ticket, "climb_proposed") == [("ticket.climb_proposed", "development", 120, 120.5)]
    ticket.refresh_from_db()
    assert (ticket.level, ticket.climb_at) == ("service_centre", None)
    assert set(Notice.objects.filter(kind="climb_proposed").values_list("person__username", flat=True)) == {"pm"}


def test_only_the_system_climbs_and_only_in_time(cast: Cast) -> None:
    ticket = cast.report(answer="whole_hospital")
    for actor, minutes, code in [(cast.actor("manager"), 31, "not_your_role"), (SYSTEM, 29, "not_now")]:
        with pytest.raises(Refused) as refused:
            actions.climb(actor, ticket.number, at=at(minutes))
        assert refused.value.code == code
    actions.climb(SYSTEM, ticket.number, at=at(30))
    with pytest.raises(Refused):
        actions.climb(SYSTEM, ticket.number, at=at(30))
    with pytest.raises(Refused):
        actions.propose_climb(SYSTEM, ticket.number, at=at(30))
    with pytest.raises(Refused):
        actions.climb(SYSTEM, "SW-20200101-0001", at=at(30))


def test_a_card_that_cannot_be_looked_at_does_not_stop_the_others(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = cast.report(key="bad"), cast.report(key="good")
    Ticket.objects.filter(pk=bad.pk).update(promise={})
    with caplog.at_level(logging.ERROR):
        jobs.watch(at(61))
    assert [len([f for f in fired(ticket) if f[0] == "response"]) for ticket in (bad, good)] == [0, 3]
    assert [record.message for record in caplog.records] == [f"card {bad.pk} could not be looked at"]


def test_the_watch_writes_nothing_but_what_it_found(cast: Cast) -> None:
    ticket = cast.resolved()
    before = (Event.objects.count(), Ticket.objects.get().changed_at)
    assert jobs.watch(at(100_000)) == 0
    assert (Event.objects.count(), Ticket.objects.get().changed_at) == before
    remedy = Remedy("third_party", "同上", "同上")
    actions.reopen(cast.actor("ward_a"), ticket.number, "又坏了", at=at(60))
    actions.resolve(cast.actor("agent"), ticket.number, remedy, at=at(61))
    assert (jobs.watch(at(100_000)), Firing.objects.count()) == (0, 0)


# --- the loop -----------------------------------------------------------------------------------------------


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def loop(ticks: Ticks, *timetable: Timed) -> Worker:
    return Worker(timetable, threading.Event(), clock=lambda: at(ticks.now / 60), ticks=ticks)


def test_a_job_runs_at_its_pace_and_at_once_again_while_it_finds_work(ticks: Ticks) -> None:
    found, calls = iter([1, 1, 0, 0]), []
    worker = loop(ticks, Timed("job", 5, lambda now: calls.append(now) or next(found)))
    for second in (0, 0, 0, 1, 4, 5, 6):
        ticks.now = second
        worker.turn()
    assert calls == [at(0), at(0), at(0), at(5 / 60)]


def test_a_job_that_fails_rests_longer_and_longer_and_the_others_go_on(
    ticks: Ticks, caplog: pytest.LogCaptureFixture
) -> None:
    calls: dict[str, list[float]] = {"bad": [], "good": []}

    def bad(_now: datetime) -> int:
        calls["bad"].append(ticks.now)
        raise ValueError

    worker = loop(ticks, Timed("bad", 5, bad), Timed("good", 5, lambda _now: calls["good"].append(ticks.now) or 0))
    for second in range(200):
        ticks.now = second
        worker.turn()
    assert calls["bad"] == [0, 10, 30, 70, 130, 190]
    assert len(calls["good"]) == 40
    assert sum(record.exc_info is not None and record.exc_info is not False for record in caplog.records) <= 2


def test_lag_is_measured_and_said(ticks: Ticks, caplog: pytest.LogCaptureFixture) -> None:
    worker = loop(ticks, Timed("job", 5, lambda _now: 0))
    worker.turn()
    ticks.now = 5 + 61
    worker.turn()
    assert worker.lag == {"job": 61}
    assert [record.getMessage() for record in caplog.records] == ["job began 61 s late"]


def test_every_timed_act_runs_on_an_empty_house() -> None:
    everything = (*TIMETABLE, *LETTERS, *CALLS)
    assert [timed.run(at(0)) for timed in everything] == [0] * len(everything)


# --- other timed acts, and what a calendar brings about ------------------------------------------------------


def test_an_unanswered_offer_comes_back_and_both_are_told(cast: Cast) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    actions.offer(cast.actor("agent"), ticket.number, cast.users["developer"].pk, "请看执行计划", at=at(2))
    assert (jobs.come_back(at(10)), jobs.come_back(at(60)), jobs.come_back(at(61))) == (0, 1, 0)
    told = Notice.objects.filter(kind__in=["offered", "offer_returned"])
    assert set(told.values_list("kind", "person__username")) == {
        ("offered", "developer"),
        ("offer_returned", "agent"),
        ("offer_returned", "pm"),
    }


def test_an_accepted_offer_starts_the_time_of_its_level(cast: Cast) -> None:
    ticket = cast.report(answer="departments")
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    assert Ticket.objects.get().climb_at == at(60)
    actions.offer(cast.actor("agent"), ticket.number, cast.users["developer"].pk, "请看", at=at(2))
    actions.accept(cast.actor("developer"), ticket.number, at=at(3))
    ticket.refresh_from_db()
    assert (ticket.level, ticket.level_since, ticket.climb_at) == ("development", at(3), None)


def test_a_card_outside_the_rates_tells_nothing_more(cast: Cast) -> None:
    ticket = cast.report(answer="whole_hospital")
    actions.cancel(cast.actor("agent"), ticket.number, "not_ours", "与本系统无关", at=at(5))
    assert (jobs.watch(at(1000)), fired(ticket), Ticket.objects.get().climb_at) == (0, [], None)


def test_silence_closes_and_time_archives(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "unreached", "", "phone", at=at(40))
    week = 7 * 24 * 60
    assert [jobs.close_and_archive(at(minutes)) for minutes in (50, week, week + 1, 3 * week)] == [0, 1, 0, 1]
    assert Ticket.objects.get().state == "archived"
