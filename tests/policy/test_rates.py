"""The rate card: factors by the calendar, minutes counted once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_spec
from shouwen.policy.coverage import Charge
from shouwen.policy.quoting import Basis, Stage, Step, after, basis_of
from shouwen.policy.rates import Hour, Rates, Unit, amount, checked, hour_of, spent, worth
from shouwen.policy.refusal import Refused

RATES = Rates(day=160_000, visit=80_000, travel=50_000, night_percent=150, rest_day_percent=200, holiday_percent=300)
SPEC = standard_spec("online")
CHINA = ZoneInfo("Asia/Shanghai")


def here(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=CHINA)


def test_what_kind_of_day_the_calendar_has() -> None:
    """Spring Festival 2026: the 14th is a make-up Saturday, the 17th a statutory holiday; the 7th any Saturday."""
    told = [hour_of(SPEC, date(2026, 2, day)) for day in (13, 14, 17, 7)]
    assert told == [Hour.PLAIN, Hour.PLAIN, Hour.HOLIDAY, Hour.REST_DAY]


def test_the_highest_factor_counts_alone() -> None:
    holiday = date(2026, 2, 17)
    assert RATES.factor(Unit.VISIT, SPEC, holiday, at_night=True) == 300
    assert RATES.factor(Unit.VISIT, SPEC, date(2026, 2, 13), at_night=True) == 150
    assert RATES.factor(Unit.TRAVEL, SPEC, holiday, at_night=True) == 100
    assert RATES.factor(Unit.DAY, SPEC, None, at_night=False) == 100


def test_work_over_midnight() -> None:
    """From Sunday 20:00 to Monday 02:00: the day off outweighs its own night."""
    found = spent(RATES, SPEC, here(1, 20), here(2, 2))
    assert found == dict.fromkeys(Hour, 0) | {Hour.REST_DAY: 240, Hour.NIGHT: 120}
    plain = spent(RATES, SPEC, here(13, 21), here(13, 23, 30))
    assert plain == dict.fromkeys(Hour, 0) | {Hour.PLAIN: 60, Hour.NIGHT: 90}
    # Eight plain hours are a day.
    assert worth(RATES, spent(RATES, SPEC, here(13, 9), here(13, 17))) == RATES.day


@given(st.integers(0, 60 * 24 * 30), st.integers(1, 72 * 60))
def test_each_minute_counts_once(start: int, length: int) -> None:
    begins = here(1, 0) + timedelta(minutes=start)
    assert sum(spent(RATES, SPEC, begins, begins + timedelta(minutes=length)).values()) == length


def test_work_that_cannot_be() -> None:
    for start, end, code in ((here(2, 9), here(2, 9), "until_before_since"), (here(2, 9), here(6, 9), "work_too_long")):
        with pytest.raises(Refused) as refused:
            spent(RATES, SPEC, start, end)
        assert refused.value.code == code


def test_an_amount_to_the_nearest_fen() -> None:
    assert [amount(100, 150), amount(333, 50), amount(160_000, 25, 150)] == [150, 167, 60_000]


def test_a_card_that_makes_no_sense() -> None:
    for change in ({"night_percent": 90}, {"holiday_percent": 1001}, {"night_from": 24}, {"night_until": 22}):
        with pytest.raises(Refused):
            checked(Rates(**{name: getattr(RATES, name) for name in RATES.__slots__} | change))
    assert checked(RATES) is RATES


def test_the_ways_of_a_quote() -> None:
    assert after(Stage.DRAFT, Step.SEND) is Stage.SENT
    possible = {step: {stage for stage in Stage if _goes(stage, step)} for step in Step}
    assert possible[Step.CONFIRM] == possible[Step.DECLINE] == possible[Step.EXPIRE] == {Stage.SENT}
    # What was confirmed is never simply unsaid.
    assert [step for step in Step if Stage.CONFIRMED in possible[step]] == []


def _goes(stage: Stage, step: Step) -> bool:
    try:
        after(stage, step)
    except Refused:
        return False
    return True


def test_the_gravest_are_never_held_back_for_a_quote() -> None:
    grave = {basis_of(Charge.QUOTE, grade, has_confirmed=False) for grade in (1, 2)}
    assert grave == {Basis.SETTLE_LATER}
    for grade in (3, 4, 5):
        with pytest.raises(Refused, match="quote_not_confirmed"):
            basis_of(Charge.QUOTE, grade, has_confirmed=False)
        assert basis_of(Charge.QUOTE, grade, has_confirmed=False, goodwill=True) is Basis.GOODWILL
        assert basis_of(Charge.QUOTE, grade, has_confirmed=True) is Basis.QUOTE
        assert basis_of(Charge.INCLUDED, grade, has_confirmed=False) is Basis.COVER
