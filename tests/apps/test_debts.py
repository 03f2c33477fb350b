"""What each person owes, and the time in nobody's hands: figures that open the list which they count."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.tickets import actions, debts, queue
from shouwen.apps.tickets.debts import Debt
from shouwen.apps.tickets.queue import Tab, View
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(cast: Cast) -> Cast:
    first, second, third = (cast.report(key=key) for key in ("a", "b", "c"))
    cast.report(by="hospital_a", answer="whole_hospital", key="d")
    agent = cast.actor("agent")
    actions.take(agent, first.number, at=at(10))
    actions.offer(agent, first.number, cast.users["developer"].pk, "看代码", at=at(11))
    actions.chase(cast.actor("ward_a"), first.number, "", at=at(12))
    actions.take(agent, second.number, at=at(40))
    actions.reply(agent, second.number, "您好", at=at(41), submission="hello-0123456789abcdef")
    actions.cancel(cast.actor("pm"), third.number, "cancelled", "重复", at=at(25))
    return cast


def test_every_figure_is_the_length_of_its_list(busy: Cast) -> None:
    manager, now = busy.actor("manager"), at(62)
    rows = {row.person.username: row.figures for row in debts.owing(manager, now)}
    assert rows["pm"] == {Debt.OPEN: 2, Debt.HANDLED: 0, Debt.OFFERS: 0, Debt.LATE: 1, Debt.CHASES: 1}
    assert rows["agent"] == {Debt.OPEN: 1, Debt.HANDLED: 2, Debt.OFFERS: 0, Debt.LATE: 1, Debt.CHASES: 0}
    assert rows["developer"][Debt.OFFERS] == 1
    for name, figures in rows.items():
        for debt, figure in figures.items():
            view = View(Tab.ALL, {"owes": debt.value, "who": str(busy.users[name].pk)})
            listed = queue.queue(manager, view, now).tickets
            assert len(listed) == figure, (name, debt)


def test_only_director_and_auditor_see_it(busy: Cast) -> None:
    for name in ("agent", "pm", "admin", "finance"):
        with pytest.raises(Refused, match="not_your_role"):
            debts.owing(busy.actor(name), at(0))
        with pytest.raises(Refused, match="not_your_role"):
            debts.idle(busy.actor(name), at(0), at(1), at(1))


def test_time_in_nobodys_hands_biggest_first_with_its_total(busy: Cast) -> None:
    found = debts.idle(busy.actor("manager"), at(-1), at(1), at(60))
    minutes = [(ticket.submission[-20], waited // timedelta(minutes=1)) for ticket, waited in found.cards]
    assert [each for _key, each in minutes] == [60, 40, 25, 10]
    assert (found.count, found.total // timedelta(minutes=1), found.after) == (4, 135, "")
    assert debts.idle(busy.actor("manager"), at(1), at(2), at(60)).count == 0


def test_an_accepted_offer_ends_it_too(cast: Cast) -> None:
    ticket = cast.report()
    actions.offer(cast.actor("pm"), ticket.number, cast.users["developer"].pk, "请看", at=at(5))
    actions.accept(cast.actor("developer"), ticket.number, at=at(8))
    ticket.refresh_from_db()
    assert ticket.nobody_for == timedelta(minutes=8)


def test_the_page_takes_as_many_statements_for_many_cards(busy: Cast) -> None:
    client = Client()
    client.force_login(busy.users["manager"])
    url = "/console/accountability/?from=2026-03-01&until=2026-03-31"

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    one = statements()
    for number in range(30):
        busy.report(key=f"more{number}", minutes=number)
    assert (statements(), one <= 16) == (one, True)
    page = client.get(url).content.decode()
    after = re.search(r'rel="next" href="([^"]+)"', page)
    assert after is not None
    assert client.get(after.group(1).replace("&amp;", "&")).status_code == 200
    assert client.get("/console/accountability/?from=x&until=9999-12-31").status_code == 200
