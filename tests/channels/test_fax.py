"""Faxes by a gateway that speaks mail: a card from a known number, a letter a try, and a result that counts once."""

import io
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from PIL import Image

from shouwen.apps.channels.actions import attach_waiting, open_of_mail, take_in_mail
from shouwen.apps.channels.fax.gateway import gateway_of
from shouwen.apps.channels.jobs import fetch
from shouwen.apps.channels.mail.server import Imap
from shouwen.apps.channels.models import Mail
from shouwen.apps.faxes import actions as faxes
from shouwen.apps.faxes import queries
from shouwen.apps.faxes.models import FaxIn, FaxOut, FaxTry
from shouwen.apps.notices.models import Notice
from shouwen.apps.originals.queries import content_of
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Attachment, Message, Ticket
from shouwen.config.mail import Smtp
from shouwen.policy.fax import Result
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.channels.imap_script import Box
from tests.channels.letters import AUTHSERV

pytestmark = pytest.mark.django_db
SENDER = "robot@gw.example"
PASS = f"{AUTHSERV}; dmarc=pass header.from=gw.example"
KEY = "fax-0123456789abcdef"


class Inbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def gateway(cast: Cast, settings: Any) -> Iterator[Inbox]:
    settings.MAIL_AUTHSERV, settings.MAIL_FROM = AUTHSERV, "首问 <desk@vendor.example>"
    settings.FAX = gateway_of(SENDER, "gw.example", "subject:Fax from {number}", "")
    cast.hospital.campuses.update(fax="0755-8335 0000")
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.SMTP = Smtp("127.0.0.1", port, timeout=5)
    yield inbox
    server.stop()


def tiff(pages: int = 2, size: tuple[int, int] = (1728, 1100), dpi: tuple[int, int] = (204, 98)) -> bytes:
    drawn = [Image.new("1", size, 1) for _ in range(pages)]
    out = io.BytesIO()
    drawn[0].save(out, "TIFF", compression="group4", save_all=True, append_images=drawn[1:], dpi=dpi)
    return out.getvalue()


def faxed(
    content: bytes | None = None,
    subject: str = "Fax from +86 755 83350000, 2 pages",
    *,
    sender: str = SENDER,
    proof: str = PASS,
    name: str = "page.tif",
    message_id: str = "<1@gw.example>",
) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, "desk@vendor.example", subject, message_id
    # A gateway is a machine, and says so.
    made["Auto-Submitted"] = "auto-generated"
    if proof:
        made["Authentication-Results"] = proof
    made.set_content("")
    made.add_attachment(tiff() if content is None else content, maintype="image", subtype="tiff", filename=name)
    return made.as_bytes()


def told(key: str, words: str, *, proof: str = PASS, message_id: str = "<r@gw.example>") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = SENDER, "desk@vendor.example", message_id
    made["Subject"] = f"Re: FAX {key}"
    if proof:
        made["Authentication-Results"] = proof
    made.set_content(words)
    return made.as_bytes()


def test_a_fax_from_a_known_number_opens_a_card_and_its_pages_are_sealed(cast: Cast, gateway: Inbox) -> None:
    mail = take_in_mail(faxed(), at=at(0))
    card = Ticket.objects.get()
    mail.refresh_from_db()
    assert (mail.fate, mail.state, mail.ticket, mail.fax_number) == ("fax", "done", card, "+86 755 83350000")
    facts = (card.hospital, card.channel, card.grade, card.first_contact, card.first_contact_because)
    assert facts == (cast.hospital, "fax", 3, cast.users["pm"], "account_manager")
    assert (card.accepted_at, card.responded_at, card.handler) == (at(0), None, None)
    [page] = Attachment.objects.filter(ticket=card)
    assert (page.file.label, page.file.media_type, page.shows_patient) == ("page.pdf.txt", "text/plain", True)
    assert content_of(page.file.original).startswith(b"%PDF-")
    assert [(each.number, each.pages, each.ticket, each.mail) for each in FaxIn.objects.all()] == [
        ("+86 755 83350000", 2, card, mail)
    ]
    # Nobody is answered: two machines would talk.
    deliver(lambda: at(1), only={"fax"})
    assert gateway.letters == []


def test_the_same_letter_again_opens_nothing(cast: Cast, gateway: Inbox) -> None:
    for minutes in range(3):
        take_in_mail(faxed(), at=at(minutes))
    assert (Ticket.objects.count(), FaxIn.objects.count()) == (1, 1)


def test_by_the_mailbox_itself(cast: Cast, gateway: Inbox, settings: Any) -> None:
    box = Box()
    settings.MAILBOX = Imap("127.0.0.1", box.port, "desk", "secret", timeout=5)
    box.put(faxed())
    box.put(faxed(subject="Fax from 0571-1111 2222", message_id="<2@gw.example>"))
    assert (fetch(at(0)), Ticket.objects.count(), Mail.objects.filter(state="waiting").count()) == (2, 1, 1)
    box.close()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subject": "Fax from 0571-8335 0000"}, "fax_unknown"),
        ({"subject": "Fax from 83350000"}, "fax_unknown"),
        ({"subject": "A fax for you"}, "fax_unknown"),
        ({"content": b"II*\x00" + b"\x00" * 40}, "fax_no_page"),
        ({"proof": ""}, "not_proved"),
        ({"proof": f"{AUTHSERV}; dmarc=fail"}, "forged"),
        # Any other address says the same words: it is a letter like all others.
        ({"sender": "robot@evil.example"}, "automatic"),
    ],
)
def test_what_is_not_sure_waits_for_a_person(cast: Cast, gateway: Inbox, changes: dict[str, Any], why: str) -> None:
    mail = take_in_mail(faxed(**changes), at=at(0))
    mail.refresh_from_db()
    assert (mail.why, Ticket.objects.count()) == (why, 0)
    assert mail.state == ("done" if why == "automatic" else "waiting")


def test_a_number_of_two_hospitals_is_nobodys(cast: Cast, gateway: Inbox) -> None:
    cast.other_hospital.campuses.update(fax="075583350000")
    mail = take_in_mail(faxed(), at=at(0))
    mail.refresh_from_db()
    assert (mail.why, mail.state) == ("fax_unknown", "waiting")


def test_a_machine_that_is_stuck_opens_no_more(cast: Cast, gateway: Inbox) -> None:
    found = [take_in_mail(faxed(message_id=f"<{turn}@gw.example>"), at=at(turn)).pk for turn in range(22)]
    whys = Mail.objects.filter(pk__in=found).order_by("pk").values_list("why", flat=True)
    assert list(whys) == ["fax"] * 20 + ["too_many"] * 2


def test_a_huge_tiff_is_left_out_and_named(cast: Cast, gateway: Inbox) -> None:
    bomb = Image.new("1", (20_000, 20_000), 1)
    out = io.BytesIO()
    bomb.save(out, "TIFF", compression="group4")
    mail = take_in_mail(faxed(out.getvalue(), name="<img src=x>.tif"), at=at(0))
    mail.refresh_from_db()
    assert (mail.why, mail.left_out) == ("fax_no_page", [["<img src=x>.tif", "picture_too_large"]])


def test_a_person_reads_the_page_and_puts_it_on_the_card_that_it_names(cast: Cast, gateway: Inbox) -> None:
    card, agent = cast.report(), cast.actor("agent")
    mail = take_in_mail(faxed(subject="Fax from 0571-1111 2222"), at=at(0))
    original = mail.files.get().file.original
    assert original is not None
    with pytest.raises(Refused, match="not_your_role"):
        open_of_mail(cast.actor("developer"), mail.pk, original.pk, "看看", at=at(1))
    opening = open_of_mail(agent, mail.pk, original.pk, "看是哪家医院", at=at(1))
    assert (opening.number, opening.until) == (f"MAIL-{mail.pk}", at(6))
    attach_waiting(agent, mail.pk, card.number, at=at(2))
    note = Message.objects.get(ticket=card, audience="internal")
    assert note.body.startswith("传真 Fax 0571-1111 2222")
    assert [each.shows_patient for each in note.attachments.all()] == [True]
    assert FaxIn.objects.get().ticket == card


def made(cast: Cast, card: Ticket, minutes: float = 1, way: str = "gateway", key: str = KEY) -> FaxOut:
    wanted = faxes.Wanted("0755-8335 0000", "请重启打印服务。", "王主任", "zh-hans", way)
    return faxes.make_fax(cast.actor("agent"), card.number, wanted, at=at(minutes), submission=key)


def stands(fax: FaxOut) -> str:
    return queries.standing(FaxOut.objects.select_related("ticket").get(pk=fax.pk)).state


def test_a_fax_goes_out_as_one_letter_and_is_the_response_when_it_arrived(cast: Cast, gateway: Inbox) -> None:
    card = cast.report()
    fax = made(cast, card)
    assert (made(cast, card, 2).pk, FaxTry.objects.count(), stands(fax)) == (fax.pk, 1, "queued")
    assert deliver(lambda: at(2), only={"fax"}) == 1
    [envelope] = gateway.letters
    key = FaxTry.objects.get().key
    assert envelope.rcpt_tos == ["075583350000@gw.example"]
    assert f"Message-ID: <{key}@vendor.example>".encode() in envelope.content
    assert (stands(fax), Message.objects.filter(ticket=card).count()) == ("handed_over", 1)
    card.refresh_from_db()
    assert card.responded_at is None
    take_in_mail(told(str(key), "Your fax was sent successfully."), at=at(9))
    card.refresh_from_db()
    said = Message.objects.filter(ticket=card).order_by("pk").last()
    assert said is not None
    assert (said.body, said.author, said.at, card.responded_at) == (
        "请重启打印服务。",
        cast.users["agent"],
        at(9),
        at(9),
    )
    assert stands(fax) == "delivered"
    # Told once more, by another letter; and then that it failed.
    take_in_mail(told(str(key), "success", message_id="<r2@gw.example>"), at=at(10))
    take_in_mail(told(str(key), "failed", message_id="<r3@gw.example>"), at=at(11))
    assert (Message.objects.filter(ticket=card).count(), stands(fax)) == (2, "delivered")


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("传真发送失败：对方占线", "busy"),
        ("No answer after 3 dials", "no_answer"),
        ("Transmission unsuccessful", "failed"),
        ("已成功送达", "delivered"),
    ],
)
def test_what_the_gateway_says(cast: Cast, gateway: Inbox, words: str, state: str) -> None:
    fax = made(cast, cast.report())
    deliver(lambda: at(2), only={"fax"})
    take_in_mail(told(str(FaxTry.objects.get().key), words), at=at(3))
    assert stands(fax) == state
    people = Notice.objects.filter(kind="fax_failed").values_list("person__username", flat=True)
    assert set(people) == (set() if state == "delivered" else {"agent", "pm"})


def test_busy_is_tried_again_and_only_then(cast: Cast, gateway: Inbox) -> None:
    fax, agent = made(cast, cast.report()), cast.actor("agent")
    with pytest.raises(Refused, match="fax_under_way"):
        faxes.send_fax_again(agent, fax.pk, at=at(2))
    deliver(lambda: at(2), only={"fax"})
    first = str(FaxTry.objects.get().key)
    take_in_mail(told(first, "busy"), at=at(3))
    again = faxes.send_fax_again(agent, fax.pk, at=at(4))
    deliver(lambda: at(5), only={"fax"})
    assert (len(gateway.letters), again.key != first, stands(fax)) == (2, True, "handed_over")
    # The first arrived after all.
    take_in_mail(told(first, "delivered", message_id="<r2@gw.example>"), at=at(6))
    assert (stands(fax), Message.objects.filter(body="请重启打印服务。").count()) == ("delivered", 1)


def test_a_forged_result_counts_for_nothing(cast: Cast, gateway: Inbox, settings: Any) -> None:
    fax = made(cast, cast.report())
    deliver(lambda: at(2), only={"fax"})
    key = str(FaxTry.objects.get().key)
    forged = take_in_mail(told(key, "success", proof=f"{AUTHSERV}; dmarc=fail"), at=at(3))
    guessed = take_in_mail(told(f"fax-{fax.pk}-{'0' * 24}", "success", message_id="<g@x>"), at=at(3))
    guessed.refresh_from_db()
    assert (forged.why, guessed.why, guessed.state, stands(fax)) == (
        "forged",
        "fax_not_ours",
        "waiting",
        "handed_over",
    )
    # Where no server proves anybody, the name of the sending does: nobody else was told it.
    settings.MAIL_AUTHSERV = ""
    take_in_mail(told(key, "success", proof="", message_id="<k@gw.example>"), at=at(4))
    assert stands(fax) == "delivered"


def test_a_result_that_says_nothing_waits_for_a_person(cast: Cast, gateway: Inbox) -> None:
    fax = made(cast, cast.report())
    deliver(lambda: at(2), only={"fax"})
    mail = take_in_mail(told(str(FaxTry.objects.get().key), "Rapport 17"), at=at(3))
    mail.refresh_from_db()
    assert (mail.why, mail.state, stands(fax)) == ("fax_unclear", "waiting", "handed_over")


def test_a_gateway_that_writes_without_a_return_path_is_heard(cast: Cast, gateway: Inbox) -> None:
    take_in_mail(b"Return-Path: <>\r\n" + faxed(), at=at(0))
    assert Ticket.objects.get().channel == "fax"
    fax = made(cast, cast.report())
    deliver(lambda: at(2), only={"fax"})
    take_in_mail(b"Return-Path: <>\r\n" + told(str(FaxTry.objects.get().key), "busy"), at=at(3))
    assert stands(fax) == "busy"


def test_a_letter_that_comes_back_is_a_fax_that_failed(cast: Cast, gateway: Inbox) -> None:
    fax = made(cast, cast.report())
    deliver(lambda: at(2), only={"fax"})
    key = FaxTry.objects.get().key
    back = (
        b"From: MAILER-DAEMON@gw.example\r\nReturn-Path: <>\r\nSubject: Undelivered\r\n"
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n'
        b"Message-ID: <" + str(key).encode() + b"@vendor.example>\r\n\r\nx\r\n--b--\r\n"
    )
    take_in_mail(back, at=at(3))
    assert (stands(fax), queries.standing(FaxOut.objects.get(pk=fax.pk)).may_send) == ("failed", True)


def test_what_is_called_off_or_known_to_have_arrived_is_not_sent(cast: Cast, gateway: Inbox) -> None:
    card, agent = cast.report(), cast.actor("agent")
    off, there = made(cast, card), made(cast, card, key=f"{KEY}-2")
    faxes.call_off_fax(agent, off.pk, at=at(2))
    faxes.note_fax_try(agent, there.pk, "delivered", at(2), at=at(3), submission=KEY)
    assert (deliver(lambda: at(4), only={"fax"}), gateway.letters) == (0, [])
    assert set(Delivery.objects.filter(channel="fax").values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(Refused, match="fax_ended"):
        faxes.call_off_fax(agent, there.pk, at=at(5))


def test_what_a_machine_has_not_sent_in_a_day_is_told_and_not_sent(cast: Cast, gateway: Inbox) -> None:
    fax = made(cast, cast.report())
    assert (deliver(lambda: at(1) + timedelta(hours=25), only={"fax"}), stands(fax)) == (0, "too_late")


def test_a_fax_that_arrives_after_the_card_has_ended_has_arrived(cast: Cast, gateway: Inbox) -> None:
    card = cast.resolved()
    fax = made(cast, card, 32)
    deliver(lambda: at(33), only={"fax"})
    actions.follow_up(cast.actor("pm"), card.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), card.number, at=at(41))
    assert faxes.hear_result(str(FaxTry.objects.get().key), Result.DELIVERED, at=at(50))
    assert (stands(fax), Message.objects.filter(body="请重启打印服务。").count()) == ("delivered", 0)


def test_the_gateway_as_settings_name_it() -> None:
    assert gateway_of("", "") is None
    found = gateway_of("A@gw.example, @b.example", "@GW.example", "sender:{number}", "busy=besetzt|occupé")
    assert found is not None
    assert (found.senders, found.domain, found.place) == ({"a@gw.example", "@b.example"}, "gw.example", "sender")
    assert found.words[Result.BUSY] == ("besetzt", "occupé")
    for wrong in (("nobody", ""), ("a@b", "x y"), ("a@b", "gw", "body:{number}"), ("a@b", "gw", "", "lost=x")):
        with pytest.raises(SystemExit):
            gateway_of(*wrong)
