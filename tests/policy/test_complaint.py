"""Complaints: no way around a step, nobody judges himself, and deadlines that can be computed by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.complaint import (
    ENDED,
    OPEN,
    WHEN,
    Act,
    Bond,
    Clock,
    Facts,
    Grade,
    Kind,
    State,
    Ties,
    climbed,
    due,
    first_grade,
    independent,
    next_due,
    permit,
    readings,
    refusal,
)
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor, Role

DAYS = standard_calendars()["online"]
# Monday 2026-03-02, 10:00 in Shanghai.
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
STAFF_ROLES = [role for role in Role if role not in {Role.IT_HEAD, Role.WARD}]
staff = st.builds(
    lambda pk, roles: Actor("staff", pk, roles=frozenset(roles)),
    st.integers(1, 6),
    st.sets(st.sampled_from(STAFF_ROLES)),
)
bonds = st.builds(
    Bond,
    handler=st.none() | st.integers(1, 6),
    proposed_by=st.none() | st.integers(1, 6),
    accused=st.frozensets(st.integers(1, 6)),
    directors=st.booleans(),
    corrected=st.booleans(),
)
states, acts = st.sampled_from(list(State)), st.sampled_from(list(Act))
grades = st.sampled_from(list(Grade))
minutes = st.integers(0, 60 * 24 * 20).map(lambda n: MONDAY + timedelta(minutes=n))


def code(act: Act, actor: Actor, state: State, bond: Bond) -> str:
    found = refusal(act, actor, state, bond)
    return found.code if found else ""


@given(act=acts, actor=staff, state=states, bond=bonds)
def test_whoever_is_complained_of_may_nothing_and_is_told_nothing(act, actor, state, bond):
    if actor.id in bond.accused:
        assert code(act, actor, state, bond) == "absent"


@given(act=acts, actor=staff, state=states, bond=bonds)
def test_what_is_permitted_is_permitted_in_this_state_only(act, actor, state, bond):
    if code(act, actor, state, bond) == "":
        assert state in WHEN[act]
        assert actor.id not in bond.accused
        if act is Act.DECIDE:
            assert actor.id not in {bond.handler, bond.proposed_by}
        if act in {Act.ASSIGN, Act.DECIDE, Act.ARCHIVE, Act.CONCLUDE, Act.NAME}:
            assert Role.DIRECTOR in actor.roles or (Role.ADMIN in actor.roles and not bond.directors)
        if act in {Act.PROPOSE, Act.ANSWER, Act.CORRECT}:
            assert actor.id == bond.handler


@given(state=states, bond=bonds, act=acts)
def test_a_hospital_says_yes_or_no_and_adds_a_word(state, bond, act):
    customer = Actor("customer", 99, roles=frozenset({Role.IT_HEAD}))
    allowed = act in {Act.ACCEPT, Act.REJECT, Act.WORD, Act.WITHDRAW} and state in WHEN[act]
    assert (code(act, customer, state, bond) == "") is allowed


def test_the_states_stand_in_one_line_from_receipt_to_archive():
    """Every state that is not the last has a way on; nothing but a follow-up leads out of the archive."""
    for state in State:
        on = {act for act, when in WHEN.items() if state in when} - {Act.NOTE, Act.NAME, Act.WORD, Act.CONTACT}
        assert on, state
    assert {act for act, when in WHEN.items() if State.ARCHIVED in when} == {Act.REOPEN}
    assert set(State) == OPEN | ENDED
    assert not OPEN & ENDED


def test_an_archive_needs_the_correction():
    director = Actor("staff", 1, roles=frozenset({Role.DIRECTOR}))
    with pytest.raises(Refused, match="correction_missing"):
        permit(Act.ARCHIVE, director, State.ACCEPTED, Bond())
    permit(Act.ARCHIVE, director, State.ACCEPTED, Bond(corrected=True))
    with pytest.raises(Refused, match="not_your_role"):
        permit(Act.REOPEN, director, State.ARCHIVED, Bond())
    permit(Act.REOPEN, SYSTEM, State.ARCHIVED, Bond())


@given(person=st.integers(1, 6), roles=st.sets(st.sampled_from(STAFF_ROLES)), ties=st.builds(
    Ties, accused=st.frozensets(st.integers(1, 6)), deputies=st.frozensets(st.integers(1, 6)), a_director=st.booleans()
))  # fmt: skip
def test_who_looks_into_it_is_independent(person, roles, ties):
    try:
        independent(person, roles, ties)
    except Refused:
        return
    assert person not in ties.accused | ties.deputies
    assert roles - {Role.FINANCE, Role.SECURITY_ADMIN}
    if ties.a_director:
        assert roles & {Role.DIRECTOR, Role.AUDITOR, Role.ADMIN}


def test_deadlines_by_hand():
    """3 and 5 working days of the 5×8 calendar, 24 hours by the wall; the first word within the hour."""
    found = {(clock, grade): due(clock, grade, MONDAY, DAYS) for clock in Clock for grade in Grade}
    china = timedelta(hours=8)
    told = {f"{clock} {grade}": at and (at + china).strftime("%m-%d %H:%M") for (clock, grade), at in found.items()}
    assert told == {
        "response plain": "03-02 11:00", "response grave": "03-02 11:00", "response urgent": "03-02 11:00",
        "interim plain": None, "interim grave": "03-04 10:00", "interim urgent": None,
        "answer plain": "03-05 10:00", "answer grave": "03-09 10:00", "answer urgent": "03-03 10:00",
    }  # fmt: skip


@given(grade=grades, contacted=st.none() | minutes, answered=st.none() | minutes, now=minutes)
def test_a_clock_is_met_or_breached_by_its_own_due_instant(grade, contacted, answered, now):
    facts = Facts(MONDAY, [(MONDAY, grade)], contacted, None, None, answered)
    for reading in readings(facts, now, DAYS):
        assert reading.due_at == due(reading.clock, grade, MONDAY, DAYS)
        end = reading.done_at or now
        assert (reading.state == "breached") is (end > reading.due_at)
        assert (reading.breached_at is not None) is (reading.state == "breached")
        assert MONDAY <= reading.warn_at <= reading.due_at


@given(first=grades, second=grades, at=minutes, answered=st.none() | minutes, sooner=minutes, later=minutes)
def test_what_was_breached_stays_breached(first, second, at, answered, sooner, later):
    """Neither time nor another grade takes a breach back."""
    sooner, later = sorted((sooner, later))
    if answered is not None and answered < later:
        answered = later
    before = [(MONDAY, first)]
    after = [*before, (at, second)] if at <= later else before
    seen = before if at > sooner else after
    then = {r.clock: r for r in readings(Facts(MONDAY, seen), sooner, DAYS)}
    now = {r.clock: r for r in readings(Facts(MONDAY, after, None, None, None, answered), later, DAYS)}
    for clock, reading in then.items():
        if reading.state == "breached":
            assert now[clock].breached_at is not None
            assert now[clock].breached_at <= reading.breached_at


def test_a_sharper_grade_may_set_the_breach_before_itself():
    late = MONDAY + timedelta(days=2)
    facts = Facts(MONDAY, [(MONDAY, Grade.PLAIN), (late, Grade.URGENT)])
    (answer,) = [r for r in readings(facts, late + timedelta(minutes=1), DAYS) if r.clock is Clock.ANSWER]
    assert answer.breached_at == MONDAY + timedelta(hours=24)


def test_a_new_round_counts_from_its_own_start():
    again = MONDAY + timedelta(days=7)
    facts = Facts(MONDAY, [(MONDAY, Grade.PLAIN), (again, Grade.GRAVE)], MONDAY, again)
    found = {r.clock: r for r in readings(facts, again, DAYS)}
    assert (found[Clock.RESPONSE].state, found[Clock.ANSWER].starts) == ("met", again)
    assert next_due(found.values()) == found[Clock.INTERIM].due_at


def test_a_repeated_one_climbs():
    assert [climbed(grade) for grade in Grade] == [Grade.GRAVE, Grade.URGENT, Grade.URGENT]
    assert first_grade(Kind.SECURITY) == Grade.URGENT
    assert [first_grade(Kind.SLOW, repeated=again) for again in (False, True)] == [Grade.PLAIN, Grade.GRAVE]
