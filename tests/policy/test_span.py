import pytest

from shouwen.policy.refusal import Refused
from shouwen.policy.span import Hours


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("09:00-17:00", 32_400, 61_200),
        ("00:00-24:00", 0, 86_400),
        ("22:00-06:00", 79_200, 108_000),
        ("22:00-00:00", 79_200, 86_400),
        ("08:30-12:15", 30_600, 44_100),
    ],
)
def test_hours_are_read(text: str, opens: int, closes: int):
    assert Hours.parse(text) == Hours(opens, closes)


@pytest.mark.parametrize(
    "text", ["", "9:00-17:00", "09:00", "09:00-09:00", "24:00-25:00", "09:60-17:00", "09:00-24:01"]
)
def test_impossible_hours_are_refused(text: str):
    with pytest.raises(Refused) as refused:
        Hours.parse(text)
    assert refused.value.code == "hours.impossible"


@pytest.mark.parametrize(("opens", "closes"), [(-1, 10), (86_400, 86_401), (10, 10), (0, 86_401)])
def test_hours_of_more_than_a_day_or_none_are_refused(opens: int, closes: int):
    with pytest.raises(Refused):
        Hours(opens, closes)


@pytest.mark.parametrize("text", ["09:00-17:00", "00:00-24:00", "22:00-06:00"])
def test_hours_are_written_as_they_were_read(text: str):
    assert str(Hours.parse(text)) == text
