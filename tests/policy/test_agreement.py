from datetime import date

import pytest

from shouwen.policy.agreement import Agreement, PaidLine, anniversary, free_end
from shouwen.policy.refusal import Refused


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-03-01", "2026-03-01"),
        ("2024-02-29", "2025-02-28"),
        ("2023-02-28", "2024-02-28"),
        ("2025-12-31", "2026-12-31"),
        ("9999-06-01", "9999-12-31"),
    ],
)
def test_the_free_year_by_the_civil_code(start: str, end: str):
    assert free_end(date.fromisoformat(start)) == date.fromisoformat(end)


def test_a_stored_end_wins():
    assert Agreement(free_from=date(2025, 3, 1), free_until=date(2026, 2, 28)).last_free_day == date(2026, 2, 28)
    assert Agreement(free_from=date(2025, 3, 1)).last_free_day == date(2026, 3, 1)


def test_the_leap_day_comes_back_after_four_years():
    assert [anniversary(date(2024, 2, 29), years).day for years in range(5)] == [29, 28, 28, 28, 29]


def test_an_end_before_its_beginning_is_refused():
    for build in (
        lambda: PaidLine(first=date(2026, 3, 2), last=date(2026, 3, 1)),
        lambda: Agreement(free_from=date(2026, 3, 2), free_until=date(2026, 3, 1)),
    ):
        with pytest.raises(Refused) as refused:
            build()
        assert refused.value.code == "agreement.until_before_from"
