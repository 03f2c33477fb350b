"""A letter comes in: on a card by a proved sender or a signed address, else set aside; never by its subject."""

from typing import Any

import pytest

from shouwen.apps.channels.actions import attach_waiting, bring_back, discard, take_in_mail, take_in_waiting, whole_of
from shouwen.apps.channels.mail.addresses import number_in, reply_address
from shouwen.apps.channels.models import Mail
from shouwen.apps.notices.letters import letter as notice_letter
from shouwen.apps.notices.models import Notice
from shouwen.apps.originals.queries import content_of
from shouwen.apps.outbox.email import message_id
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.intake import Intake
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.channels.letters import AUTHSERV, letter, raw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(cast: Cast, settings: Any) -> None:
    settings.MAIL_REPLY, settings.MAIL_FROM = "desk@vendor.example", "Shouwen <desk@vendor.example>"
    settings.MAIL_AUTHSERV = AUTHSERV
    for name in ("hospital_a", "hospital_b", "ward_a"):
        cast.users[name].email = f"{name}@hospital.example"
        cast.users[name].save()


def test_a_proved_sender_opens_a_card_and_the_same_letter_again_opens_none(cast: Cast) -> None:
    mail = take_in_mail(raw("收费窗口打印不出发票。患者张三，电话13812345678。"), at=at(0))
    again = take_in_mail(raw("收费窗口打印不出发票。患者张三，电话13812345678。"), at=at(5))
    assert (again.pk, Ticket.objects.count()) == (mail.pk, 1)
    card = Ticket.objects.get()
    assert (mail.fate, mail.ticket, card.channel, card.opened_by) == ("new", card, "mail", cast.users["hospital_a"])
    assert (card.title, card.accepted_at, card.grade) == ("发票打印", at(0), 3)
    assert "13812345678" not in Message.objects.get(ticket=card).body + mail.text


def test_an_answer_to_our_letter_comes_to_its_card_by_the_signed_address_alone(cast: Cast) -> None:
    card = cast.report(by="hospital_a")
    actions.reply(cast.actor("agent"), card.number, "您好", at=at(1), submission="r-0123456789abcdef")
    told = Notice.objects.get(kind="reply_to_hospital", person=cast.users["hospital_a"])
    assert notice_letter(told).reply_to == reply_address(card.number)
    answer = raw(
        "好了，谢谢。\n\n> 您好", to=reply_address(card.number).upper(), proof="", message_id="<two@hospital.example>"
    )
    mail = take_in_mail(answer, at=at(2))
    assert (mail.fate, mail.ticket) == ("answer", card)
    said = Message.objects.filter(ticket=card).order_by("pk").last()
    assert said is not None
    assert (said.body, said.author, said.from_customer) == ("好了，谢谢。", cast.users["hospital_a"], True)


def test_by_the_id_of_our_letter_only_when_the_sender_is_proved(cast: Cast) -> None:
    card = cast.report(by="hospital_a")
    event = Delivery.objects.count()
    actions.reply(cast.actor("agent"), card.number, "您好", at=at(1), submission="r-0123456789abcdef")
    ours = message_id(Delivery.objects.order_by("pk")[event].key)
    sure = take_in_mail(raw("行", message_id="<a@h.example>", In_Reply_To=ours), at=at(2))
    unsure = take_in_mail(raw("行", message_id="<b@h.example>", References=f"<x@y.example> {ours}", proof=""), at=at(2))
    assert [(sure.fate, sure.ticket), (unsure.fate, unsure.why)] == [("answer", card), ("quarantine", "not_proved")]
    # A further letter of the same conversation.
    third = take_in_mail(raw("再补充", message_id="<c@h.example>", In_Reply_To="<a@h.example>"), at=at(3))
    assert (third.fate, third.ticket) == ("answer", card)


def test_an_answer_that_is_delivered_before_its_letter_joins_it_on_one_card(cast: Cast) -> None:
    later = raw("补充：还有收费窗口。", message_id="<c@h.example>", References="<a@h.example> <b@h.example>")
    answer = take_in_mail(later, at=at(1))
    first = take_in_mail(raw("系统登录不了。", message_id="<a@h.example>"), at=at(2))
    between = take_in_mail(raw("再说一句。", message_id="<b@h.example>", In_Reply_To="<a@h.example>"), at=at(3))
    card = Ticket.objects.get()
    assert [(each.fate, each.ticket) for each in (answer, first, between)] == [("new", card), *[("answer", card)] * 2]
    said = Message.objects.filter(ticket=card).order_by("pk")
    assert [each.body.splitlines()[-1] for each in said if each.from_customer] == [
        "补充：还有收费窗口。",
        "系统登录不了。",
        "再说一句。",
    ]


def test_nobody_joins_the_card_of_another_hospital_by_naming_its_letter(cast: Cast) -> None:
    take_in_mail(raw("一", message_id="<c@h.example>", References="<a@h.example>"), at=at(1))
    stranger = raw("二", message_id="<a@h.example>", sender="hospital_b@hospital.example")
    assert take_in_mail(stranger, at=at(2)).why == "not_his_card"


def test_what_is_masked_on_a_card_keeps_its_original(cast: Cast) -> None:
    take_in_mail(raw("患者张三，电话13812345678，打不出发票。"), at=at(0))
    said = Message.objects.get(ticket=Ticket.objects.get())
    assert said.original is not None
    assert "13812345678" in content_of(said.original).decode()


@pytest.mark.parametrize("changed", [False, True])
def test_a_letter_that_was_set_aside_keeps_its_original_until_it_is_on_a_card(cast: Cast, changed: bool) -> None:
    mail = take_in_mail(raw("患者电话13812345678，打不出发票。", sender="x@y.example"), at=at(0))
    assert mail.original is not None
    assert ("13812345678" in mail.text, "13812345678" in content_of(mail.original).decode()) == (False, True)
    text = whole_of(mail, mail.text) + ("补充" if changed else "")
    said = Intake("mail", text, "advice", hospital_id=cast.hospital.pk, contacted_at=at(0))
    card = take_in_waiting(cast.actor("agent"), mail.pk, said, at=at(1))
    message = Message.objects.order_by("pk").get(ticket=card)
    assert ("13812345678" in message.body, message.original is not None) == (False, not changed)


def test_a_subject_decides_nothing(cast: Cast) -> None:
    card = cast.report(by="hospital_a")
    mail = take_in_mail(raw("行", subject=f"Re: {card.number}"), at=at(2))
    assert (mail.fate, mail.ticket != card, Ticket.objects.count()) == ("new", True, 2)


@pytest.mark.parametrize(
    ("changes", "fate", "why"),
    [
        ({"sender": "x@y.example"}, "quarantine", "unknown_sender"),
        ({"proof": ""}, "quarantine", "not_proved"),
        ({"proof": f"{AUTHSERV}; dmarc=fail"}, "quarantine", "forged"),
        # Whoever writes his own proof under another name proves nothing.
        ({"proof": "mx.evil.example; dmarc=pass"}, "quarantine", "not_proved"),
        ({"proof": f"{AUTHSERV}; dkim=pass header.d=evil.example"}, "quarantine", "forged"),
        ({"sender": "desk@vendor.example"}, "ignored", "from_ourselves"),
        ({"Auto_Submitted": "auto-replied"}, "ignored", "automatic"),
    ],
)
def test_what_is_not_sure_opens_nothing(cast: Cast, changes: dict[str, str], fate: str, why: str) -> None:
    mail = take_in_mail(raw(**changes), at=at(0))
    assert (mail.fate, mail.why, Ticket.objects.count()) == (fate, why, 0)


def test_another_hospitals_card_is_not_reached_by_its_address(cast: Cast) -> None:
    card = cast.report(by="hospital_a")
    mail = take_in_mail(raw(sender="hospital_b@hospital.example", to=reply_address(card.number)), at=at(1))
    assert (mail.fate, mail.why, Message.objects.filter(ticket=card).count()) == ("quarantine", "not_his_card", 1)
    wrong = reply_address(card.number).replace(".", ".0", 1)
    assert (number_in([reply_address(card.number)]), number_in([wrong])) == (card.number, "")


def test_two_machines_that_answer_each_other_are_stopped(cast: Cast) -> None:
    fates = [take_in_mail(raw(message_id=f"<{n}@h.example>"), at=at(n)).why for n in range(22)]
    assert fates == ["new"] * 20 + ["too_many"] * 2


def test_an_answer_to_a_card_that_has_ended_opens_one_that_follows_it(cast: Cast) -> None:
    card = cast.resolved()
    actions.follow_up(cast.actor("pm"), card.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), card.number, at=at(41))
    sent = raw("又坏了", sender="ward_a@hospital.example", to=reply_address(card.number))
    mail = take_in_mail(sent, at=at(60))
    assert mail.ticket is not None
    assert (mail.ticket.pk != card.pk, mail.ticket.channel) == (True, "mail")


def test_files_come_along_and_what_is_not_taken_is_named(cast: Cast) -> None:
    made = letter()
    made.add_attachment(b"a line of a log", maintype="text", subtype="plain", filename="log.txt")
    made.add_attachment(
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff", maintype="application", subtype="octet-stream", filename="x.exe"
    )
    mail = take_in_mail(made.as_bytes(), at=at(0))
    said = Message.objects.get(ticket=mail.ticket)
    assert [each.file.label for each in said.attachments.all()] == ["log.txt"]
    assert mail.left_out == [["x.exe", "file_kind"]]


def test_a_bounce_makes_a_dead_letter(cast: Cast) -> None:
    sent = Delivery.objects.create(
        key="notice-9-9", channel="email", payload={}, state="sent", made_at=at(0), not_before=at(0)
    )
    back = (
        b"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nSubject: Undelivered\r\n"
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n'
        b"Message-ID: <notice-9-9@vendor.example>\r\n\r\nx\r\n--b--\r\n"
    )
    assert take_in_mail(back, at=at(1)).fate == "bounce"
    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("dead", "bounced: Undelivered")


def test_what_was_set_aside_becomes_a_card_or_goes_on_one_or_is_let_go(cast: Cast) -> None:
    made = letter(sender="老王 <wang@new.example>")
    made.add_attachment(b"a line of a log", maintype="text", subtype="plain", filename="log.txt")
    mail = take_in_mail(made.as_bytes(), at=at(0))
    agent = cast.actor("agent")
    with pytest.raises(Refused, match="not_your_role"):
        discard(cast.actor("resident"), mail.pk, "垃圾", at=at(1))
    discard(agent, mail.pk, "广告", at=at(1))
    with pytest.raises(Refused, match="mail_is_handled"):
        attach_waiting(agent, mail.pk, "SW-1", at=at(2))
    bring_back(agent, mail.pk, at=at(3))
    card = cast.report()
    attach_waiting(agent, mail.pk, card.number.lower(), at=at(4))
    note = Message.objects.get(ticket=card, audience="internal")
    assert "老王 <wang@new.example>" in note.body
    assert [each.file.label for each in note.attachments.all()] == ["log.txt"]
    other = take_in_mail(raw("打印", sender="li@new.example", message_id="<z@new.example>"), at=at(10))
    said = Intake("mail", "打印", "advice", hospital_id=cast.hospital.pk, contacted_at=other.received_at)
    made_card = take_in_waiting(agent, other.pk, said, at=at(12))
    other.refresh_from_db()
    assert (other.ticket, other.state, other.handled_by) == (made_card, "done", cast.users["agent"])
    assert (made_card.channel, made_card.accepted_at) == ("mail", at(10))
    assert Mail.objects.filter(state="waiting").count() == 0
