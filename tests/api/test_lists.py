"""Lists: by cursor, without a gap and without a card twice, by a constant number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.programs import fault, program
from tests.cast import Cast, at

pytestmark = pytest.mark.both


def test_every_card_once(cast: Cast) -> None:
    made = [cast.report(minutes=turn / 10, key=f"n{turn}").number for turn in range(60)]
    head, seen, path = program(cast, "hospital_a"), [], "tickets"
    while True:
        page = head.ask(path).json()
        seen += [row["number"] for row in page["items"]]
        if page["next"] is None:
            break
        path = f"tickets?cursor={page['next']}"
    assert seen == made[::-1]


def test_a_cursor_is_of_its_list(cast: Cast) -> None:
    for turn in range(26):
        cast.report(minutes=turn / 10, key=f"n{turn}")
    agent = program(cast, "agent")
    cursor = agent.ask("tickets").json()["next"]
    assert fault(agent.ask(f"problems?cursor={cursor}")) == (422, "field_wrong", "cursor")
    assert fault(agent.ask(f"tickets?q=x&cursor={cursor}")) == (422, "field_wrong", "cursor")


@pytest.mark.parametrize("path", ["tickets", "tickets?tab=untaken", "tickets?q=打印", "hospitals", "agreements",
                                  "problems", "duty", "modules"])  # fmt: skip
def test_statements_do_not_grow_with_rows(cast: Cast, path: str) -> None:
    agent = program(cast, "agent")
    cast.report(key="first")
    agent.ask(path)
    before = statements(agent, path)
    for turn in range(5):
        cast.report(by="hospital_b", minutes=turn / 10, key=f"n{turn}")
    assert statements(agent, path) == before
    assert before <= 15


def statements(agent: object, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert agent.ask(path).status_code == 200  # type: ignore[attr-defined]
    return len(caught)


def test_filters(cast: Cast) -> None:
    one, two = cast.report(key="one"), cast.report(by="hospital_b", answer="whole_hospital", key="two")
    agent = program(cast, "agent")
    for asked, expected in {
        "grade=1": [two.number], "grade=4": [one.number], "state=accepted": [two.number, one.number],
        "state=held": [], f"hospital={cast.hospital.pk}": [one.number], "tab=untaken": [two.number, one.number],
        "tab=handling": [], f"grade=1&hospital={cast.hospital.pk}": [],
    }.items():  # fmt: skip
        assert [row["number"] for row in agent.ask(f"tickets?{asked}").json()["items"]] == expected, asked
    assert at(0) == one.accepted_at
