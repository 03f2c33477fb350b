import pytest

from shouwen.policy.refusal import Refused
from shouwen.policy.wire.strict import Unreadable, read_json, shown


def problem(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_json(data)
    assert refused.value.facts["field"] == "input"
    return str(refused.value.facts["problem"])


def test_json_is_read_with_or_without_a_byte_order_mark():
    assert read_json(b'{"a": [1, true, null]}') == {"a": [1, True, None]}
    assert read_json(b"\xef\xbb\xbf[]") == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON at line 1 column 1"),
        (b'{"a": 1,}', "not JSON at line 1 column 9"),
        (b'{"a":\n 01}', "not JSON at line 2"),
        (b'"\xff"', "not UTF-8 at byte 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, words: str):
    assert words in problem(data)


def test_what_a_lenient_reader_would_take_is_marked():
    assert read_json(b'{"a": 1, "a": 2}') == Unreadable('key "a" is given twice')
    assert read_json(b"[NaN, -Infinity]") == [
        Unreadable("NaN is not a JSON number"),
        Unreadable("-Infinity is not a JSON number"),
    ]
    assert read_json(b"9" * 5000) == Unreadable("a number of 5000 characters")


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\nb", '"a\\nb"'), ("\ud800", '"\\ud800"'), (True, "true"), ({"a": 1}, "an object"), ([], "an array")],
)
def test_values_are_shown_in_one_ascii_line(value: object, text: str):
    assert shown(value) == text


def test_a_long_value_is_cut():
    assert len(shown("x" * 5000)) == 60
