"""Fetching: what is unread comes in once, whatever breaks on the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from shouwen.apps.channels.jobs import fetch
from shouwen.apps.channels.mail.server import Imap, imap_of
from shouwen.apps.channels.models import Mail
from shouwen.apps.outbox.models import Rest
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at
from tests.channels.imap_script import Box
from tests.channels.letters import AUTHSERV, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(cast: Cast, settings: Any) -> Iterator[Box]:
    made = Box()
    settings.MAILBOX = Imap("127.0.0.1", made.port, "desk", "secret", timeout=5)
    settings.MAIL_AUTHSERV, settings.MAIL_FROM = AUTHSERV, "desk@vendor.example"
    cast.users["hospital_a"].email = "hospital_a@hospital.example"
    cast.users["hospital_a"].save()
    yield made
    made.close()


def test_what_is_unread_comes_in_and_is_marked(box: Box) -> None:
    box.put(raw("一", message_id="<1@h.example>"))
    box.put(raw("二", message_id="<2@h.example>"))
    assert (fetch(at(0)), box.seen, Ticket.objects.count()) == (2, {1, 2}, 2)
    assert (fetch(at(1)), Mail.objects.count()) == (0, 2)


@pytest.mark.parametrize("step", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE"])
def test_a_line_that_breaks_loses_nothing_and_doubles_nothing(box: Box, step: str) -> None:
    box.put(raw("一", message_id="<1@h.example>"))
    box.breaks_at = step
    fetch(at(0))
    assert Rest.objects.filter(channel="imap").count() == 1
    # It is left alone for a minute.
    assert (fetch(at(0.5)), box.seen) == (0, set())
    fetch(at(0) + timedelta(seconds=61))
    assert (box.seen, Mail.objects.count(), Ticket.objects.count()) == ({1}, 1, 1)
    assert not Rest.objects.filter(channel="imap").exists()


def test_a_letter_that_stumbles_stops_no_other(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.put(b"From: \xff\xfe\r\nContent-Type: multipart/mixed\r\n\r\n")
    box.put(raw("二", message_id="<2@h.example>"))
    assert (fetch(at(0)), Ticket.objects.count()) == (2, 1)
    assert Mail.objects.order_by("pk")[0].fate == "quarantine"


def test_a_line_that_breaks_within_a_letter(box: Box) -> None:
    box.put(raw("一", message_id="<1@h.example>"))
    box.breaks_inside = True
    assert (fetch(at(0)), Mail.objects.count()) == (0, 0)
    fetch(at(0) + timedelta(seconds=61))
    assert (box.seen, Mail.objects.count(), Ticket.objects.count()) == ({1}, 1, 1)


def test_a_full_mailbox_doubles_nothing_holds_up_nothing_and_is_told(box: Box) -> None:
    box.full = True
    for count in range(25):
        box.put(raw(f"第{count}封", message_id=f"<{count}@h.example>", sender=f"x{count}@y.example"))
    assert (fetch(at(0)), Mail.objects.count(), box.seen) == (20, 20, set())
    [rest] = Rest.objects.filter(channel="imap")
    assert rest.because == "20 letters came in and cannot be marked as read: is the mailbox full?"
    # The five behind them come in all the same.
    assert (fetch(at(2)), Mail.objects.count()) == (5, 25)
    box.full = False
    assert (fetch(at(4)), Mail.objects.count(), len(box.seen)) == (0, 25, 25)
    assert not Rest.objects.filter(channel="imap").exists()


def test_a_restored_mailbox_brings_nothing_twice(box: Box) -> None:
    box.put(raw("一", message_id="<1@h.example>"))
    box.put(raw("二", message_id="<2@h.example>"))
    fetch(at(0))
    box.restore()
    box.put(raw("三", message_id="<3@h.example>"))
    assert (fetch(at(1)), Mail.objects.count(), Ticket.objects.count()) == (1, 3, 3)
    assert box.seen == set(box.letters)


def test_no_mailbox_asks_nobody(cast: Cast, settings: Any) -> None:
    settings.MAILBOX = None
    assert fetch(at(0)) == 0


def test_the_mailbox_as_an_address_names_it() -> None:
    assert imap_of("imaps://desk%40v.example:p%3Aw@mx.v.example/In%20here") == Imap(
        "mx.v.example", 993, "desk@v.example", "p:w", "In here", tls=True
    )
    assert imap_of("imap://a:b@h?starttls=1") == Imap("h", 143, "a", "b", starttls=True)
    assert imap_of("") is None
    with pytest.raises(SystemExit):
        imap_of("pop3://a:b@h")
