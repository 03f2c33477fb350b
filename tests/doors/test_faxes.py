"""Faxes at the console: written down, made, printed, tried by hand, and the pages of one that waits."""

import re
from typing import Any

import pytest
import time_machine

from shouwen.apps.channels.actions import take_in_mail
from shouwen.apps.faxes import actions as faxes
from shouwen.apps.faxes.models import FaxIn, FaxOut
from shouwen.apps.originals.models import Opening
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Attachment, Message, Ticket
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.ui.faces.story import story_of
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


def test_the_story_says_what_came_and_went_by_fax(cast: Cast) -> None:
    """On paper a card, a note on it, and a fax of ours that arrives: staff is led to the faxes, the hospital is not."""
    agent, said = cast.actor("agent"), "住院发票打不出。"
    new = cards.Intake("fax", said, "incident", "department", "limited", cast.hospital.pk)
    came = faxes.log_fax(agent, faxes.Received("", 3, at(0), said, new=new), at=at(1), submission=KEY)
    card = Ticket.objects.get(pk=came.ticket_id)
    faxes.log_fax(agent, faxes.Received("", 1, at(2), "补充", card=card.number), at=at(3), submission=f"{KEY}-2")
    cards.note(agent, card.number, "自己写的", at=at(4), submission=f"{KEY}-3")
    cards.reply(agent, card.number, "在看。", at=at(5), submission=f"{KEY}-4")
    wanted = faxes.Wanted("0755-8335 0000", "请重启。", way="hand")
    fax = faxes.make_fax(agent, card.number, wanted, at=at(6), submission=KEY)
    faxes.note_fax_try(agent, fax.pk, "busy", at(7), at=at(7), submission=f"{KEY}-5")
    faxes.note_fax_try(agent, fax.pk, "delivered", at(8), at=at(8), submission=f"{KEY}-6")
    there = whole_card(agent, card.number, at(9))
    story = story_of(there, lambda _file: ("", ""), inside=True, fax_url="/faxes/")
    assert [(item.text, item.way, item.way_url) for item in story if item.text] == [
        (said, "fax", "/faxes/"), ("补充", "fax", "/faxes/"), ("自己写的", "", ""), ("在看。", "", ""),
        ("请重启。", "fax", "/faxes/"),
    ]  # fmt: skip
    told = [(item.code, [url for _words, url in item.links]) for item in story if item.code.startswith("fax_")]
    assert told == [(code, ["/faxes/"]) for code in ("fax_came", "fax_came", "fax_made", "fax_tried", "fax_tried")]
    outside = story_of(there, lambda _file: ("", ""), inside=False)
    assert {item.way_url for item in outside} | {item.code for item in outside if "fax" in item.code} == {""}
    page = signed_in(cast, "agent").get(f"/console/tickets/{card.number}/").content.decode()
    assert page.count(f'href="/console/tickets/{card.number}/faxes/">传真</a>') == 3


@pytest.mark.parametrize(("channel", "way"), [("phone", "phone"), ("walk_in", "walk_in")])
def test_what_was_said_by_telephone_is_not_the_agents_own_word(cast: Cast, channel: str, way: str) -> None:
    agent = cast.actor("agent")
    new = cards.Intake(channel, "卡住了。", "incident", "department", "limited", cast.hospital.pk)
    card = cards.take_in(agent, new, at=at(1), submission=KEY)
    story = story_of(whole_card(agent, card.number, at(9)), lambda _file: ("", ""), inside=True)
    assert [item.way for item in story if item.text] == [way]


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
