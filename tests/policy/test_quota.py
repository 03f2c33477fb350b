from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from shouwen.policy.quota import GiveBack, Unit, UnitState, UrgentLine, give_back, urgent_due, use
from shouwen.policy.refusal import Refused
from tests.policy.moments import china

LINE = UrgentLine(date(2026, 3, 2), date(2029, 3, 1))
DAY = date(2026, 6, 1)


def test_reserving_takes_units_until_none_is_left():
    units: list[Unit] = []
    for left in (4, 3, 2, 1):
        assert LINE.left(units, DAY) == left
        units.append(LINE.reserve(units, DAY))
    with pytest.raises(Refused) as refused:
        LINE.reserve(units, DAY)
    assert (refused.value.code, refused.value.facts) == ("quota.none_left", {"quota": 4, "year": 1})


def test_nothing_is_carried_over():
    assert LINE.left([], date(2027, 3, 2)) == 4
    assert LINE.left([Unit(DAY, UnitState.USED)] * 4, date(2027, 3, 2)) == 4
    assert LINE.left([Unit(DAY)] * 6, DAY) == 0


def test_a_unit_is_used_and_given_back_whichever_reason():
    unit = use(LINE.reserve([], DAY))
    assert unit.state is UnitState.USED
    back = give_back(unit, GiveBack.DEFECT)
    assert (back.state, back.reason, LINE.left([back], DAY)) == (UnitState.GIVEN_BACK, GiveBack.DEFECT, 4)


def test_a_unit_is_used_once_and_given_back_once():
    used = use(Unit(DAY))
    back = give_back(used, GiveBack.MISSED)
    for again, code in (
        (lambda: use(used), "quota.not_reserved"),
        (lambda: use(back), "quota.not_reserved"),
        (lambda: give_back(back, GiveBack.MISSED), "quota.given_back"),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2026-03-02", (1, "2026-03-02", "2027-03-01")),
        ("2027-03-01", (1, "2026-03-02", "2027-03-01")),
        ("2027-03-02", (2, "2027-03-02", "2028-03-01")),
        ("2029-03-01", (3, "2028-03-02", "2029-03-01")),
        ("2029-03-20", (3, "2028-03-02", "2029-03-01")),  # days of grace
    ],
)
def test_agreement_years(day: str, year: tuple[int, str, str]):
    found = LINE.year_of(date.fromisoformat(day))
    assert (found.number, found.first.isoformat(), found.last.isoformat()) == year


def test_the_last_day_of_a_free_year_is_no_new_year():
    free = UrgentLine(date(2025, 3, 1), date(2026, 3, 1))
    assert free.year_of(date(2026, 3, 1)) == (1, date(2025, 3, 1), date(2026, 3, 1))


def test_a_unit_accepted_in_grace_counts_in_the_last_year():
    assert LINE.left([Unit(date(2029, 3, 20))], date(2029, 1, 1)) == 3


def test_a_leap_day_has_its_anniversaries():
    leap = UrgentLine(date(2024, 2, 29), date(2028, 2, 28))
    assert leap.year_of(date(2025, 2, 28)).number == 2
    assert leap.year_of(date(2025, 2, 27)).number == 1
    assert leap.year_of(date(2028, 2, 28)).number == 4


def test_a_day_before_the_line_is_refused():
    with pytest.raises(Refused) as refused:
        LINE.left([], date(2026, 3, 1))
    assert refused.value.code == "quota.before_line"


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-10-01 08:00", "2026-10-02 00:00"),
        ("2026-10-01 18:00", "2026-10-02 00:00"),
        ("2026-10-01 18:01", "2026-10-01 22:01"),
        ("2026-10-01 22:30", "2026-10-02 02:30"),
    ],
)
def test_urgent_is_the_same_day_or_four_hours(asked: str, due: str):
    found = urgent_due(china(asked), ZoneInfo("Asia/Shanghai"))
    assert found == china(due)
    assert isinstance(found, datetime)
