"""How many statements a page takes: the same for one row and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.tickets import actions
from tests.cast import Cast, at

PAGES = {
    "agent": [
        "/console/?tab=all",
        "/console/?tab=first_contact",
        "/console/tickets/{number}/",
        "/console/search/?q=打印",
    ],
    "manager": ["/console/?tab=all&owes=open", "/console/problems/", "/console/accountability/"],
    "admin": ["/console/deliveries/", "/console/calendars/"],
    "hospital_a": [
        "/portal/",
        "/portal/tickets/?view=all",
        "/portal/tickets/{number}/",
        "/portal/tickets/?q=打印",
        "/portal/report/",
    ],
}


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize(("who", "url"), [(who, url) for who, urls in PAGES.items() for url in urls])
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, url: str) -> None:
    ticket = cast.report()
    client = Client()
    client.force_login(cast.users[who])
    client.get(url.format(number=ticket.number))  # calendars are read once a process
    one = statements(client, url.format(number=ticket.number))
    for number in range(30):
        cast.report(key=f"more{number}")
        said = {"at": at(number + 1), "submission": f"say-{number:04d}-0123456789"}
        actions.reply(cast.actor("pm"), ticket.number, "再补充一句", **said)
    assert statements(client, url.format(number=ticket.number)) == one
    assert one <= 22
