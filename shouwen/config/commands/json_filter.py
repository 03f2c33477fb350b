"""A command that reads JSON from standard input and prints JSON: an array in gives an array out."""

import json
import sys
from collections.abc import Callable

from shouwen.policy.refusal import Refused
from shouwen.policy.wire.strict import read_json

Judge = Callable[[object, str], dict[str, object]]


def run_filter(name: str, usage: str, arguments: list[str], judge: Judge) -> int:
    """Judge the document on standard input and print the result.

    Bad input gives 2, one line on standard error that names the field, and nothing on standard output.
    """
    if arguments in (["-h"], ["--help"]):
        sys.stdout.write(usage)
        return 0
    if arguments:
        return _complain(name, f"takes no arguments, got {arguments[0]!a}")
    try:
        document = read_json(sys.stdin.buffer.read())
        if isinstance(document, list):
            result: object = [judge(each, f"[{index}]") for index, each in enumerate(document)]
        else:
            result = judge(document, "")
    except Refused as refused:
        return _complain(name, _line(refused))
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


def _line(refused: Refused) -> str:
    if refused.code == "wire.bad_input":
        return f"{refused.facts['field']}: {refused.facts['problem']}"
    return str(refused)


def _complain(name: str, problem: str) -> int:
    sys.stderr.write(f"shouwen {name}: {problem}\n")
    return 2
