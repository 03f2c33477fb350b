"""Conversations at one moment: one agent has it, a line is there once, the lines have one order."""

import pytest

from shouwen.apps.conversations import actions
from shouwen.apps.conversations.actions import Opening
from shouwen.apps.conversations.models import Conversation, Line
from shouwen.apps.tickets.models import Message, Ticket
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "talk-0123456789abcdef"
AGENTS = ("agent", "agent2", "pm", "manager", "developer", "resident")


def begin(cast: Cast, key: str = KEY) -> int:
    found = actions.begin(cast.actor("ward_a"), Opening("打印机不出纸？"), at=at(0), submission=key)
    return found.talk.pk if found.talk else 0


def test_of_six_agents_exactly_one_takes_it(shared_cast: Cast) -> None:
    talk = begin(shared_cast)
    actors = [shared_cast.actor(name) for name in AGENTS]
    outcomes = at_once(len(AGENTS), lambda index: str(actions.take(actors[index], talk, at=at(1)).agent_id))
    kept = Conversation.objects.get()
    assert sorted(outcomes) == sorted([str(kept.agent_id), *["talk_taken"] * (len(AGENTS) - 1)])
    assert Ticket.objects.get().handler_id == kept.agent_id
    assert check_world() == []


def test_the_same_form_eight_times_is_one_conversation(shared_cast: Cast) -> None:
    outcomes = at_once(8, lambda _index: str(begin(shared_cast)))
    assert set(outcomes) == {str(Conversation.objects.get().pk)}
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def test_lines_of_both_sides_each_sent_twice(shared_cast: Cast) -> None:
    talk = begin(shared_cast)
    actions.take(shared_cast.actor("agent"), talk, at=at(1))
    both = [shared_cast.actor(name) for name in ("agent", "ward_a")]

    def say(index: int) -> str:
        # Two of each: the second is the same line again.
        who, turn = both[index % 2], index // 4
        actions.say(who, talk, f"{turn}", at=at(2), submission=f"line-{turn}-0123456789abcdef")
        return "said"

    assert set(at_once(16, say)) == {"said"}
    lines = list(Line.objects.filter(conversation=talk).order_by("sequence"))
    assert [line.sequence for line in lines] == list(range(1, 11))
    assert (Message.objects.count(), Conversation.objects.get().last_line) == (9, 10)
    # In the order in which the card has them.
    messages = [line.message_id for line in lines if line.message_id]
    assert messages == sorted(messages)
    assert check_world() == []
