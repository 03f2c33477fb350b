"""JSON read strictly: whatever a lenient reader would quietly accept is kept as a mark and refused by its field."""

import json
from dataclasses import dataclass

from shouwen.policy.refusal import Refused

MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that JSON text can hold and we cannot take: NaN, a number too long, an object with a key twice."""

    problem: str


def bad(field: str, problem: str) -> Refused:
    """The refusal of one field; `field` is its path, as in `[3].events[0].at`."""
    return Refused("wire.bad_input", field=field, problem=problem)


def shown(value: object) -> str:
    """A value in one short ASCII line, safe to print whatever it holds."""
    if isinstance(value, Unreadable):
        return value.problem
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_json(data: bytes) -> object:
    """The document in `data`; Refused `wire.bad_input` (field `input`) when it is no JSON text in UTF-8."""
    try:
        document: object = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=lambda word: Unreadable(f"{word} is not a JSON number"),
            parse_int=_whole,
        )
    except UnicodeDecodeError as problem:
        raise bad("input", f"not UTF-8 at byte {problem.start}") from problem
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno} column {problem.colno}"
        raise bad("input", f"not JSON at {where}: {problem.msg}") from problem
    except RecursionError as problem:
        raise bad("input", "nested too deeply") from problem
    return document


def _whole(digits: str) -> int | Unreadable:
    return int(digits) if len(digits) <= MAX_DIGITS else Unreadable(f"a number of {len(digits)} characters")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | Unreadable:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    twice = next(key for index, key in enumerate(keys) if key in keys[:index])
    return Unreadable(f"key {shown(twice)} is given twice")
