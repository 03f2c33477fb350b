"""The yearly notice of holidays (国务院办公厅通知), as CSV or JSON: read strictly, or refused at the line at fault."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date

from shouwen.policy.calendar_spec import Day, DayClass
from shouwen.policy.refusal import Refused

CLASSES = {
    "statutory_holiday": DayClass.STATUTORY_HOLIDAY,
    "法定节假日": DayClass.STATUTORY_HOLIDAY,
    "bridge_day": DayClass.BRIDGE_DAY,
    "调休放假": DayClass.BRIDGE_DAY,
    "makeup_day": DayClass.MAKEUP_DAY,
    "调休上班": DayClass.MAKEUP_DAY,
}
NAMES = {
    "元旦": "new_years_day",
    "春节": "spring_festival",
    "清明节": "tomb_sweeping_day",
    "劳动节": "labour_day",
    "端午节": "dragon_boat_festival",
    "中秋节": "mid_autumn_festival",
    "国庆节": "national_day",
    "国庆节、中秋节": "national_day",
}
NAME_CODES = frozenset(NAMES.values())
FEWEST_DAYS = 7  # a notice with fewer days off has lost some of its lines


def read_notice(text: str, year: int) -> dict[date, Day]:
    """The days of `year` that depart from the week.

    CSV: a line a day, `date,class,name`, with or without that heading; classes and names by code or in Chinese.
    JSON: `{"days": [{"date", "name", "isOffDay"}]}`, as public lists of holidays have it.
    Refused `notice.empty`, `notice.json`, `notice.line` (with `line` and `why`), `notice.incomplete`.
    """
    if not text.strip():
        raise Refused("notice.empty", field="notice")
    rows = _json_rows(text) if text.lstrip("\ufeff \n").startswith("{") else _csv_rows(text)
    days: dict[date, Day] = {}
    for line, (when, class_, name) in rows:
        day, found = _day(line, when, class_, name)
        if day.year != year:
            raise Refused("notice.line", field="notice", line=line, why="other_year")
        if day in days:
            raise Refused("notice.line", field="notice", line=line, why="twice")
        days[day] = found
    if sum(found.day_class is not DayClass.MAKEUP_DAY for found in days.values()) < FEWEST_DAYS:
        raise Refused("notice.incomplete", field="notice", days=len(days))
    return dict(sorted(days.items()))


def _csv_rows(text: str) -> Iterable[tuple[int, tuple[str, str, str]]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    for line, row in enumerate(reader, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (line == 1 and cells[0].lower() in {"date", "日期"}):
            continue
        if len(cells) < 2:
            raise Refused("notice.line", field="notice", line=line, why="columns")
        yield line, (cells[0], cells[1], cells[2] if len(cells) > 2 else "")


def _json_rows(text: str) -> Iterable[tuple[int, tuple[str, str, str]]]:
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise Refused("notice.json", field="notice") from None
    rows = data.get("days")
    if not isinstance(rows, list):
        raise Refused("notice.json", field="notice")
    for line, row in enumerate(rows, start=1):
        match row:
            case {"date": str(when), "isOffDay": bool(off), **rest}:
                name = rest.get("name", "")
                class_ = "statutory_holiday" if off else "makeup_day"
                yield line, (when, class_, name if isinstance(name, str) else "")
            case _:
                raise Refused("notice.line", field="notice", line=line, why="columns")


def _day(line: int, when: str, class_: str, name: str) -> tuple[date, Day]:
    try:
        day = date.fromisoformat(when.replace("/", "-"))
    except ValueError:
        raise Refused("notice.line", field="notice", line=line, why="date") from None
    if class_ not in CLASSES:
        raise Refused("notice.line", field="notice", line=line, why="class")
    code = NAMES.get(name, name)
    if code and code not in NAME_CODES:
        raise Refused("notice.line", field="notice", line=line, why="name")
    return day, Day(CLASSES[class_], code or None)
