"""The phases of a line as spans of days, and where a day stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.agreement import Agreement, PaidLine
from shouwen.policy.coverage import Cover, Phase
from shouwen.policy.phases import PhaseSpan, Standing, best, spans, standing

START = date(2025, 3, 1)
LAST_FREE = date(2026, 3, 1)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def agreed(*paid: tuple[date, date], **more: object) -> Agreement:
    lines = tuple(PaidLine(first=first, last=last) for first, last in paid)
    return Agreement(free_from=START, paid=lines, **more)  # type: ignore[arg-type]


def test_free_paid_and_grace_follow_one_another() -> None:
    last = date(2027, 3, 1)
    assert spans(agreed((date(2026, 3, 2), last))) == (
        PhaseSpan(Phase.FREE, Cover.VALID, START, LAST_FREE),
        PhaseSpan(Phase.PAID, Cover.VALID, date(2026, 3, 2), last),
        PhaseSpan(Phase.PAID, Cover.GRACE, date(2027, 3, 2), date(2027, 3, 31)),
    )


def test_a_paid_line_inside_the_free_phase_begins_after_it() -> None:
    found = spans(agreed((date(2026, 1, 1), date(2026, 12, 31))))
    assert [(span.cover, span.first) for span in found[:2]] == [
        (Cover.VALID, START),
        (Cover.VALID, LAST_FREE + timedelta(days=1)),
    ]


def test_termination_cuts_everything_behind_it() -> None:
    found = spans(agreed((date(2026, 3, 2), date(2027, 3, 1)), terminated_on=date(2026, 1, 1)))
    assert found == (PhaseSpan(Phase.FREE, Cover.VALID, START, date(2025, 12, 31)),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 2, 28), Standing(Phase.NOT_STARTED, Cover.NONE, None)),
        (LAST_FREE, Standing(Phase.FREE, Cover.VALID, LAST_FREE)),
        (date(2026, 3, 2), Standing(Phase.PAID, Cover.VALID, date(2027, 3, 1))),
        (date(2027, 3, 2), Standing(Phase.PAID, Cover.GRACE, date(2027, 3, 31))),
        (date(2027, 4, 1), Standing(Phase.PAID, Cover.LAPSED, None)),
    ],
)
def test_where_a_day_stands(day: date, expected: Standing) -> None:
    assert standing(agreed((date(2026, 3, 2), date(2027, 3, 1))), day) == expected


@given(st.lists(st.tuples(DAYS, DAYS), max_size=4), st.none() | DAYS, DAYS)
def test_spans_and_the_verdict_agree_on_every_day(
    periods: list[tuple[date, date]], terminated: date | None, day: date
) -> None:
    agreement = agreed(*[(min(each), max(each)) for each in periods], terminated_on=terminated)
    found = spans(agreement)
    covering = [span for span in found if span.first <= day <= span.last]
    stood = standing(agreement, day)
    assert len(covering) <= 1
    assert [(span.phase, span.cover) for span in covering] == (
        [(stood.phase, stood.cover)] if stood.cover in {Cover.VALID, Cover.GRACE} else []
    )


def test_the_best_of_several() -> None:
    free = Standing(Phase.FREE, Cover.VALID, LAST_FREE)
    grace = Standing(Phase.PAID, Cover.GRACE, LAST_FREE)
    assert (best([grace, free]), best([])) == (free, None)
