"""Faults 21 and 22: a mail server that is down for a day, slow, hanging, refusing, or gone in mid-sentence."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery, Rest
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.config.mail import Smtp
from tests.cast import Cast, at
from tests.faults.smtp_script import Misdeed, Sink, drips, drops, hangs, sinking
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db
HOUR = 60


@pytest.fixture
def sink(cast: Cast, settings: Any) -> Iterator[Sink]:
    """A mail server; a second is patience enough on this machine. Whoever is told anything has an address."""
    for name, person in cast.users.items():
        person.email = f"{name}@vendor.example"
        person.save()
    with sinking() as made:
        settings.SMTP = Smtp("127.0.0.1", made.port, timeout=1, patience=2)
        settings.MAIL_FROM = "首问 <desk@vendor.example>"
        yield made


def run(minutes: float) -> int:
    return deliver(lambda: at(minutes))


def talk(cast: Cast, key: str, minutes: float) -> Ticket:
    """A card on which five things happen within ten minutes, each told by letter."""
    ticket = cast.report(key=key, minutes=minutes)
    agent, ward = cast.actor("agent"), cast.actor("ward_a")
    actions.take(agent, ticket.number, at=at(minutes + 1))
    for turn, actor in enumerate((ward, agent, ward, agent)):
        key_ = f"{key}-{turn}-0123456789abcdef"
        actions.reply(actor, ticket.number, f"第 {turn} 句", at=at(minutes + 2 + turn), submission=key_)
    return ticket


def events_sent(sink: Sink) -> list[int]:
    """The event that each letter tells of, in the order of their coming."""
    return [int(letter.split("-")[1]) for letter in sink.letters]


def test_fault_21_a_day_without_a_mail_server(cast: Cast, sink: Sink, settings: Any) -> None:
    """Cards go on; nothing uses up a try; on its return what is still worth reading goes out, in order; once."""
    there = settings.SMTP
    with socket.create_server(("127.0.0.1", 0)) as free:
        nowhere = Smtp("127.0.0.1", free.getsockname()[1], timeout=1)
    settings.SMTP = nowhere
    tickets = []
    for hour in range(0, 25, 2):
        tickets.append(talk(cast, f"card{hour}", hour * HOUR))
        assert run(hour * HOUR + 20) == 0
    back = 25 * HOUR
    every = Delivery.objects.count()
    late = Delivery.objects.filter(not_after__lt=at(back)).count()
    assert 0 < late < every
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    rest = Rest.objects.get()
    assert (rest.since, rest.because) == (at(20), "ConnectionRefusedError: [Errno 111] Connection refused")
    settings.SMTP = there
    started = time.monotonic()
    sent = run(back)
    while sent + late < every:
        more = run(back)
        assert more > 0
        sent += more
    seconds = time.monotonic() - started
    states = {state: Delivery.objects.filter(state=state).count() for state in ("sent", "stale", "pending")}
    assert states == {"sent": every - late, "stale": late, "pending": 0}
    assert (len(sink.letters), len(set(sink.letters))) == (every - late, every - late)
    card_of = dict(Event.objects.values_list("pk", "subject_id"))
    for ticket in tickets:
        told = [event for event in events_sent(sink) if card_of[event] == ticket.pk]
        assert told == sorted(told)
    assert (Rest.objects.count(), run(back + 10), check_world()) == (0, 0, [])
    print(f"fault 21: {every} letters in 24 h, {every - late} sent in {seconds:.1f} s, {late} stale, none twice")  # noqa: T201


MISDEEDS: list[tuple[str, str, Misdeed, str, int, str, bool]] = [
    # What it does where; state and tries afterwards; what is written down; does the server have the letter?
    ("greets a byte at a time", "COMES", drips, "pending", 0, "", False),
    ("never greets", "COMES", hangs, "pending", 0, "", False),
    ("421 as a greeting", "COMES", b"421 busy", "pending", 0, "SMTPConnectError", False),
    ("answers MAIL a byte at a time", "MAIL", drips, "pending", 1, "", False),
    ("421 to MAIL", "MAIL", b"421 closing", "pending", 1, "421", False),
    ("451 to RCPT", "RCPT", b"451 greylisted", "pending", 1, "451", False),
    ("550 to RCPT", "RCPT", b"550 no such box", "dead", 1, "550", False),
    ("552 to MAIL", "MAIL", b"552 too large", "dead", 1, "552", False),
    ("hangs after DATA", "DATA", hangs, "pending", 1, "", False),
    ("hangs after the letter", "END", hangs, "pending", 1, "SMTPServerDisconnected", True),
    ("a byte at a time after the letter", "END", drips, "pending", 1, "", True),
    ("drops after the letter", "END", drops, "pending", 1, "SMTPServerDisconnected", True),
    ("451 after the letter", "END", b"451 try later", "pending", 1, "451", True),
    ("550 after the letter", "END", b"550 spam", "dead", 1, "550", True),
    ("drops instead of goodbye", "QUIT", drops, "sent", 1, "", True),
    ("hangs instead of goodbye", "QUIT", hangs, "sent", 1, "", True),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "does", "state", "tries", "error", "has_it"),
    [row[1:] for row in MISDEEDS],
    ids=[row[0] for row in MISDEEDS],
)
def test_fault_22_a_mail_server_that(
    cast: Cast, sink: Sink, step: str, does: Misdeed, state: str, tries: int, error: str, has_it: bool
) -> None:
    """Over within its time; afterwards tried again, with the same Message-ID when nobody knows whether it was taken."""
    cast.report()
    sink.does[step] = does
    started = time.monotonic()
    run(1)
    assert time.monotonic() - started < 6  # thrice its patience: the greeting has its own, and the goodbye
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, error in delivery.last_error) == (state, tries, True), (
        delivery.last_error
    )
    assert len(sink.letters) == int(has_it)
    sink.does.clear()
    run(10)
    delivery.refresh_from_db()
    assert delivery.state == ("dead" if state == "dead" else "sent")
    assert len(set(sink.letters)) == (0 if state == "dead" and not has_it else 1)
    assert check_world() == []


@pytest.mark.slow
def test_fault_22_a_server_that_hangs_on_each_letter_ends_in_time_for_every_lease(cast: Cast, sink: Sink) -> None:
    """Each letter has one try of its own, and none is tried by two because the first worker was still waiting."""
    talk(cast, "slow", 0)
    sink.does["END"] = hangs
    assert run(10) == 0
    tries = list(Delivery.objects.values_list("attempts", flat=True))
    assert (set(tries), len(sink.letters)) == ({1}, len(tries))
    sink.does.clear()
    run(13)
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 2)}
    assert (len(set(sink.letters)), check_world()) == (len(tries), [])
