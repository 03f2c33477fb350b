"""How often the hospital hears, against the document and over the working calendars."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.document import policy_document
from shouwen.policy.progress import ESCALATES_AT_PERCENT, RHYTHM, next_word, rhythm_of

CALENDARS = standard_calendars()
# Tuesday 2026-03-03 10:00 in Shanghai.
START = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


def test_the_rhythm_is_that_of_the_document() -> None:
    said = policy_document().clause("progress.rhythm").parameters
    assert {f"grade_{grade}": target.minutes for grade, target in RHYTHM.items()} == {
        name: value for name, value in said.items() if name.startswith("grade_")
    }
    assert {str(RHYTHM[3].calendar), str(RHYTHM[5].calendar)} == {said["calendar"]}
    assert policy_document().clause("progress.pressed").parameters["escalates_at_percent"] == ESCALATES_AT_PERCENT


@pytest.mark.parametrize(
    ("grade", "due", "escalates"),
    [(1, 30, 45), (2, 60, 90), (3, 24 * 60, (24 + 4) * 60), (5, 7 * 24 * 60, (9 * 24 + 4 + 0) * 60)],
)
def test_when_the_next_word_is_due(grade: int, due: int, escalates: int) -> None:
    rhythm = rhythm_of(grade)
    assert rhythm is not None
    word = next_word(rhythm, START, CALENDARS)
    assert word.due_at - START == timedelta(minutes=due)
    if grade != 5:
        assert word.escalates_at - START == timedelta(minutes=escalates)


def test_grade_4_hears_when_something_changes_and_what_works_again_daily() -> None:
    assert rhythm_of(4) is None
    assert rhythm_of(4, restored=True) is None
    assert rhythm_of(1, restored=True) == rhythm_of(3) == rhythm_of(3, restored=True)


@given(st.sampled_from(sorted(RHYTHM)), st.integers(0, 60 * 24 * 300))
def test_a_word_is_due_after_the_last_and_before_it_is_told_further_up(grade: int, minutes: int) -> None:
    since = START + timedelta(minutes=minutes)
    word = next_word(RHYTHM[grade], since, CALENDARS)
    assert since < word.due_at < word.escalates_at
    calendar = CALENDARS[RHYTHM[grade].calendar]
    assert calendar.between(since, word.due_at) == RHYTHM[grade].minutes * 60
