import runpy
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

from shouwen.policy.calendar_spec import Day, DayClass
from shouwen.policy.day_rows import ROWS
from shouwen.policy.day_table import published_days, published_years

EVERY_DAY = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2004, 1, 1)).days)]
WORKED = {DayClass.WORKDAY, DayClass.MAKEUP_DAY}


def test_it_covers_2004_to_2026():
    assert published_years() == frozenset(range(2004, 2027))


def test_every_day_is_worked_exactly_when_the_library_says_so():
    days = published_days()
    week = [DayClass.WORKDAY] * 5 + [DayClass.SATURDAY, DayClass.SUNDAY]
    ours = {day: (days[day].day_class if day in days else week[day.weekday()]) in WORKED for day in EVERY_DAY}
    assert ours == {day: chinese_calendar.is_workday(day) for day in EVERY_DAY}


def test_bridge_days_are_those_that_the_library_calls_in_lieu():
    bridges = {day for day, found in published_days().items() if found.day_class is DayClass.BRIDGE_DAY}
    assert bridges == {day for day in EVERY_DAY if chinese_calendar.is_in_lieu(day)}


def test_the_spring_festival_of_2026():
    found = {day.isoformat(): published_days()[day] for day in EVERY_DAY if day in published_days()}
    assert found["2026-02-14"] == Day(DayClass.MAKEUP_DAY, "spring_festival")
    assert found["2026-02-15"] == Day(DayClass.STATUTORY_HOLIDAY, "spring_festival")
    assert found["2026-02-20"] == Day(DayClass.BRIDGE_DAY, "spring_festival")
    assert found["2026-02-28"] == Day(DayClass.MAKEUP_DAY, "spring_festival")
    assert "2026-02-24" not in found


def test_names_are_codes_and_only_exceptions_are_kept():
    counted = Counter(found.day_class for found in published_days().values())
    assert counted == {DayClass.STATUTORY_HOLIDAY: 470, DayClass.BRIDGE_DAY: 151, DayClass.MAKEUP_DAY: 150}
    assert {found.name for found in published_days().values()} == {each.name for each in chinese_calendar.Holiday}


def test_the_rows_are_what_the_generator_writes():
    generator = runpy.run_path(str(Path(__file__).resolve().parents[2] / "bin" / "day-table"))
    assert [f"{day} {name} {letters}" for day, name, letters in generator["rows"]()] == list(ROWS)
