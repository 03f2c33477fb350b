"""Who may be sent on a day, deadlines of a consultation, complete minutes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.consultation import Certificate, Told, due_at, is_complete, may_be_sent, next_step, steps
from shouwen.policy.refusal import Refused

START = datetime(2026, 3, 3, 2, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(DAYS, st.integers(0, 3000), DAYS, st.none() | DAYS)
def test_a_certificate_counts_from_its_first_day_to_its_last(
    issued: date, length: int, day: date, ended: date | None
) -> None:
    found = Certificate(issued, issued + timedelta(days=length), ended)
    assert found.is_valid(day) == (issued <= day <= found.expires_on and not (ended and day >= ended))


def test_the_day_of_the_visit_counts_and_not_today() -> None:
    one = Certificate(date(2025, 1, 1), date(2026, 3, 9))
    may_be_sent([one], date(2026, 3, 9))
    for found, code in (([one], "expert_expired"), ([], "expert_not_certified")):
        with pytest.raises(Refused, match=code):
            may_be_sent(found, date(2026, 3, 10))
    may_be_sent([one, Certificate(date(2026, 3, 10), date(2028, 3, 9))], date(2026, 3, 10))


@given(st.integers(1, 5), st.integers(1, 60 * 24 * 30))
def test_each_thing_is_told_once_and_in_order(grade: int, minutes: int) -> None:
    due = START + timedelta(minutes=minutes)
    assert due_at(grade, START) <= due_at(5, START)
    told: list[str] = []
    while (step := next_step(START, due, told)) is not None:
        told.append(step[0].value)
    assert told == [each.value for each in Told]
    instants = [instant for _what, instant in steps(START, due)]
    assert instants == sorted(instants)


def test_minutes_need_the_chair_and_all_who_came() -> None:
    assert is_complete(1, {1, 2}, {2})
    assert not is_complete(1, {2}, {2})
    assert not is_complete(1, {1, 2}, {2, 3})
