from datetime import UTC, datetime, timedelta

import pytest

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.clock import (
    ClockKind,
    Fact,
    FactType,
    Opening,
    PauseReason,
    Reading,
    State,
    grade_at,
    replay,
)
from shouwen.policy.promise import Promise, Target
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Impact, Kind, Urgency
from tests.policy.moments import china

DAY = "2026-03-02 "  # a Monday
STOPPED = Opening(china(DAY + "10:00"), Kind.INCIDENT, Impact.HOSPITAL, Urgency.STOPPED)  # grade 1: 15 min, 4 h
WARD = Opening(china(DAY + "10:00"), Kind.INCIDENT, Impact.DEPARTMENT, Urgency.LIMITED)  # grade 3: 60 min, 16 h online
COMPLAINT = Opening(china(DAY + "10:00"), Kind.COMPLAINT)


def fact(what: str, at: str) -> Fact:
    reason = PauseReason.WAITING_CUSTOMER if what == "paused" else None
    return Fact(FactType(what), china(at if "-" in at else DAY + at), reason)


def regrade(at: str, impact: Impact, urgency: Urgency = Urgency.STOPPED) -> Fact:
    return Fact(FactType.REGRADED, china(DAY + at), impact=impact, urgency=urgency)


def read(opening: Opening, facts: list[Fact], now: str) -> dict[ClockKind, Reading]:
    moment = china(now if "-" in now else DAY + now)
    readings = replay(opening, facts, Promise.standard(), standard_calendars(), moment)
    return {reading.kind: reading for reading in readings}


def resolution(opening: Opening, facts: list[Fact], now: str) -> tuple[State, str, str | None, int]:
    found = read(opening, facts, now)[ClockKind.RESOLUTION]
    due, breached = (
        None if at is None else f"{at + timedelta(hours=8):%d %H:%M}" for at in (found.due_at, found.breached_at)
    )
    return found.state, str(due), breached, found.elapsed_seconds // 60


def response(opening: Opening, facts: list[Fact], now: str) -> tuple[State, int, int]:
    found = read(opening, facts, now)[ClockKind.RESPONSE]
    return found.state, found.target_minutes, found.elapsed_seconds // 60


def test_a_response_at_the_due_instant_is_met_and_a_second_later_breached():
    assert response(STOPPED, [fact("responded", "10:15")], "12:00")[0] is State.MET
    late = read(STOPPED, [fact("responded", "10:15:01")], "12:00")[ClockKind.RESPONSE]
    assert (late.state, late.breached_at) == (State.BREACHED, china(DAY + "10:15"))


def test_only_the_first_response_counts():
    assert response(STOPPED, [fact("responded", "10:20"), fact("responded", "10:05")], "12:00") == (State.MET, 15, 5)


def test_an_open_response_is_running_until_its_due_instant_has_passed():
    assert response(STOPPED, [], "10:15") == (State.RUNNING, 15, 15)
    assert response(STOPPED, [], "10:16") == (State.BREACHED, 15, 16)


def test_arrival_begins_with_the_first_dispatch_and_ends_with_the_first_arrival_after_it():
    facts = [
        fact("arrived", "10:30"),
        fact("dispatched", "11:00"),
        fact("dispatched", "11:30"),
        fact("arrived", "12:30"),
    ]
    arrival = read(WARD, [*facts, fact("arrived", "13:30")], "18:00")[ClockKind.ARRIVAL]
    assert (arrival.started_at, arrival.stopped_at) == (china(DAY + "11:00"), china(DAY + "12:30"))
    assert (arrival.target_minutes, arrival.state) == (24 * 60, State.MET)


def test_arrival_takes_two_hours_when_on_site_support_is_covered():
    covered = Opening(WARD.accepted_at, WARD.kind, WARD.impact, WARD.urgency, onsite_covered=True)
    arrival = read(covered, [fact("dispatched", "23:00")], "2026-03-03 02:00")[ClockKind.ARRIVAL]
    assert (arrival.target_minutes, arrival.breached_at) == (120, china("2026-03-03 01:00"))


def test_without_dispatch_there_is_no_arrival_clock():
    assert list(read(WARD, [fact("arrived", "10:30")], "12:00")) == [ClockKind.RESPONSE, ClockKind.RESOLUTION]


def test_an_arrival_at_the_instant_of_the_dispatch_counts_in_the_order_given():
    dispatched, arrived = fact("dispatched", "11:00"), fact("arrived", "11:00")
    assert read(WARD, [dispatched, arrived], "12:00")[ClockKind.ARRIVAL].state is State.MET
    assert read(WARD, [arrived, dispatched], "12:00")[ClockKind.ARRIVAL].state is State.RUNNING


def test_restored_stops_grades_1_and_2_only():
    assert resolution(STOPPED, [fact("restored", "11:00")], "18:00") == (State.MET, "02 14:00", None, 60)
    assert resolution(WARD, [fact("restored", "11:00")], "12:00") == (State.RUNNING, "04 10:00", None, 120)
    assert resolution(WARD, [fact("resolved", "11:00")], "12:00") == (State.MET, "04 10:00", None, 60)


def test_a_restoration_that_stopped_stays_when_the_grade_falls_later():
    facts = [fact("restored", "11:00"), regrade("11:30", Impact.DEPARTMENT)]
    assert resolution(STOPPED, facts, "18:00") == (State.MET, "02 14:00", None, 60)


def test_a_restoration_that_did_not_stop_is_not_made_up_for_when_the_grade_rises():
    facts = [fact("restored", "11:00"), regrade("11:30", Impact.HOSPITAL)]
    assert resolution(WARD, facts, "12:00") == (State.RUNNING, "02 14:00", None, 120)


def test_a_pause_moves_the_due_instant():
    facts = [fact("paused", "11:00"), fact("resumed", "12:00")]
    assert resolution(STOPPED, facts, "13:00") == (State.RUNNING, "02 15:00", None, 120)


def test_a_paused_clock_is_due_as_if_work_resumed_now():
    assert resolution(STOPPED, [fact("paused", "11:00")], "13:00") == (State.PAUSED, "02 16:00", None, 60)


def test_a_pause_that_begins_at_the_due_instant_moves_it_to_its_end():
    paused, resumed = fact("paused", "14:00"), fact("resumed", "15:00")
    assert resolution(STOPPED, [paused], "14:30") == (State.PAUSED, "02 14:30", None, 240)
    assert resolution(STOPPED, [paused, resumed], "15:00") == (State.RUNNING, "02 15:00", None, 240)
    assert resolution(STOPPED, [paused, resumed], "15:01") == (State.BREACHED, "02 15:00", "02 15:00", 241)
    assert resolution(STOPPED, [paused, fact("resolved", "15:00")], "16:00") == (State.MET, "02 15:00", None, 240)


def test_a_pause_after_the_due_instant_comes_too_late():
    assert resolution(STOPPED, [fact("paused", "14:01")], "15:00") == (State.BREACHED, "02 14:00", "02 14:00", 241)


def test_a_stop_at_the_due_instant_is_met_and_reopening_moves_the_due_instant_there():
    facts = [fact("resolved", "14:00"), fact("reopened", "16:00")]
    assert resolution(STOPPED, facts, "16:00") == (State.RUNNING, "02 16:00", None, 240)
    assert resolution(STOPPED, facts, "16:01") == (State.BREACHED, "02 16:00", "02 16:00", 241)


def test_a_stop_ends_a_pause_and_what_follows_changes_nothing_until_reopened():
    facts = [fact("paused", "11:00"), fact("resolved", "11:30"), fact("resumed", "12:00"), fact("paused", "12:30")]
    assert resolution(STOPPED, facts, "13:00") == (State.MET, "02 14:30", None, 60)
    reopened = [*facts, fact("reopened", "13:00")]
    assert resolution(STOPPED, reopened, "13:30") == (State.RUNNING, "02 16:00", None, 90)


def test_reopening_resumes_resolution_alone():
    facts = [fact("responded", "10:05"), fact("resolved", "11:00"), fact("reopened", "13:00")]
    assert response(STOPPED, facts, "18:00") == (State.MET, 15, 5)
    assert resolution(STOPPED, facts, "13:00") == (State.RUNNING, "02 16:00", None, 60)


def test_the_grade_in_force_at_reopening_gives_target_and_calendar():
    facts = [fact("resolved", "11:00"), regrade("11:30", Impact.DEPARTMENT), fact("reopened", "13:00")]
    found = read(STOPPED, facts, "14:00")[ClockKind.RESOLUTION]
    assert (found.calendar, found.target_minutes, found.grade, found.elapsed_seconds) == ("online", 960, 3, 7200)


def test_a_breach_is_not_undone_by_stop_reopening_pause_or_grade():
    facts = [fact("resolved", "14:30"), fact("reopened", "15:00"), fact("paused", "15:10")]
    assert resolution(STOPPED, facts, "16:00") == (State.BREACHED, "02 14:00", "02 14:00", 280)
    softer = [*facts, fact("resumed", "15:20"), regrade("15:30", Impact.DEPARTMENT)]
    assert resolution(STOPPED, softer, "16:00")[0:3] == (State.BREACHED, "04 10:40", "02 14:00")


def test_a_sharper_grade_may_set_a_breach_before_the_regrade():
    facts = [regrade("16:00", Impact.HOSPITAL)]
    assert resolution(WARD, facts, "16:00") == (State.BREACHED, "02 14:00", "02 14:00", 360)
    assert response(WARD, facts, "16:00") == (State.BREACHED, 15, 360)


def test_a_regrade_leaves_a_given_response_alone():
    facts = [fact("responded", "10:40"), regrade("11:00", Impact.HOSPITAL)]
    assert response(WARD, facts, "12:00") == (State.MET, 60, 40)


def test_peer_glpi_a_regrade_in_a_pause_keeps_the_pause():
    facts = [fact("paused", "11:00"), regrade("11:30", Impact.DEPARTMENTS), fact("resumed", "12:00")]
    assert resolution(STOPPED, facts, "13:00") == (State.RUNNING, "02 19:00", None, 120)


def test_peer_znuny_waiting_for_the_customer_stops_the_clock():
    facts = [fact("paused", "10:10"), fact("resumed", "2026-03-09 10:10")]
    assert resolution(STOPPED, facts, "2026-03-09 10:10") == (State.RUNNING, "09 14:00", None, 10)


def test_peer_chatwoot_the_clock_stands_after_it_was_resolved():
    assert resolution(STOPPED, [fact("resolved", "11:00")], "2026-03-20 10:00") == (State.MET, "02 14:00", None, 60)


def test_peer_frappe_2449_a_pause_counts_from_where_it_began_not_from_the_creation():
    facts = [fact("paused", "13:50"), fact("resumed", "14:50"), fact("paused", "14:55")]
    assert resolution(STOPPED, facts, "15:55") == (State.PAUSED, "02 16:00", None, 235)


def test_peer_frappe_1554_a_pause_within_a_pause_changes_nothing():
    facts = [fact("paused", "11:00"), fact("paused", "11:30"), fact("resumed", "12:00"), fact("resumed", "12:30")]
    assert resolution(STOPPED, facts, "13:00") == (State.RUNNING, "02 15:00", None, 120)


def test_peer_glpi_22678_a_warning_falls_into_the_hours_of_the_calendar_not_on_midnight():
    evening = Opening(china(DAY + "16:00"), Kind.INCIDENT, Impact.DEPARTMENT, Urgency.LIMITED)  # 16 h online
    warns = read(evening, [], "16:00")[ClockKind.RESOLUTION].warns
    assert [warn.at for warn in warns] == [china("2026-03-03 16:00"), china("2026-03-04 12:48")]


def test_peer_zammad_4432_no_warning_of_a_working_time_target_falls_on_a_weekend():
    friday = Opening(china("2026-03-06 16:30"), Kind.INCIDENT, Impact.DEPARTMENT, Urgency.LIMITED)
    found = read(friday, [], "2026-03-06 16:30")[ClockKind.RESOLUTION]
    online = standard_calendars()["online"]
    for at in (*(warn.at for warn in found.warns), found.due_at):
        assert online.is_open(at - timedelta(seconds=1))


def test_peer_frappe_1675_the_due_instant_moves_while_the_clock_is_paused():
    paused = [fact("paused", "11:00")]
    assert [resolution(STOPPED, paused, now)[1] for now in ("11:00", "12:00", "13:30")] == [
        "02 14:00",
        "02 15:00",
        "02 16:30",
    ]


def test_peer_frappe_a_changed_policy_does_not_rewrite_the_promise_of_yesterday():
    snapshot = Promise.from_json(Promise.standard().to_json())
    changed = Promise.standard().with_own(resolution={1: Target(60)})
    due = [
        replay(STOPPED, [], promise, standard_calendars(), STOPPED.accepted_at)[1].due_at
        for promise in (snapshot, changed)
    ]
    assert due == [china(DAY + "14:00"), china(DAY + "11:00")]


def test_a_target_across_midnight_has_no_hole():
    night = Opening(china(DAY + "22:00"), Kind.INCIDENT, Impact.HOSPITAL, Urgency.STOPPED)
    assert resolution(night, [], "2026-03-03 00:00") == (State.RUNNING, "03 02:00", None, 120)


def test_peer_helpdesks_hourly_sweep_a_breach_has_its_true_instant_however_late_it_is_read():
    assert resolution(STOPPED, [], "2026-03-08 03:00")[2] == "02 14:00"


def test_a_complaint_is_grade_3_with_24_working_hours():
    found = read(COMPLAINT, [], "12:00")
    clock = found[ClockKind.RESOLUTION]
    assert (clock.grade, clock.calendar, clock.target_minutes) == (3, "online", 1440)
    assert found[ClockKind.RESPONSE].target_minutes == 60


def test_facts_after_now_are_ignored():
    assert resolution(STOPPED, [fact("resolved", "11:00")], "10:59") == (State.RUNNING, "02 14:00", None, 59)


def test_the_grade_in_force_is_that_of_the_last_regrade_until_then():
    facts = [regrade("12:00", Impact.DEPARTMENT), regrade("11:00", Impact.DEPARTMENTS)]
    assert [grade_at(STOPPED, facts, china(DAY + at)) for at in ("10:59", "11:00", "12:00")] == [1, 2, 3]
    assert grade_at(COMPLAINT, [], china(DAY + "12:00")) == 3


def test_a_regrade_may_change_the_kind_and_the_kind_stays():
    plan = Fact(FactType.REGRADED, china(DAY + "11:00"), kind=Kind.REQUIREMENT)
    again = Fact(FactType.REGRADED, china(DAY + "12:00"), None, Impact.HOSPITAL, Urgency.STOPPED, Kind.INCIDENT)
    found = read(WARD, [plan], "11:30")[ClockKind.RESOLUTION]
    assert (found.grade, found.target_minutes, grade_at(WARD, [plan], found.due_at)) == (5, 2400, 5)
    assert read(WARD, [plan, again], "12:30")[ClockKind.RESOLUTION].grade == 1
    assert grade_at(WARD, [plan, again], china(DAY + "12:30")) == 1
    with pytest.raises(Refused) as refused:
        read(WARD, [plan, regrade("12:00", Impact.HOSPITAL)], "12:30")  # a requirement has no impact
    assert refused.value.code == "severity.not_asked"


def test_fractions_of_a_second_are_dropped_and_answers_are_utc():
    odd = Opening(china(DAY + "10:00") + timedelta(microseconds=700_000), WARD.kind, WARD.impact, WARD.urgency)
    reading = replay(odd, [], Promise.standard(), standard_calendars(), china(DAY + "11:00"))[0]
    assert (reading.started_at, reading.elapsed_seconds) == (datetime(2026, 3, 2, 2, tzinfo=UTC), 3600)


@pytest.mark.parametrize(
    ("opening", "facts", "now", "code"),
    [
        (WARD, [fact("responded", "09:59")], "12:00", "fact.before_acceptance"),
        (WARD, [Fact(FactType.PAUSED, china(DAY + "11:00"))], "12:00", "fact.pause_without_reason"),
        (WARD, [Fact(FactType.REGRADED, china(DAY + "11:00"))], "12:00", "severity.missing"),
        (COMPLAINT, [regrade("11:00", Impact.HOSPITAL)], "12:00", "severity.not_asked"),
        (WARD, [], "09:59", "fact.now_before_acceptance"),
    ],
)
def test_facts_that_cannot_be_true_are_refused(opening: Opening, facts: list[Fact], now: str, code: str):
    with pytest.raises(Refused) as refused:
        read(opening, facts, now)
    assert refused.value.code == code
