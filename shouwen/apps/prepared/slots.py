"""Examples that stand for values while a question is compiled, and how the values are put in their place afterwards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

Value = int | str | datetime | Sequence[int]
Put = Callable[[Mapping[str, Any]], Any]
# Nothing else in a question looks like these.
INT, INSTANT, APART = 1_900_000_000, datetime(2790, 1, 1, tzinfo=UTC), timedelta(days=4000)
# A list of ids is filled up to one of these lengths with its last one.
LENGTHS = (1, 8, 32, 128, 512, 2048)


def kind_of(value: Value) -> object:
    """What of a value changes the SQL: its type, and how long a list is."""
    return type(value) if isinstance(value, int | str | datetime) else _length(len(value))


def examples_of(values: Mapping[str, Value], salt: int) -> dict[str, Value]:
    """An example for each value, another one for each salt."""
    return {name: _example(value, place, salt) for place, (name, value) in enumerate(values.items())}


def _example(value: Value, place: int, salt: int) -> Value:
    if isinstance(value, datetime):
        return INSTANT + place * APART + timedelta(hours=salt)
    if isinstance(value, int):
        return INT + 10_000 * place + salt
    if isinstance(value, str):
        return f"\ue000{place}\ue001{salt}"
    return [INT + 10_000 * place + salt + each for each in range(_length(len(value)))]


def put_for(param: Any, examples: Mapping[str, Value]) -> tuple[Put, bool]:
    """How one parameter of the SQL is made of the values: the way, and whether it depends on them at all."""
    for name, example in examples.items():
        if isinstance(example, list):
            if isinstance(param, int) and param in example:
                return _member(name, example.index(param), type(param)), True
        elif isinstance(example, datetime):
            moved = _instant(param)
            if moved is not None and abs(moved - example) < APART / 2:
                return _moved(name, moved - example), True
        elif isinstance(param, type(example)) and param == example:
            return _itself(name, type(param)), True
    return lambda _values: param, False


def _length(count: int) -> int:
    return next((length for length in LENGTHS if count <= length), count)


def _itself(name: str, adapted: type) -> Put:
    """PostgreSQL is told how wide a number is by its type."""
    return lambda values: adapted(values[name])


def _member(name: str, place: int, adapted: type) -> Put:
    return lambda values: adapted(values[name][min(place, len(values[name]) - 1)])


def _moved(name: str, by: timedelta) -> Put:
    return lambda values: connection.ops.adapt_datetimefield_value(values[name] + by)


def _instant(param: Any) -> datetime | None:
    """SQLite is given instants as text without a zone."""
    if isinstance(param, str):
        try:
            param = datetime.fromisoformat(param)
        except ValueError:
            return None
    if not isinstance(param, datetime):
        return None
    return param if param.tzinfo else param.replace(tzinfo=UTC)
