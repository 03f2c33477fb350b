"""shouwen decide: pure policy over JSON, no database, no Django."""

from shouwen.config.commands.json_filter import run_filter
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.decision import decide
from shouwen.policy.promise import Promise
from shouwen.policy.wire.answer import answer
from shouwen.policy.wire.case import read_case

USAGE = "usage: shouwen decide < facts.json\n\nOne case, or an array of cases, gives a decision or an array of them.\n"


def run(arguments: list[str]) -> int:
    """Judge the cases on standard input; 2 for bad input."""
    promise, calendars = Promise.standard(), standard_calendars()

    def judge(value: object, path: str) -> dict[str, object]:
        return answer(decide(read_case(value, path), promise, calendars))

    return run_filter("decide", USAGE, arguments, judge)
