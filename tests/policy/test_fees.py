"""Instalments on statements: what is unpaid goes on from month to month until it is paid, never lost or doubled."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from shouwen.policy.fees import Month, is_named, is_unpaid

FIRST = date(2026, 1, 1)
DAYS = some.dates(FIRST, date(2026, 12, 31))
PARTS = some.lists(some.tuples(DAYS, some.none() | DAYS, some.integers(1, 10**9)), max_size=6)
STARTS = [date(2026, number, 1) for number in range(1, 13)]
MONTHS = [
    Month(first, following - timedelta(days=1))
    for first, following in zip(STARTS, [*STARTS[1:], date(2027, 1, 1)], strict=True)
]


def test_named_and_unpaid() -> None:
    march, due = MONTHS[2], date(2026, 3, 31)
    paid = [None, date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [is_named(march, due, each) for each in paid] == [True, False, True, True, True]
    assert [is_unpaid(march, due, each) for each in paid] == [True, False, False, False, True]
    april = date(2026, 4, 1)
    assert [is_named(march, april, each) for each in paid] == [False, False, True, True, False]
    assert not any(is_unpaid(march, april, each) for each in paid)


@given(PARTS)
def test_what_is_unpaid_is_carried_on_until_it_is_paid(parts: list[tuple[date, date | None, int]]) -> None:
    unpaid = 0
    for month in MONTHS:
        fell_due = sum(fen for due, _paid, fen in parts if month.first <= due <= month.last)
        paid_now = sum(fen for due, paid, fen in parts if paid and month.first <= max(paid, due) <= month.last)
        unpaid += fell_due - paid_now
        assert unpaid == sum(fen for due, paid, fen in parts if is_unpaid(month, due, paid))
        assert all(is_named(month, due, paid) for due, paid, _fen in parts if is_unpaid(month, due, paid))
    # Every payment is on exactly one statement.
    for due, paid, _fen in parts:
        on = [month for month in MONTHS if paid and month.first <= paid <= month.last and is_named(month, due, paid)]
        assert len(on) == (1 if paid else 0)
