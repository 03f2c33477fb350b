"""A conversation: on a card from its first line, each line once and in order, attended by one."""

from datetime import timedelta

import pytest

from shouwen.apps.conversations import actions, queries
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.actions import Begun, Opening
from shouwen.apps.conversations.jobs import tend
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.online import Stage
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from tests.cast import Cast, at
from tests.faults.world import check_world

KEY = "talk-0123456789abcdef"
# 18:00 in Shanghai: closed since an hour.
EVENING = 8 * 60


def begun(cast: Cast, by: str = "ward_a", minutes: float = 0, key: str = KEY, **facts: str) -> Begun:
    said = Opening(text="打印机不出纸，怎么办？", **facts)
    return actions.begin(cast.actor(by), said, at=at(minutes), submission=key)


def talking(cast: Cast) -> Conversation:
    talk = begun(cast).talk
    assert talk is not None
    return actions.take(cast.actor("agent"), talk.pk, at=at(1))


def say(actor: Actor, talk: Conversation, text: str, minutes: float, key: str = "line-0123456789abcdef") -> int:
    return actions.say(actor, talk.pk, text, at=at(minutes), submission=key).sequence


def refused(do, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code


def test_the_whole_talk_is_on_the_card(cast: Cast) -> None:
    talk = talking(cast)
    agent, ward = cast.actor("agent"), cast.actor("ward_a")
    assert say(agent, talk, "您好，请看一下缺纸灯。", 2) == 3
    assert say(ward, talk, "亮的。", 3) == 4
    card = Ticket.objects.get()
    said = [(each.from_customer, each.body) for each in card.messages.order_by("pk")]
    assert said == [(True, "打印机不出纸，怎么办？"), (False, "您好，请看一下缺纸灯。"), (True, "亮的。")]
    assert (card.channel, card.service, card.handler, card.responded_at) == (
        "chat", "online", cast.users["agent"], at(2)
    )  # fmt: skip
    lines = [(line.sequence, line.said, line.by.username if line.by else "") for line in queries.lines_of(talk)]
    assert lines == [(1, "words", "ward_a"), (2, "joined", "agent"), (3, "words", "agent"), (4, "words", "ward_a")]
    talk.refresh_from_db()
    assert (talk.taken_at, talk.answered_at, talk.due_at, talk.stage) == (at(1), at(2), at(3), Stage.ATTENDED)
    assert [line.sequence for line in queries.lines_of(talk, after=2)] == [3, 4]
    assert check_world() == []


def test_a_line_that_is_sent_again_is_there_once(cast: Cast) -> None:
    talk = talking(cast)
    ward = cast.actor("ward_a")
    assert [say(ward, talk, "一", 2) for _ in range(3)] == [3, 3, 3]
    # The key is the person's own: the same key of another is another line.
    assert say(cast.actor("hospital_a"), talk, "二", 3) == 4
    assert begun(cast).talk == talk
    assert (Message.objects.count(), talk.lines.count(), Ticket.objects.count()) == (3, 4, 1)
    # Also after the end: what had arrived is told as it stands, what is new is refused.
    actions.end(ward, talk.pk, at=at(4))
    assert say(ward, talk, "一", 5) == 3
    assert refused(say, ward, talk, "三", 5, "other-0123456789abcdef") == "talk_ended"


def test_what_is_written_on_the_card_shows_in_the_talk(cast: Cast) -> None:
    talk = begun(cast).talk
    assert talk is not None
    number = Ticket.objects.get().number
    cards.reply(cast.actor("pm"), number, "我来看。", at=at(2), submission="reply-0123456789abcdef")
    cards.note(cast.actor("pm"), number, "内部：又是这台。", at=at(2), submission="note-0123456789abcdef")
    assert [line.message.body for line in queries.lines_of(talk) if line.message] == [
        "打印机不出纸，怎么办？", "我来看。"
    ]  # fmt: skip
    talk.refresh_from_db()
    assert (talk.answered_at, talk.agent) == (at(2), None)


def test_identifiers_are_covered(cast: Cast) -> None:
    talk = talking(cast)
    say(cast.actor("ward_a"), talk, "患者身份证 110101199003078515", 2)
    [line] = queries.lines_of(talk, after=2)
    assert line.message is not None
    assert ("110101199003078515" in line.message.body, line.message.masked) == (False, 1)


def test_out_of_hours_the_question_is_a_card(cast: Cast) -> None:
    found = begun(cast, minutes=EVENING)
    assert (found.talk, found.ticket.first_contact) == (None, cast.users["agent"])
    assert Conversation.objects.count() == 0
    hours = queries.hours(at(EVENING))
    assert (hours.open, hours.opens_at) == (False, at(23 * 60))
    # The same form again is the same card.
    assert begun(cast, minutes=EVENING).ticket == found.ticket


def test_it_may_join_a_card(cast: Cast) -> None:
    card = cast.report()
    found = begun(cast, minutes=5, card=card.number)
    assert (found.ticket, found.talk.stage if found.talk else None) == (card, Stage.WAITING)
    # One at a time: a second beginning is a line of the first.
    assert begun(cast, "hospital_a", 6, "second-0123456789abcdef", card=card.number).talk == found.talk
    assert (Conversation.objects.count(), Ticket.objects.count(), card.messages.count()) == (1, 1, 3)
    assert refused(begun, cast, "hospital_b", 7, "third-0123456789abcdef", card=card.number) == "absent"


def test_nobody_answers_in_time(cast: Cast) -> None:
    talk = begun(cast).talk
    assert talk is not None
    assert [tend(at(minutes)) for minutes in (2, 3, 4)] == [0, 1, 0]
    talk.refresh_from_db()
    assert (talk.late_at, talk.is_late(at(4)), queries.lines_of(talk)[-1].said) == (at(3), True, "late")
    # The duty agent, and who answers for the card.
    told = Notice.objects.filter(kind="talk_waits").values_list("person__username", flat=True)
    assert sorted(told) == ["agent", "pm"]
    assert tend(at(7 * 60 - 1)) == 0
    # The hours are over: it ends, the card goes on.
    assert (tend(at(7 * 60)), tend(at(7 * 60))) == (1, 0)
    talk.refresh_from_db()
    assert (talk.ended_because, Ticket.objects.get().state) == ("unattended", "accepted")
    manager = cast.actor("manager")
    assert (queries.standing(manager, at(500)).judged, queries.standing(manager, at(500)).unanswered) == (1, 1)


def test_a_quiet_one_ends_by_itself(cast: Cast) -> None:
    talk = talking(cast)
    say(cast.actor("agent"), talk, "好了吗？", 2)
    assert (tend(at(121)), tend(at(122))) == (0, 1)
    talk.refresh_from_db()
    assert talk.ended_because == "quiet"


def test_with_the_card_it_ends(cast: Cast) -> None:
    talk = talking(cast)
    number = Ticket.objects.get().number
    cards.withdraw(cast.actor("ward_a"), number, "不用了", at=at(3))
    talk.refresh_from_db()
    assert (talk.ended_because, talk.ended_at) == ("card_ended", at(3))
    assert check_world() == []


def test_one_agent_at_a_time(cast: Cast) -> None:
    talk = talking(cast)
    agent, agent2 = cast.actor("agent"), cast.actor("agent2")
    assert refused(actions.take, agent2, talk.pk, at=at(2)) == "talk_taken"
    assert refused(say, agent2, talk, "我来", 2) == "talk_not_yours"
    assert refused(actions.hand_over, agent2, talk.pk, cast.users["pm"].pk, at=at(2)) == "talk_not_yours"
    assert refused(actions.hand_over, agent, talk.pk, cast.users["agent"].pk, at=at(2)) == "talk_to_oneself"
    assert refused(actions.hand_over, agent, talk.pk, cast.users["auditor"].pk, at=at(2)) == "absent"
    actions.hand_over(agent, talk.pk, cast.users["agent2"].pk, at=at(3))
    assert Notice.objects.filter(kind="talk_offered").get().person == cast.users["agent2"]
    # It stays his until it is taken.
    say(agent, talk, "稍等。", 3)
    assert actions.take(agent2, talk.pk, at=at(4)).agent_id == agent2.id
    assert refused(say, agent, talk, "还有", 5, "more-0123456789abcdef") == "talk_not_yours"
    said = [line.said for line in queries.lines_of(talk)]
    assert said == ["words", "joined", "offered", "words", "joined"]


def test_whose_agent_has_left_the_desk_is_taken_over(cast: Cast) -> None:
    talk = talking(cast)
    agent2 = cast.actor("agent2")
    assert refused(actions.take, agent2, talk.pk, at=at(10)) == "talk_taken"
    assert actions.take(agent2, talk.pk, at=at(12)).agent_id == agent2.id


def test_who_is_there(cast: Cast) -> None:
    talk = talking(cast)
    agent, ward = cast.actor("agent"), cast.actor("ward_a")
    assert queries.other_side(talk, ward, at(2)).there is False
    actions.be_there(agent, talk.pk, typing=True, at=at(2))
    assert queries.other_side(talk, ward, at(2)) == queries.Other(True, True, at(2))
    assert queries.other_side(talk, ward, at(2.2)) == queries.Other(True, False, at(2))
    assert queries.other_side(talk, agent, at(2)).there is False
    assert [person.pk for person in queries.at_the_desk(at(2))] == [agent.id]
    actions.sit_down(agent, there=False, at=at(3))
    assert queries.at_the_desk(at(3)) == []


def test_who_reads_it_as_it_is_said_gets_no_notice(cast: Cast) -> None:
    talk = talking(cast)
    agent, ward = cast.actor("agent"), cast.actor("ward_a")
    say(agent, talk, "在吗？", 2, "first-0123456789abcdef")
    mine = Notice.objects.filter(person=cast.users["ward_a"], kind="reply_to_hospital")
    assert mine.count() == 1
    actions.be_there(ward, talk.pk, typing=False, at=at(3))
    say(agent, talk, "好的。", 3.5, "second-0123456789abcdef")
    assert mine.count() == 1
    say(agent, talk, "再见。", 5, "third-0123456789abcdef")
    assert mine.count() == 2


def test_another_hospital_finds_nothing(cast: Cast) -> None:
    talk = talking(cast)
    other = cast.actor("hospital_b")
    for do in (
        lambda: find(other, talk.pk),
        lambda: say(other, talk, "x", 2),
        lambda: actions.end(other, talk.pk, at=at(2)),
        lambda: actions.be_there(other, talk.pk, typing=False, at=at(2)),
        lambda: find(cast.actor("admin"), talk.pk),
    ):
        assert refused(do) == "absent"
    assert refused(actions.take, cast.actor("auditor"), talk.pk, at=at(2)) == "not_your_role"
    assert refused(actions.begin, cast.actor("agent"), Opening("x"), at=at(2), submission=KEY) == "not_your_role"
    assert refused(actions.sit_down, cast.actor("auditor"), there=True, at=at(2)) == "not_your_role"


def test_the_lists(cast: Cast) -> None:
    first = talking(cast)
    second = begun(cast, "hospital_b", 5, "second-0123456789abcdef").talk
    assert second is not None
    agent, agent2 = cast.actor("agent"), cast.actor("agent2")

    def listed(actor: Actor, **asked: str) -> list[int]:
        return [row.pk for row in queries.page(actor, queries.Wish.of(asked)).rows]

    assert (listed(agent), listed(agent, view="mine"), listed(agent2, view="mine")) == ([second.pk], [first.pk], [])
    assert listed(agent, view="all") == [second.pk, first.pk]
    assert listed(agent, view="all", hospital=str(cast.hospital.pk)) == [first.pk]
    assert listed(agent, view="all", agent=str(cast.users["agent"].pk)) == [first.pk]
    tend(at(5) + timedelta(minutes=3))
    assert listed(agent, view="all", late="1") == [second.pk, first.pk]
    assert queries.counts(agent) == queries.Counts(1, 1, 2)
    # Handed to me stands with what waits.
    actions.hand_over(agent, first.pk, cast.users["agent2"].pk, at=at(9))
    assert (listed(agent2), queries.counts(agent2).waiting) == ([first.pk, second.pk], 2)
    assert [row.pk for row in queries.of_hospital(cast.actor("hospital_a")).rows] == [first.pk]
