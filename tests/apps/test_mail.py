"""Letters over a real SMTP server on loopback."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as configured

from shouwen.apps.customers.models import Contact
from shouwen.apps.notices.letters import send
from shouwen.apps.outbox import claim
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions
from shouwen.config.mail import Smtp, smtp_of
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


class Inbox:
    """Takes every letter, or answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        return self.answer


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    kept = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.SMTP = Smtp("127.0.0.1", port)
    settings.MAIL_FROM = "首问 <desk@vendor.example>"
    yield kept
    controller.stop()


def addressed(cast: Cast, name: str = "agent", language: str = "") -> None:
    person = cast.users[name]
    person.email, person.language = f"{name}@vendor.example", language
    person.save()


def run(minutes: float) -> int:
    return deliver(lambda: at(minutes))


def test_a_notice_goes_out_in_both_languages_when_none_was_chosen(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    ticket = cast.report(answer="whole_hospital")
    assert run(1) == 1
    (letter,) = inbox.letters
    delivery = Delivery.objects.get()
    assert letter["To"] == "agent@vendor.example"
    assert letter["Message-ID"] == f"<{delivery.key}@vendor.example>"
    assert (letter["Auto-Submitted"], letter["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert letter["Subject"] == f"您是 {ticket.number} 的首问责任人"
    text = letter.get_content()
    link = f"{configured.SITE_URL}/console/tickets/{ticket.number}/"
    assert text.splitlines()[:3] == [letter["Subject"], "示例一院 · 护士站打印机不出纸", link]
    assert f"You are the first contact of {ticket.number}" in text


def test_a_person_who_chose_a_language_reads_only_that(cast: Cast, inbox: Inbox) -> None:
    addressed(cast, language="en")
    ticket = cast.report(answer="whole_hospital")
    run(1)
    (letter,) = inbox.letters
    assert letter["Subject"] == f"You are the first contact of {ticket.number}"
    assert "首问责任人" not in letter.get_content()


def test_accepted_but_not_marked_gives_a_second_copy_of_the_same_letter(cast: Cast, inbox: Inbox) -> None:
    """The one window in which a letter can come twice; both copies have one Message-ID."""
    addressed(cast)
    cast.report(answer="whole_hospital")
    (held,) = claim.claim(["email"], at(1), 10)
    send(held)  # the server took it, and then our process died
    assert run(2) == 0
    assert run(7) == 1
    assert len(inbox.letters) == 2
    assert len({letter["Message-ID"] for letter in inbox.letters}) == 1


@pytest.mark.parametrize(("answer", "state", "attempts"), [("550 no such box", "dead", 1), ("451 later", "pending", 1)])
def test_a_server_that_refuses(cast: Cast, inbox: Inbox, answer: str, state: str, attempts: int) -> None:
    addressed(cast)
    cast.report(answer="whole_hospital")
    inbox.answer = answer
    run(1)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (state, attempts)


def test_a_server_that_is_not_there_costs_no_try_and_the_card_does_not_care(cast: Cast, settings: Any) -> None:
    settings.SMTP = Smtp("127.0.0.1", 1)
    addressed(cast)
    assert cast.report(answer="whole_hospital").number
    assert run(1) == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("pending", 0)
    assert delivery.last_error.startswith("ConnectionRefusedError")


def test_without_a_server_nothing_fails_and_it_shows(cast: Cast) -> None:
    addressed(cast)
    cast.report(answer="whole_hospital")
    assert (run(1), Delivery.objects.get().state) == (0, "no_route")


def test_a_day_later_a_letter_says_nothing_that_the_card_does_not_say_better(cast: Cast, inbox: Inbox) -> None:
    addressed(cast)
    cast.report(answer="whole_hospital")
    assert (run(25 * 60), Delivery.objects.get().state, inbox.letters) == (0, "stale", [])


def test_a_person_who_may_no_longer_read_the_card_gets_no_letter(cast: Cast, inbox: Inbox) -> None:
    """Readers are found again when the letter is sent."""
    addressed(cast, "hospital_a")
    ticket = cast.report(by="hospital_a")
    actions.reply(cast.actor("agent"), ticket.number, "您好", at=at(1), submission="moved-0123456789abcdef")
    Contact.objects.filter(user=cast.users["hospital_a"]).update(hospital=cast.other_hospital)
    ticket.opened_by = cast.users["ward_a"]
    ticket.save()
    assert (run(2), Delivery.objects.get().state, inbox.letters) == (0, "withdrawn", [])


def test_a_line_break_in_a_name_makes_no_header(cast: Cast, inbox: Inbox) -> None:
    addressed(cast, "pm")
    cast.hospital.short_name = "一院\nBcc: x@evil.example"
    cast.hospital.save()
    ticket = cast.report()
    actions.reply(cast.actor("ward_a"), ticket.number, "在吗", at=at(1), submission="break-0123456789abcdef")
    assert run(2) == 2
    assert [letter["Bcc"] for letter in inbox.letters] == [None, None]


def test_the_address_of_the_server() -> None:
    assert smtp_of("") is None
    assert smtp_of("smtp://a%40b:p%3Aw@mail.example:587?starttls=1") == Smtp(
        "mail.example", 587, "a@b", "p:w", starttls=True
    )
    assert smtp_of("smtps://mail.example") == Smtp("mail.example", 465, tls=True)
    with pytest.raises(SystemExit):
        smtp_of("mail.example")
