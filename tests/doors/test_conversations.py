"""The pages of the online service: asking, talking without a script, the desk; few statements."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shouwen.apps.aids import actions as aids
from shouwen.apps.conversations import actions
from shouwen.apps.conversations.models import Conversation, Seat
from shouwen.apps.tickets.models import Attachment, Message, Offer, Ticket
from tests.api.programs import KEY, program
from tests.apps.test_conversations import EVENING, begun, talking
from tests.apps.test_originals import picture
from tests.cast import MORNING, Cast, at, signed_in
from tests.doors.test_matrix import tiny_file

pytestmark = pytest.mark.django_db
FORM = {"text": "打印机不出纸？", "answer": "question", "submission": "begin-0123456789abcdef"}
LINE = {"text": "看一下缺纸灯。", "submission": "line-0123456789abcdef"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def test_asked_and_answered_without_a_script(cast: Cast) -> None:
    ward, agent = signed_in(cast, "ward_a"), signed_in(cast, "agent")
    assert ward.post("/portal/conversations/", FORM | {"text": ""}).status_code == 422
    answer = ward.post("/portal/conversations/", FORM)
    talk = Conversation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/portal/conversations/{talk.pk}/")
    here = f"/conversations/{talk.pk}/"
    assert FORM["text"][:-1] in agent.get("/console/conversations/").content.decode()
    assert agent.post(f"/console{here}taking/").status_code == 302
    # Sent twice by an impatient hand: once.
    for _ in range(2):
        assert agent.post(f"/console{here}lines/", LINE)["Location"] == f"/console{here}"
    assert LINE["text"] in ward.get(f"/portal{here}").content.decode()
    assert Message.objects.count() == 2
    refused = ward.post(f"/portal{here}lines/", {"text": " "})
    assert (refused.status_code, "field-error" in refused.content.decode()) == (422, True)
    assert ward.post(f"/portal{here}end/").status_code == 302
    late = ward.post(f"/portal{here}lines/", {"text": "还有一句", "submission": "late-0123456789abcdef"})
    assert (late.status_code, "还有一句" in late.content.decode()) == (409, True)


def test_a_script_hears_what_is_new(cast: Cast) -> None:
    talk = talking(cast)
    ward, here = signed_in(cast, "ward_a"), f"/portal/conversations/{talk.pk}/"
    script = {"HX-Request": "true"}
    assert ward.get(f"{here}lines/").status_code == 302
    piece = ward.get(f"{here}lines/?after=1", headers=script).content.decode()
    assert ('data-line="2"' in piece, 'data-line="1"' in piece, "<html" in piece) == (True, False, False)
    said = ward.post(f"{here}lines/", LINE | {"after": "2"}, headers=script).content.decode()
    assert f'data-line="3" data-key="{LINE["submission"]}"' in said
    # The other side does not learn the id.
    other = signed_in(cast, "agent").get(f"/console/conversations/{talk.pk}/lines/?after=2", headers=script)
    assert ('data-line="3"' in other.content.decode(), "data-key" in other.content.decode()) == (True, False)
    refused = ward.post(f"{here}lines/", {"text": ""}, headers=script)
    assert (refused.status_code, "data-refused" in refused.content.decode()) == (422, True)
    piece = ward.post(f"{here}presence/", {"typing": "1", "after": "3"}, headers=script)
    assert (piece.status_code, "data-line" in piece.content.decode()) == (200, False)
    typing = signed_in(cast, "agent").get(f"/console/conversations/{talk.pk}/lines/?after=x", headers=script)
    assert ("对方正在输入" in typing.content.decode()) or ("is typing" in typing.content.decode())


def test_out_of_hours(cast: Cast, clock: Any) -> None:
    clock.move_to(at(EVENING))
    ward = signed_in(cast, "ward_a")
    page = ward.get("/portal/conversations/").content.decode()
    assert "09:00" in page
    answer = ward.post("/portal/conversations/", FORM, follow=True)
    number = Ticket.objects.get().number
    assert answer.redirect_chain == [(f"/portal/tickets/{number}/", 302)]
    assert (f"{number}" in answer.content.decode(), Conversation.objects.count()) == (True, 0)


def test_the_desk(cast: Cast) -> None:
    agent = signed_in(cast, "agent")
    assert agent.post("/console/conversations/desk/", headers={"HX-Request": "true"}).status_code == 204
    assert Seat.objects.get().person == cast.users["agent"]
    assert agent.post("/console/conversations/desk/undo/").status_code == 302
    assert Seat.objects.count() == 0
    assert signed_in(cast, "auditor").post("/console/conversations/desk/").status_code == 403


def test_handed_over(cast: Cast) -> None:
    talk = talking(cast)
    agent, here = signed_in(cast, "agent"), f"/console/conversations/{talk.pk}/"
    assert agent.get(f"{here}hand-over/").status_code == 200
    assert signed_in(cast, "agent2").get(f"{here}hand-over/").status_code == 409
    assert agent.post(f"{here}hand-over/", {"to": ""}).status_code == 422
    assert agent.post(f"{here}hand-over/", {"to": str(cast.users["agent2"].pk)}).status_code == 302
    assert signed_in(cast, "agent2").post(f"{here}taking/").status_code == 302
    assert agent.post(f"{here}taking/").status_code == 409
    assert agent.post(f"{here}end/").status_code == 409
    assert signed_in(cast, "manager").post(f"{here}end/").status_code == 302


def test_the_card_leads_to_its_conversation(cast: Cast) -> None:
    talk = talking(cast)
    number = Ticket.objects.get().number
    for who, door in (("agent", "console"), ("ward_a", "portal")):
        page = signed_in(cast, who).get(f"/{door}/tickets/{number}/").content.decode()
        assert f"/{door}/conversations/{talk.pk}/" in page


def test_another_hospital_is_told_that_there_is_nothing(cast: Cast) -> None:
    talk = talking(cast)
    other = signed_in(cast, "hospital_b")
    here = f"/portal/conversations/{talk.pk}/"
    assert [other.get(here).status_code, other.get(f"{here}lines/").status_code] == [404, 404]
    assert [other.post(f"{here}{noun}/", LINE).status_code for noun in ("lines", "presence", "end")] == [404] * 3
    assert signed_in(cast, "agent").get(here).status_code == 404


def test_who_waits_is_not_kept_signed_in(cast: Cast, clock: Any) -> None:
    talk = talking(cast)
    ward = signed_in(cast, "ward_a")
    here = f"/portal/conversations/{talk.pk}/"
    assert ward.get(here).status_code == 200
    for minutes in range(5, 60, 5):
        clock.move_to(at(minutes))
        assert ward.post(f"{here}presence/", headers={"HX-Request": "true"}).status_code == 200
    clock.move_to(at(62))
    # 204: the script sends its reader to the sign-in page.
    assert ward.post(f"{here}presence/", headers={"HX-Request": "true"}).status_code == 204


@pytest.mark.parametrize(
    ("who", "url", "most"),
    [
        ("agent", "/console/conversations/", 17),
        ("agent", "/console/conversations/?view=all", 19),
        ("agent", "/console/conversations/{talk}/", 17),
        ("ward_a", "/portal/conversations/", 12),
        ("ward_a", "/portal/conversations/{talk}/", 12),
    ],
)
def test_few_statements_however_many(cast: Cast, who: str, url: str, most: int) -> None:
    talk = talking(cast)
    client, counted = signed_in(cast, who), []
    for turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url.format(talk=talk.pk)).status_code == 200
        counted.append(len(caught))
        for number in range(4):
            begun(cast, "hospital_a", 1, f"more-{turn}-{number}-0123456789abcdef")
            key = f"line-{turn}-{number}-0123456789abcdef"
            actions.say(cast.actor("ward_a"), talk.pk, "一", at=at(1), submission=key)
    assert counted[0] == counted[1] <= most, counted


def test_files_from_both_sides_stand_in_the_talk_and_on_the_card(cast: Cast) -> None:
    talk = talking(cast)
    ward, agent = signed_in(cast, "ward_a"), signed_in(cast, "agent")
    here, there = f"/portal/conversations/{talk.pk}/", f"/console/conversations/{talk.pk}/"
    # A picture needs an answer; what was typed stays.
    refused = ward.post(f"{here}lines/", {"text": "如图", "uploads": picture(), "submission": "pic-0123456789abcdef"})
    assert (refused.status_code, "如图" in refused.content.decode()) == (422, True)
    sent = {"text": "", "shows_patient": "yes", "submission": "pic-0123456789abcdef"}
    for _ in range(2):
        assert ward.post(f"{here}lines/", sent | {"uploads": picture()})["Location"] == here
    assert agent.post(f"{there}lines/", LINE | {"uploads": tiny_file()}).status_code == 302
    rows = Attachment.objects.order_by("pk").select_related("file")
    assert [(each.ticket_id, each.shows_patient, each.message.from_customer) for each in rows] == [
        (talk.ticket_id, True, True),
        (talk.ticket_id, False, False),
    ]
    for client, door, path in ((ward, "portal", here), (agent, "console", there)):
        page = client.get(path).content.decode()
        for each in rows:
            url = reverse(f"{door}:file", args=[talk.ticket.number, each.file_id])
            assert (url in page, client.get(url).status_code) == (True, 200)
    sealed = reverse("console:original", args=[talk.ticket.number, rows[0].file.original_id])
    assert (sealed in agent.get(there).content.decode(), "originals/" in ward.get(here).content.decode()) == (
        True,
        False,
    )
    # Another hospital finds neither the talk nor its files.
    other, file = signed_in(cast, "hospital_b"), reverse("portal:file", args=[talk.ticket.number, rows[0].file_id])
    assert [other.get(here).status_code, other.get(file).status_code] == [404, 404]


def test_the_first_words_may_bring_a_file(cast: Cast) -> None:
    ward = signed_in(cast, "ward_a")
    assert ward.post("/portal/conversations/", FORM | {"uploads": tiny_file()}).status_code == 302
    assert Attachment.objects.get().ticket == Ticket.objects.get()


def test_a_text_kept_ready_is_put_into_the_line_of_who_attends(cast: Cast) -> None:
    said = aids.Said("缺纸", "您好，请看 {number} 的缺纸灯。")
    aid = aids.write(cast.actor("manager"), "reply", said, at=at(0))
    talk = talking(cast)
    here, version = f"/console/conversations/{talk.pk}/", aid.versions.get().pk
    agent = signed_in(cast, "agent")
    assert f'<option value="{version}">缺纸</option>' in agent.get(here).content.decode()
    filled = f"请看 {talk.ticket.number} 的缺纸灯。"
    assert filled in agent.get(f"{here}?canned={version}").content.decode()
    # Nobody else's line, nothing odd, and nothing is said by looking.
    assert filled not in signed_in(cast, "agent2").get(f"{here}?canned={version}").content.decode()
    assert agent.get(f"{here}?canned={'9' * 30}").status_code == 200
    assert Message.objects.filter(body__contains=filled).count() == 0


def test_the_handling_is_offered_with_the_talk_and_taken_by_its_own_yes(cast: Cast) -> None:
    talk = talking(cast)
    card = talk.ticket
    card.refresh_from_db()
    before = (card.first_contact, card.handler)
    agent, agent2 = signed_in(cast, "agent"), signed_in(cast, "agent2")
    wish = {"to": str(cast.users["agent2"].pk), "with_card": "on"}
    assert agent.post(f"/console/conversations/{talk.pk}/hand-over/", wish).status_code == 302
    offer = Offer.objects.get()
    assert (offer.to, offer.answer, offer.by) == (cast.users["agent2"], Offer.Answer.OPEN, cast.users["agent"])
    agent2.post(f"/console/conversations/{talk.pk}/taking/")
    card.refresh_from_db()
    # The talk is his; the card is not, before he says so.
    assert (card.first_contact, card.handler) == before
    accept = reverse("console:accept", args=[card.number])
    assert accept in agent2.get(f"/console/conversations/{talk.pk}/").content.decode()
    agent2.post(accept)
    card.refresh_from_db()
    assert (card.first_contact, card.handler) == (before[0], cast.users["agent2"])


def test_only_who_handles_the_card_offers_it(cast: Cast) -> None:
    talk = talking(cast)
    actions.hand_over(cast.actor("agent"), talk.pk, cast.users["agent2"].pk, at=at(3))
    actions.take(cast.actor("agent2"), talk.pk, at=at(4))
    agent2 = signed_in(cast, "agent2")
    form = agent2.get(f"/console/conversations/{talk.pk}/hand-over/").content.decode()
    wish = {"to": str(cast.users["agent"].pk), "with_card": "on"}
    refused = agent2.post(f"/console/conversations/{talk.pk}/hand-over/", wish)
    assert ("with_card" in form, refused.status_code, Offer.objects.count()) == (False, 422, 0)
    talk.refresh_from_db()
    assert talk.offered_to is None


def test_a_program_reads_a_talk_and_says_a_line_once(cast: Cast) -> None:
    talk = talking(cast)
    ward, agent2 = program(cast, "ward_a"), program(cast, "agent2")
    [row] = ward.ask(f"tickets/{talk.ticket.number}/conversations").json()["items"]
    assert (row["id"], row["stage"]) == (talk.pk, talk.stage.value)
    for _ in range(2):
        said = ward.send(f"conversations/{talk.pk}/lines", {"text": "亮红灯。"}, KEY)
        assert (said.status_code, [each["text"] for each in said.json()["lines"]]) == (201, ["亮红灯。"])
    lines = ward.ask(f"conversations/{talk.pk}").json()["lines"]
    assert [each["text"] for each in lines if each["said"] == "words"][-1] == "亮红灯。"
    assert agent2.send(f"conversations/{talk.pk}/lines", {"text": "x"}, KEY).status_code == 409
    assert program(cast, "hospital_b").ask(f"conversations/{talk.pk}").status_code == 404
