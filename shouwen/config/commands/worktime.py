"""shouwen worktime: working time over JSON, no database, no Django."""

from shouwen.config.commands.json_filter import run_filter
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.wire.worktime import worktime

USAGE = """usage: shouwen worktime < queries.json

{"calendar": "hotline", "start": "...+08:00", "minutes": 120} gives {"due": ...};
{"calendar": "online", "from": "...", "until": "..."} gives {"minutes": ...}; an array gives an array.
"""


def run(arguments: list[str]) -> int:
    """Answer the queries on standard input; 2 for bad input."""
    calendars = standard_calendars()
    return run_filter("worktime", USAGE, arguments, lambda value, path: worktime(value, calendars, path))
