"""How many statements a page takes: the same for one row and for many."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.agreements.actions import Part, set_fee
from shouwen.apps.agreements.models import PaidPeriod
from shouwen.apps.aids import actions as aids
from shouwen.apps.automation import actions as rules
from shouwen.apps.automation.models import Rule, Run
from shouwen.apps.customers.models import Contact
from shouwen.apps.duty.actions import put_on
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.people.actions import add_person, add_team, go_away, set_teams
from shouwen.apps.people.actions.account import Details
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.macros import Step
from shouwen.policy.rules import Action, Condition
from tests.apps.books import APRIL, closed, sent
from tests.apps.rules import live, turn
from tests.apps.rules import said as rule_said
from tests.apps.test_accounts import three_phases
from tests.cast import Cast, at

pytestmark = pytest.mark.both
DAY = date(2027, 3, 3)
PAGES = {
    "agent": [
        "/console/?tab=all",
        "/console/?tab=first_contact",
        "/console/tickets/{number}/",
        "/console/search/?q=打印",
        "/console/complaints/",
        "/console/surveys/",
        "/console/calls/",
        "/console/faxes/",
        "/console/tickets/{number}/faxes/",
        "/console/calls/figures/",
        "/console/surveys/figures/",
    ],
    "manager": [
        "/console/people/?active=all",
        "/console/people/teams/",
        "/console/people/contacts/",
        "/console/people/{person}/",
        "/console/people/{person}/departure/",
        "/console/duty/",
        "/console/duty/hand-overs/new/",
        "/console/?tab=all&owes=open",
        "/console/problems/",
        "/console/accountability/",
        "/console/wall/?complaints=1",
        "/console/aids/new/macro/",
        "/console/rules/",
        "/console/rule-runs/",
    ],
    "pm": ["/console/words/?view=all", "/console/alarms/", "/console/accountability/{me}/", "/console/duty/feed/"],
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


def more_people(cast: Cast, size: int) -> None:
    """Colleagues in a team who know something and are out, contacts, shifts."""
    admin, manager = cast.actor("admin"), cast.actor("manager")
    add_team(manager, f"team{size}", "组", "", at=at(0))
    for number in range(size):
        name = f"new{size}-{number}"
        person, _secret = add_person(admin, name, "agent", Details(name), at=at(0))
        set_teams(manager, person.pk, [f"team{size}"], at=at(0))
        go_away(manager, person.pk, DAY, DAY, cast.users["agent"].pk, "", at=at(0))
        Contact.objects.create(hospital=cast.hospital, name=name)
        start = at(10_000 * size + 60 * number)
        put_on(manager, "service_centre", Plan(person.pk, start, start + timedelta(hours=1)), at=at(0))


@pytest.mark.parametrize(("who", "url"), [(who, url) for who, urls in PAGES.items() for url in urls])
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, url: str) -> None:
    ticket = cast.report()
    client = Client()
    client.force_login(cast.users[who])
    url = url.format(number=ticket.number, person=cast.users["agent"].pk, me=cast.users[who].pk)
    more_people(cast, 1)
    client.get(url)  # calendars are read once a process
    one = statements(client, url)
    for number in range(30):
        cast.report(key=f"more{number}")
        said = {"at": at(number + 1), "submission": f"say-{number:04d}-0123456789"}
        actions.reply(cast.actor("pm"), ticket.number, "再补充一句", **said)
    more_people(cast, 6)
    assert statements(client, url) == one
    assert one <= (12 if who == "agent" or url.startswith("/portal/") else 17)


def test_what_fits_a_card_takes_as_many_statements_for_much_as_for_little(cast: Cast) -> None:
    ticket, client, manager = cast.report(), Client(), cast.actor("manager")
    client.force_login(cast.users["agent"])
    url = f"/console/tickets/{ticket.number}/aids/"

    def more(name: str) -> None:
        aids.write(manager, "reply", aids.Said(name, "{module} {hospital} {department} {contact}"), at=at(0))
        aids.write(manager, "macro", aids.Said(name, "用时", steps=(Step("take"),)), at=at(0))
        made = aids.write(manager, "checklist", aids.Said(name, "一\n二"), at=at(0))
        aids.tick(cast.actor("agent"), ticket.number, made.versions.get().pk, 0, at=at(1))

    more("一")
    client.get(url)
    one = statements(client, url)
    for number in range(6):
        more(f"又{number}")
    assert statements(client, url) == one
    assert one <= 12


def test_rules_take_as_many_statements_for_much_as_for_little(cast: Cast) -> None:
    """Their list, one of them, what they did, the card where they did it, and a trial over its events."""
    client = Client()
    client.force_login(cast.users["manager"])

    def more(number: int) -> Ticket:
        rule = live(cast, Action("note", "", "看日志"), Action("tell", "directors"), name=f"规则{number}")
        said = rule_said(conditions=(Condition("hospital", "one_of", (str(cast.hospital.pk),)),), name=f"又{number}")
        rules.revise(cast.actor("manager"), rule.pk, said, at=at(0))
        ticket = cast.report(key=f"rule{number}", minutes=number)
        turn(at(number + 1))
        return ticket

    ticket = more(1)
    urls = [
        "/console/rules/", f"/console/rules/{Rule.objects.get().pk}/", "/console/rule-runs/",
        f"/console/tickets/{ticket.number}/", f"/console/rule-runs/{Run.objects.get().pk}/", "/console/rules/new/",
    ]  # fmt: skip
    trial = {"step": "trial", "name_zh": "试", "events": "ticket.accepted", "field1": "words", "op1": "any_word",
             "condition1": "没有的词", "field2": "team", "op2": "one_of", "condition2": "nobody", "field3": "charge",
             "op3": "one_of", "condition3": ["free", "included"], "do1": "draft", "action1": reply(cast)}  # fmt: skip

    def tried() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.post("/console/rules/new/", trial).status_code == 200
        return len(caught)

    for url in urls:
        client.get(url)
    few = [*(statements(client, url) for url in urls), tried()]
    for number in range(2, 8):
        more(number)
    assert [*(statements(client, url) for url in urls), tried()] == few
    assert max(few[:-1]) <= 17


def reply(cast: Cast) -> str:
    return str(aids.write(cast.actor("manager"), "reply", aids.Said("受理", "已受理。"), at=at(0)).pk)


ACCOUNTS = [
    ("pm", "/console/accounts/{}/", 17),
    ("finance", "/console/accounts/{}/", 17),
    ("hospital_a", "/portal/agreement/", 12),
]


@pytest.mark.parametrize(("who", "url", "most"), ACCOUNTS)
def test_an_account_with_everything_on_it(cast: Cast, who: str, url: str, most: int) -> None:
    """Lines, instalments, units, an open quote, an open statement: as many statements for many of them as for few."""
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"])
    parts = [Part(date(2026, 2, 1), 50_000), Part(date(2026, 9, 1), 50_000)]
    set_fee(cast.actor("pm"), cast.line.agreement_id, cast.line.paid_periods.get().pk, parts, at=at(0))
    closed(cast)
    sent(cast, "open")
    client = Client()
    with time_machine.travel(APRIL, tick=False):
        client.force_login(cast.users[who])
        url = url.format(cast.hospital.pk)
        client.get(url)
        one = statements(client, url)
        three_phases(cast)
        for number in range(4):
            sent(cast, f"more{number}")
        assert statements(client, url) == one
        assert one <= most
