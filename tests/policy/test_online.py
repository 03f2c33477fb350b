"""Who counts as there, until when somebody answers, and what the standard measures."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.calendars import CalendarName, standard_spec
from shouwen.policy.online import Asked, Standing, answer_by, is_there, is_typing, standing
from shouwen.policy.working_time import WorkingTime
from tests.cast import MORNING, at

ONLINE = WorkingTime(standard_spec(CalendarName.ONLINE))
FRIDAY = MORNING + timedelta(days=3)


def test_the_wait_is_counted_in_attended_time() -> None:
    late = FRIDAY + timedelta(hours=6, minutes=59)  # 16:59 on a Friday
    assert answer_by(at(0), 3, ONLINE) == at(3)
    assert answer_by(late, 3, ONLINE) == FRIDAY + timedelta(days=2, hours=23, minutes=2)


def test_there_and_typing_fade() -> None:
    told = [(is_there(at(0), at(minutes)), is_typing(at(0), at(minutes))) for minutes in (0, 0.1, 0.5, 0.75, 2)]
    assert told == [(True, True), (True, True), (True, False), (False, False), (False, False)]
    assert (is_there(None, at(0)), is_typing(None, at(0))) == (False, False)


def test_the_standard() -> None:
    asked = [
        Asked(at(0), at(3), at(1), over=True),
        Asked(at(0), at(3), at(3), over=False),
        Asked(at(0), at(3), at(8), over=True),
        Asked(at(0), at(3), None, over=True),
        Asked(at(0), at(3), None, over=False),
        Asked(at(9), at(12), None, over=False),
    ]
    assert standing(asked, at(10), ONLINE) == Standing(5, 2, 1, 180, 480)
    assert (standing(asked, at(10), ONLINE).rate, standing([], at(0), ONLINE).rate) == (40, None)


instants = st.integers(0, 60 * 24 * 9).map(at)


def ask(begun: datetime, wait: int | None, over: bool) -> Asked:
    answered = None if wait is None else begun + timedelta(seconds=wait)
    return Asked(begun, answer_by(begun, 3, ONLINE), answered, over)


@given(st.lists(st.builds(ask, instants, st.none() | st.integers(0, 90_000), st.booleans())), instants)
def test_what_is_kept_is_never_more_than_what_is_judged(asked: list[Asked], now: datetime) -> None:
    found = standing(asked, now, ONLINE)
    assert found.kept + found.unanswered <= found.judged <= len(asked)
    assert (found.middle or 0) <= (found.longest or 0)
    assert found.rate is None or 0 <= found.rate <= 100
