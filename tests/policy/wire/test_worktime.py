import pytest

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.refusal import Refused
from shouwen.policy.wire.worktime import worktime

ADD = {"calendar": "online", "start": "2026-02-14T16:00:00+08:00", "minutes": 240}
COUNT = {"calendar": "online", "from": "2026-02-14T16:00:00+08:00", "until": "2026-02-24T09:35:59+08:00"}


def ask(query: object) -> dict[str, object]:
    return worktime(query, standard_calendars(), "[7]")


def test_it_adds_and_counts():
    assert ask(ADD) == {"due": "2026-02-24T12:00:00+08:00"}
    assert ask(COUNT) == {"minutes": 95}


def test_no_minutes_give_the_start_in_the_time_of_china():
    assert ask(ADD | {"start": "2026-02-15T10:00:00+00:00", "minutes": 0}) == {"due": "2026-02-15T18:00:00+08:00"}


def test_a_year_without_published_days_is_provisional_but_never_around_the_clock():
    late = {"start": "2026-12-31T16:00:00+08:00", "minutes": 120}
    assert ask(ADD | late) == {"due": "2027-01-01T10:00:00+08:00", "provisional": True}
    assert ask(ADD | late | {"minutes": 60}) == {"due": "2026-12-31T17:00:00+08:00"}
    assert ask(ADD | late | {"calendar": "24x7", "minutes": 600}) == {"due": "2027-01-01T02:00:00+08:00"}
    assert ask(COUNT | {"from": "1990-01-01T00:00:00+08:00", "until": "1990-01-02T00:00:00+08:00"}) == {
        "minutes": 480,
        "provisional": True,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (ADD | {"minutes": -1}, "[7].minutes"),
        (ADD | {"minutes": 1.0}, "[7].minutes"),
        (ADD | {"minutes": True}, "[7].minutes"),
        (ADD | {"minutes": "1"}, "[7].minutes"),
        (ADD | {"minutes": 10**17}, "[7].minutes"),
        (ADD | {"minutes": 600_000_000}, "[7].minutes"),
        (ADD | {"start": "2026-02-14T16:00:00"}, "[7].start"),
        (ADD | {"calendar": "office"}, "[7].calendar"),
        (ADD | {"until": COUNT["until"]}, "[7].from"),
        (ADD | {"hurry": 1}, "[7].hurry"),
        (COUNT | {"minutes": 1}, "[7].minutes"),
        (COUNT | {"until": "2026-02-14T15:59:59+08:00"}, "[7].until"),
        ({"calendar": "online"}, "[7].start"),
        ([], "[7]"),
    ],
)
def test_bad_queries_name_their_field(query: object, field: str):
    with pytest.raises(Refused) as refused:
        ask(query)
    assert refused.value.facts["field"] == field
