"""The check of the world finds what it is there to find."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from shouwen.apps.customers.models import Department
from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.tickets.models import Clock, FollowUp, NumberSeries, Ticket
from shouwen.policy.lifecycle import State
from tests.cast import Cast, at
from tests.faults.acts import TRIALS, prepare
from tests.faults.world import check_world, half_written, orphans

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(cast: Cast, settings: Any, tmp_path: Any) -> str:
    settings.FILES_ROOT = tmp_path / "files"
    number = prepare(cast, TRIALS["close"], "k")
    TRIALS["reply"].act(cast, number, "k")
    TRIALS["close"].act(cast, number, "k")
    return number


def the_file() -> StoredFile:
    return StoredFile.objects.get()


FAULTS: dict[str, tuple[Callable[[Ticket], object], str]] = {
    "state": (lambda card: Ticket.objects.update(state=State.WORKING), "{number}: state: 'working', told "),
    "closure": (lambda card: card.closures.all().delete(), "{number}: closures: 0, told 1"),
    "message": (lambda card: card.messages.filter(attachments=None).delete(), "{number}: messages: 1, told 2"),
    "fact": (lambda card: card.facts.filter(type="responded").delete(), "{number}: facts: "),
    "handler": (lambda card: Ticket.objects.update(handler=card.first_contact), "{number}: handler: "),
    "clock": (lambda card: Clock.objects.filter(kind="response").update(due_at=at(1)), "{number}: clocks: "),
    "ledger": (lambda card: _sql("UPDATE ledger_event SET code = 'ticket.noted' WHERE seq = 5"), "ledger: "),
    "number": (lambda card: NumberSeries.objects.update(last=2), "SW-20260303-: 1 cards, counter 2, last "),
    "no bytes": (lambda card: path_of(the_file().pk).unlink(), "file {file}: no bytes"),
    "other bytes": (lambda card: path_of(the_file().pk).write_bytes(b"x"), "file {file}: other bytes"),
    "border": (
        lambda card: Ticket.objects.update(department=Department.objects.exclude(hospital=card.hospital).first()),
        "{number}: department__hospital is another hospital",
    ),
    "event without its row": (lambda card: FollowUp.objects.all().delete(), "{number}: follow-ups: 0, told 1"),
}


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sound_world(number: str) -> None:
    thanked = ["k-0123456789abcdef", "k-0123456789abcdef-reply"]
    assert (check_world(thanked), orphans(), half_written()) == ([], set(), set())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(number: str, name: str) -> None:
    plant, said = FAULTS[name]
    expected = said.format(number=number, file=the_file().pk)
    plant(Ticket.objects.get())
    assert [line[: len(expected)] for line in check_world()][:1] == [expected]


def test_what_is_lost_is_named(number: str) -> None:
    assert check_world(["never-kept"]) == ["lost: never-kept"]


def test_bytes_that_nobody_speaks_of(number: str) -> None:
    stray = path_of(the_file().pk).with_name("0" * 32)
    stray.write_bytes(b"x")
    stray.with_suffix(".part").write_bytes(b"x")
    assert (orphans(), half_written()) == ({stray.name, stray.name + ".part"}, {stray.name + ".part"})
