"""交接班: the list of one's open cards as they stand; signed for by who comes on, and by nobody else."""

import pytest

from shouwen.apps.duty.actions import hand_over, sign
from shouwen.apps.duty.models import HandOver
from shouwen.apps.duty.queries import hand_over_of, hand_overs
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.shift_list import cards_of_list, open_cards
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at


def why(act, *args, **more) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return caught.value.code, caught.value.facts.get("field")


def give(cast: Cast, to: str = "agent2", words: str = "", key: str = "k") -> HandOver:
    agent = cast.actor("agent")
    cards = [card.snapshot for card in open_cards(agent)]
    return hand_over(agent, cast.users[to].pk, words, cards, at=at(60), submission=f"{key}-0123456789")


def test_open_cards_with_what_they_wait_for_the_next_due_first(cast: Cast) -> None:
    agent = cast.actor("agent")
    held, offered, plain, done = (cast.report(key=key, minutes=n) for n, key in enumerate("abcd"))
    for number, ticket in enumerate((held, offered, plain, done)):
        actions.take(agent, ticket.number, at=at(10 + number))
    actions.reply(agent, plain.number, "请稍等。", at=at(15), submission="say-0123456789abc")
    actions.hold(agent, held.number, "third_party", "等医保中心", at=at(20))
    actions.offer(agent, offered.number, cast.users["developer"].pk, "看代码", at=at(21))
    actions.chase(cast.actor("ward_a"), offered.number, "急", at=at(22))
    actions.cancel(cast.actor("pm"), done.number, "not_ours", "网络问题", at=at(23))
    found = {card.ticket.number: (list(card.waits), card.last) for card in open_cards(agent)}
    report = "护士站打印机不出纸。 换纸无效。"
    assert found[held.number] == (["third_party"], found[held.number][1])
    assert found[offered.number][0] == ["offer", "chase"]
    assert found[plain.number] == ([], "请稍等。")
    assert done.number not in found
    assert report in {found[held.number][1], found[offered.number][1]} or found[held.number][1] == "等医保中心"


def test_a_card_in_nobodys_hands_is_its_first_contacts(cast: Cast) -> None:
    ticket = cast.report()
    assert [(card.ticket, card.waits) for card in open_cards(cast.actor("pm"))] == [(ticket, ["untaken"])]
    assert open_cards(cast.actor("agent")) == []


def test_the_list_is_kept_as_it_stood_and_signed_once(cast: Cast) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(5))
    row = give(cast, words="患者王小明 13812345678 在等")
    assert give(cast) == row
    kept = row.cards[0]
    assert (kept["number"], kept["grade"], kept["state"], kept["waits"]) == (ticket.number, 4, "working", [])
    assert "13812345678" not in row.words
    actions.hold(cast.actor("agent"), ticket.number, "third_party", "等", at=at(70))
    assert HandOver.objects.get().cards == [kept]
    assert why(sign, cast.actor("agent"), row.pk, at=at(70)) == ("not_the_receiver", None)
    assert why(sign, cast.actor("pm"), row.pk, at=at(70)) == ("absent", None)
    sign(cast.actor("agent2"), row.pk, at=at(71))
    sign(cast.actor("agent2"), row.pk, at=at(72))
    assert HandOver.objects.get().signed_at == at(71)


def test_who_reads_it(cast: Cast) -> None:
    row = give(cast)
    for who in ("agent", "agent2", "manager", "auditor"):
        assert (hand_over_of(cast.actor(who), row.pk), hand_overs(cast.actor(who))) == (row, [row])
    for who in ("pm", "resident", "admin"):
        assert why(hand_over_of, cast.actor(who), row.pk) == ("absent", None)
        assert hand_overs(cast.actor(who)) == []


def test_whoever_may_not_see_a_card_reads_its_number_alone(cast: Cast) -> None:
    ticket = cast.report(by="hospital_b")
    assert list(cards_of_list(cast.actor("resident"), [ticket.number])) == []
    assert list(cards_of_list(cast.actor("agent"), [ticket.number])) == [ticket.number]


def test_to_whom_it_cannot_be_given(cast: Cast) -> None:
    agent = cast.actor("agent")
    more = {"at": at(0), "submission": "k-0123456789"}
    assert why(hand_over, agent, cast.users["finance"].pk, "", [], **more) == ("absent", "receiver")
    assert why(hand_over, agent, agent.id, "", [], **more) == ("is_yourself", "receiver")
    assert why(hand_over, agent, cast.users["pm"].pk, "x" * 2001, [], **more) == ("text_too_long", "words")
    assert why(hand_over, cast.actor("finance"), cast.users["pm"].pk, "", [], **more) == ("not_your_role", None)
