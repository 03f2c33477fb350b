"""Who is asked, and what counts: nobody picks, nobody who was not reached is content."""

from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.survey import Answers, Solved, State, Why, after_try, sampled, why_asked
from shouwen.policy.tally import Asked, rate, satisfaction

rows = st.lists(st.builds(Asked, st.sampled_from(list(State)), st.none() | st.integers(1, 5)), max_size=60)


@given(card=st.integers(1, 2**40), percent=st.integers(0, 100), more=st.integers(0, 100))
def test_a_larger_sample_holds_a_smaller_one(card, percent, more):
    small, large = sorted((percent, more))
    assert not sampled(card, small) or sampled(card, large)
    assert (sampled(card, 0), sampled(card, 100)) == (False, True)


def test_the_sample_is_about_as_large_as_it_should_be():
    for percent in (1, 20, 50, 90):
        assert abs(sum(sampled(card, percent) for card in range(1, 20_001)) / 200 - percent) < 1


def test_grades_one_and_two_are_always_asked():
    assert {why_asked(grade, card, 0) for grade in (1, 2) for card in range(50)} == {Why.GRADE}
    assert {why_asked(grade, card, 0) for grade in (3, 4, 5) for card in range(50)} == {None}
    assert {why_asked(grade, card, 100) for grade in (3, 4, 5) for card in range(50)} == {Why.SAMPLE}


def test_the_third_try_ends_it():
    assert [after_try(tries) for tries in (1, 2, 3, 4)] == [State.DUE, State.DUE, State.UNREACHED, State.UNREACHED]


def test_what_is_low():
    assert [Answers(Solved.YES, overall=score).is_low for score in range(1, 6)] == [True, True, False, False, False]
    assert Answers(Solved.NO, overall=5).is_low
    assert Answers(Solved.YES, attitude=2, overall=5).is_low


@given(rows)
def test_who_was_not_reached_is_never_content(found):
    told = satisfaction(found)
    assert told.asked == told.answered + told.unreached + told.open
    assert told.content <= told.rated <= told.answered
    unreached = [row for row in found if row.state is State.UNREACHED]
    more = satisfaction([*found, *(Asked(State.UNREACHED, 5) for _ in range(3))])
    assert (more.content, more.rated, more.unreached) == (told.content, told.rated, len(unreached) + 3)
    assert told.participation is None or more.participation <= told.participation
    assert satisfaction([*found, Asked(State.VOID, 5)]) == told


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_rate_is_rounded_half_up(part, more):
    whole = part + more
    assert rate(part, whole) == (None if not whole else int(part * 100 / whole + 0.5))


def test_by_hand():
    told = satisfaction(
        [
            Asked(State.ANSWERED, 5),
            Asked(State.ANSWERED, 4),
            Asked(State.ANSWERED, 2),
            Asked(State.UNREACHED),
            Asked(State.DUE),
        ]
    )
    assert (told.satisfied, told.participation, told.average, told.open) == (67, 60, 37, 1)
