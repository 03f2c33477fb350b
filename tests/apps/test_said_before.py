"""A word that was kept is kept, also for whoever asks again when the card has moved on."""

import pytest

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
KEY = "said-0123456789abcdef"


@pytest.mark.parametrize("act", [actions.reply, actions.note, actions.split])
def test_the_same_word_again_is_the_same_answer_after_the_closing(cast: Cast, act) -> None:  # type: ignore[no-untyped-def]
    ticket = cast.resolved()
    agent = cast.actor("agent")
    first = act(agent, ticket.number, "另有一事。", at=at(31), submission=KEY)
    before = Message.objects.count(), Ticket.objects.count()
    Ticket.objects.filter(pk=ticket.pk).update(state="archived")
    assert act(agent, ticket.number, "另有一事。", at=at(60), submission=KEY) == first
    assert (Message.objects.count(), Ticket.objects.count()) == before
    with pytest.raises(Refused) as refused:
        act(agent, ticket.number, "新的一句。", at=at(61), submission=KEY + "-new")
    assert refused.value.code == "not_now"
