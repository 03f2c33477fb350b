"""The yearly notice: read from CSV or JSON, or refused at the line at fault."""

import json
from datetime import date

import pytest

from shouwen.policy.calendar_spec import Day, DayClass
from shouwen.policy.day_table import published_days
from shouwen.policy.notice import read_notice
from shouwen.policy.refusal import Refused

CSV = """日期,类别,名称
2027-01-01,法定节假日,元旦
2027-01-02,调休放假,元旦
2027-01-03,调休放假,元旦
2027-02-05,statutory_holiday,spring_festival
2027-02-06,statutory_holiday,春节
2027-02-07,法定节假日,春节
2027/02/08,法定节假日,春节
2027-02-14,调休上班,春节
"""


def refusal(text: str, year: int = 2027) -> tuple[str, object, object]:
    with pytest.raises(Refused) as caught:
        read_notice(text, year)
    return caught.value.code, caught.value.facts.get("line"), caught.value.facts.get("why")


def test_a_line_a_day() -> None:
    days = read_notice(CSV, 2027)
    assert days[date(2027, 1, 2)] == Day(DayClass.BRIDGE_DAY, "new_years_day")
    assert days[date(2027, 2, 14)] == Day(DayClass.MAKEUP_DAY, "spring_festival")
    assert len(days) == 8


def test_a_public_list_in_json_gives_the_working_days_of_the_shipped_table() -> None:
    shipped = {day: note for day, note in published_days().items() if day.year == 2026}
    rows = [
        {"date": day.isoformat(), "isOffDay": note.day_class is not DayClass.MAKEUP_DAY}
        for day, note in shipped.items()
    ]
    read = read_notice(json.dumps({"year": 2026, "days": rows}), 2026)
    off = {day for day, note in shipped.items() if note.day_class is not DayClass.MAKEUP_DAY}
    assert {day for day, note in read.items() if note.day_class is not DayClass.MAKEUP_DAY} == off


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("notice.empty", None, None)),
        ("{not json", ("notice.json", None, None)),
        ('{"days": 3}', ("notice.json", None, None)),
        ('{"days": [{"date": "2027-01-01"}]}', ("notice.line", 1, "columns")),
        ("2027-13-01,调休放假,元旦", ("notice.line", 1, "date")),
        ("2027-01-01,休息,元旦", ("notice.line", 1, "class")),
        ("2027-01-01,调休放假,泼水节", ("notice.line", 1, "name")),
        ("2026-01-01,调休放假,元旦", ("notice.line", 1, "other_year")),
        ("2027-01-01,调休放假,元旦\n2027-01-01,法定节假日,元旦", ("notice.line", 2, "twice")),
        ("2027-01-01", ("notice.line", 1, "columns")),
        ("2027-01-01,法定节假日,元旦", ("notice.incomplete", None, None)),
    ],
)
def test_what_is_refused(text: str, expected: tuple[str, object, object]) -> None:
    assert refusal(text) == expected
