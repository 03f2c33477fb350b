"""Faxes by hand: on paper a card or a note, once; sent, each try is written down, and arrived it is the word."""

from typing import Any

import pytest

from shouwen.apps.faxes import actions as faxes
from shouwen.apps.faxes import queries
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.channels.test_fax import KEY, made, stands

pytestmark = pytest.mark.django_db


def test_by_hand_with_tries(cast: Cast, settings: Any) -> None:
    settings.FAX = None
    card, agent = cast.report(), cast.actor("agent")
    with pytest.raises(Refused, match="fax_no_gateway"):
        made(cast, card)
    fax = made(cast, card, way="hand")
    assert stands(fax) == "to_print"
    for turn, result in enumerate(("busy", "no_answer", "delivered")):
        for _twice in range(2):
            key = f"{KEY}-try-{turn}"
            faxes.note_fax_try(agent, fax.pk, result, at(2 + turn), at=at(3 + turn), submission=key)
    assert list(fax.tries.values_list("result", flat=True)) == ["busy", "no_answer", "delivered"]
    card.refresh_from_db()
    assert (stands(fax), card.responded_at) == ("delivered", at(5))


@pytest.mark.parametrize(
    ("result", "sent", "code"),
    [("waiting", 2, "unknown_choice"), ("busy", 9, "time_not_past"), ("busy", -9, "dates_order")],
)
def test_what_cannot_be_is_not_written_down(cast: Cast, result: str, sent: float, code: str) -> None:
    fax = made(cast, cast.report(), way="hand")
    with pytest.raises(Refused, match=code):
        faxes.note_fax_try(cast.actor("agent"), fax.pk, result, at(sent), at=at(3), submission=KEY)


def test_on_paper_it_is_a_card_or_a_note_once(cast: Cast) -> None:
    agent = cast.actor("agent")
    new = actions.Intake("fax", "住院发票打不出。", "incident", "department", "limited", cast.hospital.pk)
    came = faxes.Received("0755-8335 0000", 3, at(0), "住院发票打不出。", new=new)
    for _twice in range(2):
        fax = faxes.log_fax(agent, came, at=at(1), submission=KEY)
    assert fax.ticket is not None
    assert (Ticket.objects.count(), fax.ticket.channel, fax.pages, fax.ticket.responded_at) == (1, "fax", 3, None)
    more = faxes.Received("", 1, at(2), "补充一页。", card=fax.ticket.number.lower())
    for _twice in range(2):
        faxes.log_fax(agent, more, at=at(3), submission=f"{KEY}-2")
    assert Message.objects.filter(ticket=fax.ticket, audience="internal", body="补充一页。").count() == 1
    for wrong, field in (
        (faxes.Received("abc", 1, at(2), "x", card="SW-1"), "number"),
        (faxes.Received("", 0, at(2), "x", card="SW-1"), "pages"),
        (faxes.Received("", 1, at(9), "x", card="SW-1"), "received_at"),
        (faxes.Received("", 1, at(2), "x", card="SW-1"), "card"),
    ):
        with pytest.raises(Refused) as refused:
            faxes.log_fax(agent, wrong, at=at(3), submission=f"{KEY}-3")
        assert refused.value.facts["field"] == field


def test_a_hospital_and_another_see_no_fax(cast: Cast) -> None:
    fax = made(cast, cast.report(by="hospital_a"), way="hand")
    for who in ("hospital_a", "hospital_b"):
        with pytest.raises(Refused, match="absent"):
            queries.find(cast.actor(who), fax.pk)
        with pytest.raises(Refused, match="absent"):
            faxes.call_off_fax(cast.actor(who), fax.pk, at=at(2))
    with pytest.raises(Refused, match="not_your_role"):
        faxes.call_off_fax(cast.actor("auditor"), fax.pk, at=at(2))
