"""A card that ended outside the rates: no deadline runs on, and both doors say why it ended."""

import pytest
from django.test import Client

from shouwen.apps.tickets import actions
from tests.cast import Cast, at


@pytest.mark.django_db
def test_a_cancelled_card_promises_nothing_and_says_why(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.cancel(cast.actor("manager"), ticket.number, "not_ours", "属第三方设备", at=at(2))
    pages = {}
    for who, url in {"agent": "/console/tickets/{}/", "ward_a": "/portal/tickets/{}/"}.items():
        client = Client()
        client.force_login(cast.users[who])
        client.cookies["language"] = "zh-hans"
        pages[who] = client.get(url.format(ticket.number)).content.decode()
    assert {who: "data-due=" in page for who, page in pages.items()} == {"agent": False, "ward_a": False}
    assert {who: "属第三方设备" in page for who, page in pages.items()} == {"agent": True, "ward_a": True}


@pytest.mark.django_db
def test_a_link_names_the_other_card_in_the_story(cast: Cast) -> None:
    first, second = cast.report(), cast.report(key="second")
    actions.link(cast.actor("agent"), second.number, first.number, "related", at=at(1))
    client = Client()
    client.force_login(cast.users["agent"])
    page = client.get(f"/console/tickets/{second.number}/").content.decode()
    story = page[page.index('class="story"') :]
    assert first.number in story
