"""Pages of hospitals and agreements: whole in both languages, few statements, nothing typed is lost."""

import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.models import Line
from shouwen.apps.customers import actions as customers
from shouwen.apps.customers.models import Hospital
from shouwen.apps.installations.actions import install
from shouwen.apps.installations.models import Module
from shouwen.apps.tickets import actions as cards
from tests.cast import Cast, at

SECTIONS = ["", "places/", "contacts/", "dossier/", "installations/", "agreements/", "cards/", "history/"]
LISTS = [
    "/console/customers/",
    "/console/customers/?q=yy&cover=paid.valid&category=general",
    "/console/agreements/",
    "/console/agreements/?state=paid.valid&within=90",
    *[f"/console/customers/{{hospital}}/{section}" for section in SECTIONS],
    "/console/agreements/{agreement}/",
]
FORMS = [
    "/console/customers/new/",
    *[
        f"/console/customers/{{hospital}}/{form}"
        for form in (
            "facts/", "campuses/new/", "departments/new/", "contacts/new/", "account-manager/", "deputy/", "works/new/",
            "postings/new/", "dossier/servers/new/", "dossier/databases/new/", "installations/new/",
        )
    ],
    "/console/agreements/new/",
    *[
        f"/console/agreements/{{agreement}}/{form}"
        for form in ("dates/", "lines/new/", "lines/{line}/free-end/", "lines/{line}/periods/new/",
                     "lines/{line}/targets/", "termination/")
    ],
]  # fmt: skip
DAY = date(2026, 3, 3)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def address(cast: Cast, url: str) -> str:
    return url.format(hospital=cast.hospital.pk, agreement=cast.line.agreement_id, line=cast.line.pk)


def fill(cast: Cast, rows: range) -> None:
    """One of everything that a page lists for each number."""
    manager = cast.actor("manager")
    for number in rows:
        module = Module.objects.create(code=f"m{number}", name_zh="模块", name_en="Module", group="x")
        campus = customers.add_campus(manager, cast.hospital.pk, f"院区 {number}", at=at(number))
        customers.add_department(manager, cast.hospital.pk, campus.pk, "口腔科", at=at(number))
        customers.add_contact(manager, cast.hospital.pk, customers.ContactFacts("某人", is_it=True), at=at(number))
        customers.add_entry(manager, cast.hospital.pk, "servers", {"name": f"S{number}", "os": "Linux"}, at=at(number))
        install(manager, cast.hospital.pk, campus.pk, module.pk, "1.0", since=DAY, at=at(number))
        dates = agreements.Dates(DAY, DAY)
        made = agreements.add_agreement(manager, cast.hospital.pk, f"HT-9{number}", dates, at=at(number))
        facts = agreements.LineFacts(module_id=module.pk, special=["urgent"])
        for each in (made.pk, cast.line.agreement_id):
            line = agreements.add_line(
                manager, each, agreements.LineFacts(**vars(facts) | {"free_from": DAY}), at=at(number)
            )
            period = agreements.PeriodFacts(date(2027, 3, 4), date(2028, 3, 3), ["online"])
            agreements.add_period(manager, each, line.pk, period, at=at(number))
        Hospital.objects.create(name=f"医院 {number}", short_name="某院", account_manager=cast.users["pm"])
        cast.report(key=f"row{number}")


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def check(client: Client, url: str, language: str) -> None:
    page = client.get(url).content.decode()
    shared = {name: n for name, n in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if n > 1}
    assert shared == {}, (url, shared)
    assert re.findall(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=", page) == [], url
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page, url


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_is_whole(cast: Cast, language: str) -> None:
    fill(cast, range(2))
    for who in ("manager", "hospital_a"):
        user = cast.users[who]
        type(user).objects.filter(pk=user.pk).update(language=language)
    manager = signed_in(cast, "manager")
    for url in [*LISTS, *FORMS]:
        check(manager, address(cast, url), language)
    check(signed_in(cast, "hospital_a"), "/portal/agreement/", language)


@pytest.mark.django_db
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast) -> None:
    fill(cast, range(1))
    pages = [("manager", address(cast, url)) for url in LISTS] + [("hospital_a", "/portal/agreement/")]
    clients = {who: signed_in(cast, who) for who in ("manager", "hospital_a")}
    one = {url: statements(clients[who], url) for who, url in pages}
    fill(cast, range(1, 7))
    assert {url: statements(clients[who], url) for who, url in pages} == one
    assert {url: n for url, n in one.items() if n > 18} == {}


@pytest.mark.django_db
def test_what_was_typed_stays_and_the_field_says_what_is_wrong(cast: Cast) -> None:
    form = {"name": "新院", "short_name": "新", "category": "general", "credit_code": "9135", "campus": "本部"}
    answer = signed_in(cast, "manager").post("/console/customers/new/", form | {"account_manager": "1"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="9135"' in page, 'id="id_credit_code_error"' in page) == (422, True, True)


@pytest.mark.django_db
def test_a_day_that_is_none_is_refused_at_its_field(cast: Cast) -> None:
    url = address(cast, "/console/agreements/{agreement}/termination/")
    answer = signed_in(cast, "manager").post(url, {"on": "2026-02-30", "reason": "并入"})
    assert (answer.status_code, 'id="id_on_error"' in answer.content.decode()) == (422, True)
    assert Line.objects.get(pk=cast.line.pk).terminated_on is None


@pytest.mark.django_db
def test_forms_do_what_they_say(cast: Cast) -> None:
    manager = signed_in(cast, "manager")
    period = {"starts_on": "2027-01-01", "ends_on": "2027-12-31", "services": ["online", "remote"], "urgent_quota": "6"}
    posts = {
        "/console/customers/{hospital}/account-manager/": {
            "person": str(cast.users["agent2"].pk), "on": "2026-03-03", "reason": "调整"
        },
        "/console/customers/{hospital}/dossier/network/new/": {"name": "专线", "zone": "内网"},
        "/console/agreements/{agreement}/lines/{line}/targets/": {"response_3": "30"},
        "/console/agreements/{agreement}/lines/{line}/periods/new/": period,
    }  # fmt: skip
    assert [manager.post(address(cast, url), form).status_code for url, form in posts.items()] == [302] * 4
    cast.hospital.refresh_from_db()
    cast.line.refresh_from_db()
    found = (cast.hospital.account_manager.username, cast.hospital.dossier.get().facts, cast.line.targets)
    assert found == ("agent2", {"name": "专线", "zone": "内网"}, {"response": {"3": 30}})
    assert cast.line.paid_periods.get(starts_on=date(2027, 1, 1)).services == ["remote", "online"]


@pytest.mark.django_db
def test_the_form_of_the_unknown_hospital_stands_only_on_such_a_card(cast: Cast) -> None:
    call = cards.Intake("phone", "打不开。", "incident", "department", "limited")
    unknown = cards.take_in(cast.actor("agent"), call, at=at(1), submission="call-0123456789abcdef")
    known = cast.report()
    agent = signed_in(cast, "agent")
    pages = [agent.get(f"/console/tickets/{each.number}/").content.decode() for each in (unknown, known)]
    assert [f"/{each.number}/identification/" in page for each, page in zip((unknown, known), pages, strict=True)] == [
        True,
        False,
    ]
    form = {"hospital": str(cast.hospital.pk), "reason": "回拨", "department": str(cast.ward.pk)}
    answer = agent.post(f"/console/tickets/{unknown.number}/identification/", form)
    unknown.refresh_from_db()
    assert (answer.status_code, unknown.hospital, unknown.department) == (302, cast.hospital, cast.ward)


@pytest.mark.django_db
def test_the_proof_of_a_clock_names_the_agreement_that_set_its_target(cast: Cast) -> None:
    actions = agreements
    actions.set_targets(cast.actor("manager"), cast.line.agreement_id, cast.line.pk, {"response_4": 20}, at=at(0))
    ticket = cast.report(minutes=1)
    agent = signed_in(cast, "agent")
    found = [agent.get(f"/console/tickets/{ticket.number}/clocks/{kind}/") for kind in ("response", "resolution")]
    assert ["HT-1" in answer.content.decode() for answer in found] == [True, False]
