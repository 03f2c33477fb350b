"""Cards that belong together, and the other ways in which a card ends."""

import pytest

from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.archive import due_to_archive
from shouwen.apps.tickets.actions.ending import due_to_close
from shouwen.apps.tickets.models import Clock, Message, Ticket
from shouwen.apps.tickets.record import digest_of
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value


def test_the_later_card_is_merged_into_the_earlier_and_stands_outside_the_rates(cast: Cast) -> None:
    first, second = cast.report(key="a"), cast.report(key="b", minutes=5, by="hospital_a")
    agent = cast.actor("agent")
    assert refusal(actions.merge, agent, first.number, second.number, at=at(6)).code == "not_earlier"
    actions.merge(agent, second.number, first.number, at=at(7))
    second.refresh_from_db()
    assert (second.state, second.outcome, second.next_due_at) == ("closed", "merged", None)
    assert set(Clock.objects.filter(ticket=second).values_list("state", flat=True)) == {"void"}
    assert list(verify()) == []


def test_cards_of_two_hospitals_are_never_merged(cast: Cast) -> None:
    first, second = cast.report(key="a"), cast.report(key="b", by="hospital_b", minutes=1)
    refused = refusal(actions.merge, cast.actor("agent"), second.number, first.number, at=at(2))
    assert (refused.code, refused.facts["field"]) == ("other_hospital", "into")


def test_a_link_is_made_once_and_taken_back(cast: Cast) -> None:
    first, second = cast.report(key="a"), cast.report(key="b", by="hospital_b", minutes=1)
    agent = cast.actor("agent")
    for minute in (2, 3):
        actions.link(agent, second.number, first.number, "related", at=at(minute))
    assert second.links.count() == 1
    assert refusal(actions.link, agent, second.number, first.number, "child", at=at(3)).code == "not_major"
    assert refusal(actions.link, agent, second.number, second.number, "related", at=at(3)).code == "itself"
    actions.unlink(agent, second.number, first.number, at=at(4))
    assert second.links.count() == 0


def test_a_split_card_keeps_the_first_word_and_the_first_contact(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.reply(agent, ticket.number, "收到", at=at(8), submission="s-0123456789abcdefgh")
    part = actions.split(agent, ticket.number, "另外：腕带也打不出", at=at(20), submission="split-0123456789abcd")
    assert (part.accepted_at, part.first_contact_id, part.number) == (
        ticket.accepted_at,
        ticket.first_contact_id,
        "SW-20260303-0002",
    )
    assert part.clocks.get(kind="response").state == "met"
    assert [(link.kind, link.other_id) for link in part.links.all()] == [("split", ticket.pk)]


def test_one_word_reaches_every_caller_of_a_major_incident_once(cast: Cast) -> None:
    parent = cast.report(key="a", answer="whole_hospital")
    child = cast.report(key="b", by="hospital_b", minutes=1)
    agent = cast.actor("agent")
    assert refusal(actions.announce, agent, parent.number, "x", at=at(2), submission="m" * 20).code == "not_major"
    actions.declare_major(agent, parent.number, at=at(2))
    actions.link(agent, child.number, parent.number, "child", at=at(3))
    for _ in range(2):
        actions.announce(agent, parent.number, "医保中心正在恢复。", at=at(4), submission="m" * 20)
    assert Message.objects.filter(body="医保中心正在恢复。").count() == 2
    # The same word for all is no answer to anyone: the response is still owed.
    assert set(Clock.objects.filter(kind="response").values_list("state", flat=True)) == {"running"}
    told = whole_card(cast.actor("hospital_b"), child.number, at(5))
    assert [message.body for message in told.messages][-1] == "医保中心正在恢复。"


def test_the_hospital_takes_its_request_back(cast: Cast) -> None:
    ticket = cast.report()
    actions.withdraw(cast.actor("ward_a"), ticket.number, "已经好了", at=at(5))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome, ticket.next_due_at) == ("closed", "withdrawn", None)
    assert set(ticket.clocks.values_list("state", flat=True)) == {"void"}
    assert refusal(actions.reopen, cast.actor("ward_a"), ticket.number, "又坏了", at=at(9)).code == "window_over"


def test_only_the_one_who_answers_says_that_it_is_not_ours(cast: Cast) -> None:
    ticket = cast.report()
    args = (ticket.number, "not_ours", "其他厂商的系统")
    assert refusal(actions.cancel, cast.actor("agent"), *args, at=at(2)).code == "not_the_first_contact"
    actions.cancel(cast.actor("pm"), *args, at=at(3))
    ticket.refresh_from_db()
    assert ticket.outcome == "not_ours"


def closed(cast: Cast) -> Ticket:
    ticket = cast.resolved()
    pm = cast.actor("pm")
    actions.follow_up(pm, ticket.number, "solved", "", "phone", at=at(40))
    actions.close(pm, ticket.number, at=at(50))
    ticket.refresh_from_db()
    return ticket


def test_a_closed_card_is_reopened_within_seven_days(cast: Cast) -> None:
    ticket = closed(cast)
    week = 7 * 24 * 60
    assert ticket.archives_at == at(50 + week)
    actions.reopen(cast.actor("ward_a"), ticket.number, "又出现", at=at(49 + week))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome, ticket.archives_at) == ("working", "", None)
    assert ticket.closures.get().undone_at == at(49 + week)


def test_after_seven_days_it_is_not(cast: Cast) -> None:
    ticket = closed(cast)
    refused = refusal(actions.reopen, cast.actor("ward_a"), ticket.number, "又出现", at=at(50 + 7 * 24 * 60))
    assert refused.code == "window_over"


def test_a_card_is_rated_once_on_five_steps(cast: Cast) -> None:
    ticket = closed(cast)
    ward = cast.actor("ward_a")
    assert refusal(actions.rate, ward, ticket.number, "6", "", at=at(60)).code == "unknown_choice"
    actions.rate(ward, ticket.number, "4", "还可以", at=at(61))
    assert (ticket.rating.score, ticket.rating.words) == (4, "还可以")
    assert refusal(actions.rate, ward, ticket.number, "5", "", at=at(62)).code == "already_rated"
    assert refusal(actions.rate, cast.actor("agent"), ticket.number, "5", "", at=at(62)).code == "not_your_role"


def test_a_silent_card_closes_by_itself_only_after_the_first_contact_has_tried(cast: Cast) -> None:
    ticket = cast.resolved()
    # Resolved on Tuesday 10:30: three working days later is Friday 10:30.
    assert ticket.closes_at == at(30 + 3 * 24 * 60)
    late = at(31 + 3 * 24 * 60)
    assert due_to_close(at(29 + 3 * 24 * 60)) == []
    assert due_to_close(late) == []
    assert actions.close_by_itself(ticket.pk, at=late) is False
    actions.follow_up(cast.actor("pm"), ticket.number, "unreached", "", "phone", at=late)
    assert due_to_close(late) == [ticket.pk]
    assert actions.close_by_itself(ticket.pk, at=late) is True
    assert actions.close_by_itself(ticket.pk, at=late) is False
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome, ticket.closures.get().by) == ("closed", "solved", None)


def test_when_the_window_is_over_the_card_is_frozen_and_only_revised(cast: Cast) -> None:
    ticket = closed(cast)
    over = at(50 + 7 * 24 * 60)
    assert due_to_archive(at(49 + 7 * 24 * 60)) == []
    assert due_to_archive(over) == [ticket.pk]
    assert actions.archive(ticket.pk, at=over) is True
    assert actions.archive(ticket.pk, at=over) is False
    ticket.refresh_from_db()
    first = ticket.archives.get()
    assert (ticket.state, first.number, first.revision) == ("archived", "BA-20260303-0001", 1)
    assert (first.document["first_contact"], first.document["outcome"]) == ("pm-name", "solved")
    assert first.sha256 == digest_of(first.document)
    pm = cast.actor("pm")
    assert refusal(actions.note, pm, ticket.number, "x", at=over, submission="n" * 20).code == "not_now"
    actions.revise(pm, ticket.number, "补记：已更新驱动版本", at=over)
    assert [row.revision for row in ticket.archives.all()] == [1, 2]
    first.refresh_from_db()
    assert first.document["revisions"] == []
    assert ticket.archives.last().document["revisions"][0]["words"] == "补记：已更新驱动版本"


def test_a_report_that_follows_an_archived_card_is_linked_to_it(cast: Cast) -> None:
    ticket = closed(cast)
    said = actions.Report(answer="question", text="又出现了", continues=ticket.number)
    later = actions.report(cast.actor("ward_a"), said, at=at(60), submission="later-0123456789abc")
    assert [(link.kind, link.other_id) for link in later.links.all()] == [("continues", ticket.pk)]
    foreign = actions.Report(answer="question", text="试试", continues=ticket.number)
    other = actions.report(cast.actor("hospital_b"), foreign, at=at(61), submission="foreign-0123456789a")
    assert other.links.count() == 0
