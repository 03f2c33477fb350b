"""The queue narrowed by its address: written-down keys, what the reader may see, one order whatever is asked."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from shouwen.apps.tickets import actions, queue
from shouwen.apps.tickets.filters import KEYS, checked, choices
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.queue import Tab, View
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MINE, THEIRS = "SW-20260303-0001", "SW-20260303-0004"


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """Four cards: taken, untaken and grave, cancelled, and one of the other hospital."""
    first = cast.report(key="a")
    cast.report(by="hospital_a", answer="whole_hospital", key="b", minutes=1)
    third = cast.report(key="c", minutes=2)
    cast.report(by="hospital_b", answer="department", key="d", minutes=3)
    actions.take(cast.actor("agent"), first.number, at=at(4))
    actions.cancel(cast.actor("pm"), third.number, "cancelled", "重复", at=at(5))
    return cast


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def listed(client: Client, query: str) -> list[int]:
    page = client.get(f"/console/?{query}")
    assert page.status_code == 200, query
    return [int(number) for number in re.findall(r'data-row="SW-20260303-0*(\d+)"', page.content.decode())]


def test_each_filter_and_several_together(desk: Cast) -> None:
    agent, users = signed_in(desk, "agent"), desk.users
    found = {
        f"hospital={desk.hospital.pk}": [3, 2, 1],
        f"hospital={desk.other_hospital.pk}": [4],
        f"module={desk.module.pk}": [4, 3, 2, 1],
        "grade=1": [2],
        "state=working": [1],
        "state=closed": [3],
        "state=open": [2, 1, 4],
        "level=service_centre": [4, 3, 2, 1],
        "level=development": [],
        f"handler={users['agent'].pk}": [1],
        "handler=nobody&state=open": [2, 4],
        f"first_contact={users['pm'].pk}": [3, 1],
        "kind=incident": [4, 3, 2, 1],
        "kind=advice": [],
        "channel=portal": [4, 3, 2, 1],
        "channel=phone": [],
        "from=2026-03-03&until=2026-03-03": [4, 3, 2, 1],
        "from=2026-03-04": [],
        "until=2026-03-02": [],
        "clock=late": [2, 1, 4],
        "clock=soon": [],
        f"hospital={desk.hospital.pk}&state=open&grade=1": [2],
    }
    assert {query: listed(agent, f"tab=all&{query}") for query in found} == found
    assert listed(agent, f"tab=handling&hospital={desk.hospital.pk}") == [1]
    assert listed(agent, f"tab=handling&hospital={desk.other_hospital.pk}") == []
    assert listed(agent, "tab=untaken&grade=1") == [2]


def test_the_counts_are_of_the_narrowed_list(desk: Cast) -> None:
    page = signed_in(desk, "agent").get(f"/console/?tab=all&hospital={desk.hospital.pk}").content.decode()
    figures = re.findall(r'class="tab"[^>]*>[^<]*<span class="count">([^<]*)</span>', page)
    # First contact, handling, untaken, due soon, all.
    assert figures == ["1", "1", "1", "2", "3"]


def test_a_count_stops_at_more_than_so_many(desk: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST", 2)
    assert queue.counts(desk.actor("agent"), [View(), View(Tab.HANDLING)], at(9)) == [3, 1]


def test_a_chip_for_each_filter_with_a_way_out(desk: Cast) -> None:
    page = signed_in(desk, "agent").get(f"/console/?tab=all&grade=1&hospital={desk.hospital.pk}").content.decode()
    chips = re.findall(r'<a class="chip chip-on" href="([^"]+)">', page)
    # In the order of the keys, whatever the order of the address.
    assert chips == ["/console/?tab=all&amp;grade=1", f"/console/?tab=all&amp;hospital={desk.hospital.pk}"]
    assert f"queue.xlsx?tab=all&amp;hospital={desk.hospital.pk}&amp;grade=1" in page


def test_what_may_not_be_seen_is_no_choice_and_no_filter(desk: Cast) -> None:
    pm = signed_in(desk, "pm")
    foreign, none = f"tab=all&hospital={desk.other_hospital.pk}", "tab=all&hospital=999999"
    pages = [pm.get(f"/console/?{query}").content.decode() for query in (foreign, none)]
    for page in pages:
        assert desk.other_hospital.name not in page
        assert 'class="chip chip-on"' not in page
        assert "没有这样的筛选条件" in page
    assert listed(pm, foreign) == listed(pm, none) == listed(pm, "tab=all")


ODD = [
    "",
    "0",
    "-1",
    "x",
    "1x",
    "１",
    "1e3",
    "9" * 30,
    "None",
    "%00",
    "%F0%9F",
    "' OR 1=1",
    "20260303",
    "9999-99-99",
    "a" * 5000,
]


@pytest.mark.parametrize("key", KEYS)
def test_an_odd_value_is_no_filter(desk: Cast, key: str) -> None:
    agent = signed_in(desk, "agent")
    for value in ODD:
        assert listed(agent, f"tab=all&{key}={value}") == [4, 3, 2, 1], value
        assert agent.get(f"/console/queue.xlsx?tab=all&{key}={value}").status_code == 200


def paths() -> Iterator[str]:
    """Every way through the models from a card, three steps deep, as somebody would guess them."""
    cards = apps.get_model("tickets", "Ticket")
    todo = [("", cards, 0)]
    while todo:
        before, model, depth = todo.pop()
        for field in model._meta.get_fields():
            name = f"{before}{field.name}"
            yield name
            if field.related_model and depth < 2:
                todo.append((f"{name}__", field.related_model, depth + 1))


def test_no_path_through_the_models_is_a_filter_or_an_order(desk: Cast) -> None:
    """A21: neither rows nor order tell anything of a column that nobody may ask for."""
    agent, known = desk.actor("agent"), choices(desk.actor("agent"))
    guesses = sorted(set(paths()) - set(KEYS))
    assert len(guesses) > 500
    assert "hospital__account_manager__password" in guesses
    for name in guesses:
        for key in (name, f"{name}__startswith", f"-{name}"):
            assert checked({key: "p"}, known) == {}
    client, plain = signed_in(desk, "agent"), [4, 3, 2, 1]
    some = [name for name in guesses if "password" in name or name.count("__") == 0]
    for name in some:
        query = f"tab=all&{name}__startswith=p&sort={name}&order_by=-{name}&o={name}&filter={name}&after={name}"
        assert listed(client, query) == plain, name
    assert queue.queue(agent, View(Tab.ALL, checked({}, known)), at(9)).tickets


def test_pages_follow_one_another_without_gap_or_double(desk: Cast) -> None:
    for number in range(5):
        desk.report(key=f"more{number}", minutes=6)
    agent = desk.actor("agent")
    # The same instant, none at all, and different ones.
    Ticket.objects.filter(number__endswith="9").update(next_due_at=None)
    for view in (View(Tab.ALL, {"state": "open"}), View(Tab.ALL), View(Tab.UNTAKEN)):
        whole = [card.pk for card in queue.queue(agent, view, at(9), size=50).tickets]
        found, after = [], ""
        for _page in range(20):
            page = queue.queue(agent, view, at(9), after, size=2)
            found += [card.pk for card in page.tickets]
            after = page.after
            if not after:
                break
        assert found == whole
        assert len(whole) > 4


def test_the_export_is_narrowed_alike(desk: Cast) -> None:
    answer = signed_in(desk, "agent").get("/console/queue.xlsx?tab=all&grade=1")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["SW-20260303-0002"]


@pytest.mark.parametrize("who", ["agent", "pm", "manager", "resident"])
def test_twelve_statements_whatever_is_asked(desk: Cast, who: str) -> None:
    client = signed_in(desk, who)
    client.get("/console/")
    asked = f"tab=untaken&hospital={desk.hospital.pk}&handler=nobody&grade=1&from=2026-01-01&clock=late&owes=open"
    for query in ("tab=all", "tab=untaken", asked):
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/console/?{query}")
        assert len(caught) <= 12, (query, [one["sql"][:80] for one in caught])
