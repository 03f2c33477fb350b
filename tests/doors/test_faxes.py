"""Faxes at the console: written down, made, printed, tried by hand, and the pages of one that waits."""

import re
from typing import Any

import pytest
import time_machine

from shouwen.apps.channels.actions import take_in_mail
from shouwen.apps.faxes.models import FaxIn, FaxOut
from shouwen.apps.originals.models import Opening
from shouwen.apps.tickets.models import Attachment, Message, Ticket
from tests.cast import Cast, at, signed_in
from tests.channels.letters import raw
from tests.doors.test_matrix import tiny_file

pytestmark = pytest.mark.django_db
KEY = "fax-page-0123456789"


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(at(10), tick=False):
        yield


def test_a_fax_on_paper_finds_its_hospital_by_the_number(cast: Cast) -> None:
    cast.hospital.campuses.update(fax="0755-83350000")
    said = {
        "number": "(0755) 8335 0000", "pages": "2", "received_at": "2026-03-03T10:01", "text": "发票打不出。",
        "kind": "incident", "impact": "department", "urgency": "limited", "submission": KEY,
    }  # fmt: skip
    agent = signed_in(cast, "agent")
    for _twice in range(2):
        answer = agent.post("/console/faxes/new/", said)
    card = Ticket.objects.get()
    assert answer["Location"] == f"/console/tickets/{card.number}/"
    assert (card.hospital, card.channel, card.accepted_at, card.responded_at) == (cast.hospital, "fax", at(1), None)
    assert FaxIn.objects.count() == 1
    assert "(0755) 8335 0000" in agent.get(f"/console/tickets/{card.number}/faxes/").content.decode()


def test_what_is_wrong_keeps_what_was_typed(cast: Cast) -> None:
    said = {"number": "83xx", "pages": "2", "received_at": "2026-03-03T10:01", "text": "<b>住院</b>", "kind": "advice"}
    answer = signed_in(cast, "agent").post("/console/faxes/new/", said)
    page = answer.content.decode()
    assert (answer.status_code, "83xx" in page, "&lt;b&gt;住院&lt;/b&gt;" in page) == (422, True, True)
    assert FaxIn.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"pages": "999"}, "Please give a number from 1 to 200."),
        ({"pages": "0"}, "Please give a number from 1 to 200."),
        ({"pages": ""}, "Please fill in this field."),
        ({"pages": "2.5"}, "This is no whole number."),
        ({"received_at": ""}, "Please fill in this field."),
        ({"received_at": "1999-03-03T10:01"}, "This is more than 30 days ago."),
        ({"received_at": "2026-01-03T10:01"}, "This is more than 30 days ago."),
        ({"received_at": "2300-03-03T10:01"}, "This time is still to come."),
        ({"received_at": "3 March"}, "This is no date and time."),
    ],
)
def test_pages_and_arrival_are_refused_in_their_own_words(cast: Cast, wrong: dict[str, str], words: str) -> None:
    said = {
        "number": "", "pages": "2", "received_at": "2026-03-03T10:01", "text": "补充", "card": cast.report().number,
        "submission": KEY,
    }  # fmt: skip
    type(cast.users["agent"]).objects.filter(username="agent").update(language="en")
    answer = signed_in(cast, "agent").post("/console/faxes/new/", said | wrong)
    told = re.findall(r'id="id_(\w{1,20})_error"[^>]{0,90}>(.{0,400}?)</div>', answer.content.decode(), re.DOTALL)
    assert [(field, re.sub("<[^>]{0,90}>", "", words).strip()) for field, words in told] == [(next(iter(wrong)), words)]
    assert (answer.status_code, FaxIn.objects.count()) == (422, 0)


def test_a_scan_asks_whether_it_shows_a_patient(cast: Cast) -> None:
    card = cast.report()
    said = {
        "number": "", "pages": "1", "received_at": "2026-03-03T10:01", "text": "补充", "card": card.number,
        "submission": KEY,
    }  # fmt: skip
    agent = signed_in(cast, "agent")
    assert agent.post("/console/faxes/new/", said | {"uploads": tiny_file()}).status_code == 302
    assert Attachment.objects.filter(ticket=card).count() == 1


def test_made_printed_and_marked_by_hand(cast: Cast) -> None:
    card = cast.report()
    agent = signed_in(cast, "agent")
    form = {"number": "0755-8335 0000", "text": "请重启。\n<script>x</script>", "language": "en", "way": "hand"}
    here = f"/console/tickets/{card.number}/faxes/"
    assert agent.post(here + "new/", form | {"submission": KEY})["Location"] == here
    fax = FaxOut.objects.get()
    page = agent.get(here).content.decode()
    assert ("<script>x" in page, "&lt;script&gt;x" in page) == (False, True)
    paper = agent.get(f"/console/faxes/{fax.pk}.pdf")
    assert (paper["Content-Type"], b"".join(paper)[:5]) == ("application/pdf", b"%PDF-")
    tried = {"result": "delivered", "sent_at": "2026-03-03T10:09", "submission": KEY}
    assert agent.post(f"/console/faxes/{fax.pk}/tries/new/", tried).status_code == 302
    card.refresh_from_db()
    assert (card.responded_at, Message.objects.filter(ticket=card).count()) == (at(10), 2)
    assert agent.post(f"/console/faxes/{fax.pk}/cancellation/").status_code == 409


def test_the_original_of_a_letter_that_waits_is_opened_with_a_reason(cast: Cast) -> None:
    mail = take_in_mail(raw("住院号：00123456", sender="x@y.example"), at=at(0))
    here = f"/console/mails/{mail.pk}/originals/{mail.original_id}/"
    agent = signed_in(cast, "agent")
    assert "00123456" not in agent.get(here).content.decode()
    assert agent.get(here + "content/").status_code == 409
    assert agent.post(here, {"why": ""}).status_code == 422
    assert agent.post(here, {"why": "看是哪家医院"}).status_code == 302
    assert "00123456" in agent.get(here).content.decode()
    assert agent.get(here + "content/")["Content-Type"] == "application/octet-stream"
    assert [(each.person, each.number) for each in Opening.objects.all()] == [(cast.users["agent"], f"MAIL-{mail.pk}")]
    assert signed_in(cast, "agent2").get(here + "content/").status_code == 409
    assert signed_in(cast, "resident").get(here).status_code == 403
