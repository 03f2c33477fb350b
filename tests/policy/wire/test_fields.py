from enum import StrEnum

import pytest

from shouwen.policy.refusal import Refused
from shouwen.policy.wire.fields import Fields


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def refusal(act: object) -> tuple[object, object]:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.facts["field"], refused.value.facts["problem"]


def test_each_field_is_taken_once_and_none_may_be_left():
    fields = Fields({"colour": "red", "count": 3}, "")
    assert fields.word("colour", Colour) is Colour.RED
    assert refusal(fields.nothing_left) == ("count", "unknown field")
    assert fields.count("count") == 3
    fields.nothing_left()
    assert refusal(lambda: fields.count("count")) == ("count", "missing")


def test_paths_name_objects_and_rows():
    rows = Fields({"a": {"rows": [{}, {"colour": "green"}]}}, "[4]").inner("a").rows("rows")
    assert refusal(lambda: rows[1].word("colour", Colour)) == (
        "[4].a.rows[1].colour",
        'expected one of red blue, not "green"',
    )


def test_a_missing_array_has_no_rows():
    assert Fields({}, "").rows("rows") == []


def test_null_is_a_day_only_where_it_may_be():
    assert Fields({"day": None}, "").day_or_null("day") is None
    assert Fields({}, "").day_or_null("day") is None
    assert refusal(lambda: Fields({"day": None}, "").day("day"))[0] == "day"


def test_an_unknown_field_with_an_odd_name_is_quoted_and_cut():
    assert refusal(Fields({"two\nlines": 1}, "").nothing_left) == ('"two\\nlines"', "unknown field")
    field, _ = refusal(Fields({"x" * 500: 1}, "").nothing_left)
    assert len(str(field)) == 60


@pytest.mark.parametrize("value", [None, 3, "x", []])
def test_something_else_than_an_object_is_refused(value: object):
    assert refusal(lambda: Fields(value, ""))[0] == "input"
    assert refusal(lambda: Fields(value, "[0]"))[0] == "[0]"
