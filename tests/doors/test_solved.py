"""Is it solved? Yes, not yet; the faces; another language in the middle of a form; a list of what is wrong."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def get(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_yes_is_recorded_told_and_asks_for_the_rating_at_once(cast: Cast) -> None:
    ticket = cast.resolved()
    client, url = signed_in(cast, "ward_a"), f"/portal/tickets/{ticket.number}/"
    before = client.get(url).content.decode()
    assert ("resolution/confirmation/" in before, 'class="faces"' in before) == (True, False)
    assert client.post(url + "resolution/confirmation/").status_code == 302
    after = client.get(url).content.decode()
    assert ("resolution/confirmation/" in after, after.count("bi-emoji-")) == (False, 6)
    ticket.refresh_from_db()
    assert ticket.confirmed_by == cast.users["ward_a"]
    assert set(Notice.objects.filter(kind="confirmed").values_list("person__username", flat=True)) == {"agent", "pm"}
    assert client.post(url + "rating/", {"score": "5", "words": ""}).status_code == 302
    assert Rating.objects.get().score == 5
    assert client.post(url + "resolution/confirmation/").status_code == 409


def test_the_card_may_be_closed_on_the_hospitals_yes(cast: Cast) -> None:
    ticket = cast.resolved()
    with pytest.raises(Refused, match="first_contact_word_missing"):
        actions.close(cast.actor("pm"), ticket.number, at=at(31))
    actions.confirm(cast.actor("hospital_a"), ticket.number, at=at(32))
    actions.close(cast.actor("pm"), ticket.number, at=at(33))
    assert Ticket.objects.get().state == "closed"


def test_silence_after_a_yes_closes_by_itself(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.confirm(cast.actor("ward_a"), ticket.number, at=at(32))
    assert actions.close_by_itself(ticket.pk, at=ticket.closes_at) is True


def test_a_reopening_takes_the_yes_back(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.confirm(cast.actor("ward_a"), ticket.number, at=at(32))
    actions.reopen(cast.actor("ward_a"), ticket.number, "又不行了", at=at(40))
    ticket.refresh_from_db()
    assert (ticket.confirmed_at, ticket.confirmed_by, ticket.tried_at) == (None, None, None)


def test_only_the_hospital_says_yes(cast: Cast) -> None:
    ticket = cast.resolved()
    for name, code in (("agent", "not_your_role"), ("manager", "not_your_role"), ("hospital_b", "absent")):
        with pytest.raises(Refused) as refused:
            actions.confirm(cast.actor(name), ticket.number, at=at(32))
        assert refused.value.code == code


def test_not_yet_keeps_what_was_typed(cast: Cast) -> None:
    ticket = cast.resolved()
    client, long = signed_in(cast, "ward_a"), "还" * 501
    answer = client.post(f"/portal/tickets/{ticket.number}/resolution/undo/", {"words": long})
    page = answer.content.decode()
    assert (answer.status_code, long in page, "<details open>" in page) == (422, True, True)
    assert client.post(f"/portal/tickets/{ticket.number}/resolution/undo/", {"words": "还不行"}).status_code == 302
    assert Ticket.objects.get().state == "working"


@pytest.mark.parametrize(
    ("name", "url", "typed"),
    [
        ("ward_a", "/portal/report/", {"text": "打印机不出纸", "answer": "department", "submission": "s" * 24}),
        ("agent", "/console/new/", {"text": "电话里说的", "channel": "fax", "caller_name": "王老师"}),
    ],
)
def test_another_language_empties_no_form(cast: Cast, name: str, url: str, typed: dict[str, str]) -> None:
    client = signed_in(cast, name)
    form = re.search(
        r'<button type="submit" form="([a-z-]+)" formnovalidate name="language"', client.get(url).content.decode()
    )
    assert form is not None
    page = client.post(url, typed | {"language": "en"}).content.decode()
    assert (
        f'<form method="post" enctype="multipart/form-data" class="{"intake" if name == "agent" else "report-form"}"'
        in page
    )
    assert ('lang="en"' in page, "error-summary" in page, Ticket.objects.count()) == (True, False, 0)
    assert all(value in page for value in typed.values())
    assert re.findall(r'value="(?:department|fax)"[^>]*checked', page) != []
    cast.users[name].refresh_from_db()
    assert cast.users[name].language == "en"
    assert client.post(url, {"language": "xx"}).status_code == 422


@pytest.mark.parametrize(("name", "url"), [("ward_a", "/portal/report/"), ("agent", "/console/new/")])
def test_several_faults_are_listed_at_the_top_and_lead_to_their_fields(cast: Cast, name: str, url: str) -> None:
    page = signed_in(cast, name).post(url, {"text": " ", "answer": "", "kind": "", "channel": ""}).content.decode()
    summary = re.search(r'<div class="[^"]*error-summary".*?</ul>', page, re.DOTALL)
    assert summary is not None
    leads = re.findall(r'href="#([^"]+)"', summary.group())
    assert len(leads) >= 2
    assert [f'id="{lead}"' in page for lead in leads] == [True] * len(leads)


def test_one_fault_needs_no_list(cast: Cast) -> None:
    page = signed_in(cast, "ward_a").post("/portal/report/", {"text": "", "answer": "question"}).content.decode()
    assert "error-summary" not in page


def test_a_day_that_went_by_without_a_try_is_promised_no_more(cast: Cast) -> None:
    """Silence closes only after somebody has tried to reach the hospital."""
    ticket = cast.resolved()
    client, url = signed_in(cast, "ward_a"), f"/portal/tickets/{ticket.number}/"
    shown = []
    for instant in (at(60), ticket.closes_at + timedelta(days=1)):
        with time_machine.travel(instant, tick=False):
            shown.append("自动关闭" in get(client, url))
    assert shown == [True, False]
