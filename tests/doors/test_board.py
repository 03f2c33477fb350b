"""The supervisor's board: every figure is the length of the list behind it."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.tickets import actions
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = at(50)


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """Late, at risk, in nobody's hands, offered; of several grades."""
    for number in range(4):
        cast.report(key=f"few{number}")
    cast.report(by="hospital_a", answer="whole_hospital", key="grave")
    cast.report(by="hospital_b", answer="department", key="other", minutes=40)
    mine = cast.report(key="mine", minutes=1)
    actions.take(cast.actor("agent"), mine.number, at=at(3))
    actions.offer(cast.actor("agent"), mine.number, cast.users["developer"].pk, "看代码", at=at(45))
    done = cast.resolved(key="done")
    assert done.handler_id == cast.users["agent"].pk
    return cast


def board(cast: Cast, who: str = "manager") -> tuple[Client, str]:
    client = Client()
    client.force_login(cast.users[who])
    return client, client.get("/console/board/").content.decode()


def figures(page: str) -> list[tuple[str, int]]:
    """Every link of the board into the queue, with the number that stands in it."""
    links = re.findall(r'<a[^>]*href="(/console/\?[^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [
        (url.replace("&amp;", "&"), int(re.findall(r"\d+", re.sub(r"<[^>]*>", " ", words))[-1])) for url, words in links
    ]


@pytest.mark.parametrize("who", ["manager", "auditor"])
def test_every_figure_is_the_length_of_its_list(desk: Cast, who: str) -> None:
    with time_machine.travel(NOW, tick=False):
        client, page = board(desk, who)
        found = figures(page)
        lengths = [(url, client.get(url).content.decode().count("data-row=")) for url, _figure in found]
    assert found == lengths
    whole = dict(found)
    assert whole["/console/?tab=all&clock=late"] == 1
    assert whole["/console/?tab=all&clock=soon"] == 6
    assert whole["/console/?tab=all&owes=offers"] == 1
    assert whole["/console/?tab=all&state=open&handler=nobody"] == 6
    assert whole[f"/console/?tab=all&state=open&handler={desk.users['agent'].pk}"] == 2
    assert len(found) >= 12


def test_whoever_owes_is_there_after_he_has_left(desk: Cast) -> None:
    gone = desk.users["pm"]
    gone.is_active = False
    gone.save()
    with time_machine.travel(NOW, tick=False):
        client, page = board(desk)
        url = f"/console/?tab=all&state=open&first_contact={gone.pk}"
        assert dict(figures(page))[url] == client.get(url).content.decode().count("data-row=") > 0


def test_as_many_statements_for_many_cards_as_for_few(desk: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        client, _page = board(desk)
        with CaptureQueriesContext(connection) as few:
            client.get("/console/board/")
        for number in range(20):
            desk.report(key=f"many{number}")
        with CaptureQueriesContext(connection) as many:
            client.get("/console/board/")
    assert len(few) == len(many) <= 16


def test_an_empty_board_has_nothing_to_open(cast: Cast) -> None:
    _client, page = board(cast)
    assert [figure for _url, figure in figures(page)] == [0, 0, 0, 0]


def test_only_who_may_see_it_has_it_in_the_rail(cast: Cast) -> None:
    for who in ("agent", "pm", "finance", "admin"):
        client, page = board(cast, who)
        assert client.get("/console/board/").status_code == 403
        assert "/console/board/" not in client.get("/console/").content.decode()
    _client, page = board(cast)
    assert '/console/board/"' in page
