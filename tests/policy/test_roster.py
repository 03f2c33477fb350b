"""Holes in a rota, against a count minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.document import policy_document
from shouwen.policy.roster import AHEAD, Hole, holes

START = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
LENGTH = 60


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_two_weeks_ahead_as_the_document_says() -> None:
    assert timedelta(days=policy_document().clause("duty.no_gap").parameters["days"]) == AHEAD


def test_before_between_and_after() -> None:
    assert list(holes([(at(10), at(20)), (at(20), at(30)), (at(40), at(50))], at(0), at(60))) == [
        Hole(at(0), at(10)),
        Hole(at(30), at(40)),
        Hole(at(50), at(60)),
    ]
    assert list(holes([], at(0), at(60))) == [Hole(at(0), at(60))]
    assert list(holes([(at(-10), at(70))], at(0), at(60))) == []


SHIFT = st.tuples(st.integers(-20, 80), st.integers(-20, 80)).map(lambda pair: (at(pair[0]), at(pair[1])))


@given(st.lists(SHIFT, max_size=8))
def test_a_minute_is_in_a_hole_when_no_shift_covers_it(shifts: list[tuple[datetime, datetime]]) -> None:
    found = holes(shifts, at(0), at(LENGTH))
    for minute in range(LENGTH):
        covered = any(starts <= at(minute) < ends for starts, ends in shifts)
        assert any(hole.starts_at <= at(minute) < hole.ends_at for hole in found) is not covered
    for one, next_ in pairwise(found):
        assert one.ends_at < next_.starts_at
