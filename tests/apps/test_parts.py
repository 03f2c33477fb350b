"""Everything that hangs on a card, read in one question, is what the ORM reads kind by kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions, events
from shouwen.apps.tickets.models import Attachment, Message, Problem, Ticket
from shouwen.apps.tickets.parts import LEFT_OUT, OF_TICKET, parts_of
from tests.cast import Cast
from tests.faults.acts import TRIALS, prepare

pytestmark = pytest.mark.django_db


def lived(cast: Cast, name: str) -> Ticket:
    """A card to which this act has been done."""
    number = prepare(cast, TRIALS[name], name)
    TRIALS[name].act(cast, number, name)
    return Ticket.objects.filter(messages__isnull=False).order_by("pk").first() or pytest.fail("no card")


def values(rows: list[object], left_out: set[str]) -> list[dict[str, object]]:
    return [{key: value for key, value in vars(row).items() if key[0] != "_" and key not in left_out} for row in rows]


NAMES = ["reply", "close", "chase", "dispute", "settle", "arrive", "substitute", "retitle", "accept"]


@pytest.mark.parametrize("name", NAMES)
def test_as_the_orm_reads_them(cast: Cast, name: str) -> None:
    ticket = lived(cast, name)
    with CaptureQueriesContext(connection) as caught:
        found = parts_of(cast.actor("agent"), ticket.pk)
    assert len(caught) == 1
    for model in OF_TICKET:
        left_out = LEFT_OUT.get(model, set())
        there = list(model._default_manager.filter(ticket=ticket))
        assert values(found[model], left_out) == values(there, left_out), model
    chain = Event.objects.filter(subject_kind=events.SUBJECT, subject_id=ticket.pk).order_by("seq")
    assert values(found[Event], set()) == values(list(chain), set())
    files = [(row, row.file) for row in Attachment.objects.filter(ticket=ticket).select_related("file").order_by("pk")]
    assert [(row, row.file) for row in found[Attachment]] == files


def test_a_hospital_gets_no_note_nothing_with_it_and_no_problem(cast: Cast) -> None:
    number = prepare(cast, TRIALS["note"], "inside")
    TRIALS["note"].act(cast, number, "inside")
    ticket = Ticket.objects.get(number=number)
    actions.open_problem(cast.actor("agent"), number, "像是驱动", ticket.module_id, at=ticket.changed_at)
    inside, outside = (parts_of(cast.actor(who), ticket.pk) for who in ("agent", "ward_a"))
    assert {row.audience for row in inside[Message]} == {"public", "internal"}
    assert {row.audience for row in outside[Message]} == {"public"}
    assert (len(inside[Attachment]) - len(outside[Attachment]), len(inside[Problem]), outside[Problem]) == (1, 1, [])
