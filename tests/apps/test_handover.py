"""Passing a card on: offers, chases, disputes, journeys; and the card taken in by staff."""

from datetime import timedelta

import pytest

from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions, queue
from shouwen.apps.tickets.actions.offer import lapsed_offers
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value


def taken(cast: Cast) -> Ticket:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    return ticket


def offered(cast: Cast, to: str = "developer") -> Ticket:
    ticket = taken(cast)
    actions.offer(cast.actor("agent"), ticket.number, cast.users[to].pk, "需要看代码", at=at(10))
    return ticket


def test_an_offer_changes_nothing_until_it_is_accepted(cast: Cast) -> None:
    ticket = offered(cast)
    ticket.refresh_from_db()
    assert (ticket.handler.username, ticket.level) == ("agent", "service_centre")
    actions.accept(cast.actor("developer"), ticket.number, at=at(12))
    ticket.refresh_from_db()
    assert (ticket.handler.username, ticket.level, ticket.first_contact.username) == ("developer", "development", "pm")
    assert list(verify()) == []


def test_only_the_named_receiver_accepts(cast: Cast) -> None:
    ticket = offered(cast)
    assert refusal(actions.accept, cast.actor("agent2"), ticket.number, at=at(11)).code == "no_offer"


def test_a_resident_offered_a_card_of_another_hospital_may_accept_and_then_see_it(cast: Cast) -> None:
    ticket = cast.report(by="hospital_b")
    resident = cast.actor("resident")
    assert queue.queue(resident, queue.View(queue.Tab.ALL), at(2)).tickets == []
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    actions.offer(cast.actor("agent"), ticket.number, cast.users["resident"].pk, "离得近", at=at(2))
    assert [each.pk for each in queue.queue(resident, queue.View(queue.Tab.UNTAKEN), at(3)).tickets] == [ticket.pk]
    actions.accept(resident, ticket.number, at=at(4))
    ticket.refresh_from_db()
    assert (ticket.handler.username, ticket.level) == ("resident", "frontline")


def test_a_declined_offer_comes_back_with_the_reason(cast: Cast) -> None:
    ticket = offered(cast)
    refused = refusal(actions.decline, cast.actor("developer"), ticket.number, " ", at=at(11))
    assert (refused.code, refused.facts["field"]) == ("text_missing", "words")
    actions.decline(cast.actor("developer"), ticket.number, "不是程序问题", at=at(11))
    ticket.refresh_from_db()
    assert (ticket.handler.username, Offer.objects.get().answer) == ("agent", "declined")


def test_an_unanswered_offer_comes_back_after_fifteen_minutes_once(cast: Cast) -> None:
    ticket = offered(cast)
    row = Offer.objects.get()
    assert lapsed_offers(at(24.9)) == []
    assert lapsed_offers(at(25)) == [row.pk]
    assert refusal(actions.accept, cast.actor("developer"), ticket.number, at=at(25)).code == "offer_lapsed"
    assert actions.lapse(row.pk, at=at(24)) is False
    assert actions.lapse(row.pk, at=at(25)) is True
    assert actions.lapse(row.pk, at=at(26)) is False
    assert story("ticket", ticket.pk)[-1].code == "ticket.offer_lapsed"
    assert refusal(actions.accept, cast.actor("developer"), ticket.number, at=at(27)).code == "no_offer"


@pytest.mark.parametrize(
    ("to", "code", "field"), [("agent", "is_the_handler", "receiver"), ("finance", "absent", "receiver")]
)
def test_to_whom_nothing_is_offered(cast: Cast, to: str, code: str, field: str) -> None:
    ticket = taken(cast)
    refused = refusal(actions.offer, cast.actor("agent"), ticket.number, cast.users[to].pk, "x", at=at(2))
    assert (refused.code, refused.facts["field"]) == (code, field)


def test_one_offer_at_a_time_and_it_can_be_taken_back(cast: Cast) -> None:
    ticket = offered(cast)
    agent = cast.actor("agent")
    again = (agent, ticket.number, cast.users["agent2"].pk, "x")
    assert refusal(actions.offer, *again, at=at(11)).code == "offer_open"
    actions.withdraw_offer(agent, ticket.number, at=at(12))
    actions.offer(*again, at=at(13))
    assert [row.answer for row in Offer.objects.all()] == ["withdrawn", "open"]


def test_a_chase_has_an_answer_due_and_a_persons_word_answers_it(cast: Cast) -> None:
    ticket = taken(cast)
    actions.reply(cast.actor("agent"), ticket.number, "在看", at=at(5), submission="c0-0123456789abcdef")
    actions.chase(cast.actor("ward_a"), ticket.number, "很急", at=at(100))
    ticket.refresh_from_db()
    assert ticket.next_due_at == at(160)
    assert refusal(actions.chase, cast.actor("ward_a"), ticket.number, "", at=at(101)).code == "chase_open"
    actions.reply(cast.actor("ward_a"), ticket.number, "？", at=at(102), submission="c1-0123456789abcdef")
    assert ticket.chases.get().answered_at is None
    actions.reply(cast.actor("agent"), ticket.number, "马上", at=at(110), submission="c2-0123456789abcdef")
    assert ticket.chases.get().answered_at == at(110)


def test_the_hospital_may_dispute_the_grade_and_a_person_answers(cast: Cast) -> None:
    ticket = taken(cast)
    assert refusal(actions.dispute, cast.actor("agent"), ticket.number, "x", at=at(2)).code == "not_your_role"
    actions.dispute(cast.actor("ward_a"), ticket.number, "整个病区都停了", at=at(3))
    assert refusal(actions.settle, cast.actor("agent"), ticket.number, "yes", "x", at=at(4)).code == (
        "not_the_first_contact"
    )
    actions.settle(cast.actor("pm"), ticket.number, "yes", "已改为三级", at=at(5))
    row = ticket.disputes.get()
    assert (row.upheld, row.answered_by.username) == (True, "pm")
    assert refusal(actions.settle, cast.actor("pm"), ticket.number, "no", "x", at=at(6)).code == "no_dispute"


def test_the_arrival_clock_runs_from_the_decision_to_dispatch(cast: Cast) -> None:
    ticket = taken(cast)
    actions.dispatch(cast.actor("agent"), ticket.number, cast.users["resident"].pk, "远程不通", at=at(30))
    clock = ticket.clocks.get(kind="arrival")
    # On-site service is in the paid line: two hours.
    assert (clock.target_minutes, clock.due_at, clock.state) == (120, at(150), "running")
    actions.arrive(cast.actor("resident"), ticket.number, at=at(100))
    clock.refresh_from_db()
    assert (clock.state, clock.stopped_at) == ("met", at(100))
    # Who stands there has reached the hospital.
    heard = ticket.clocks.get(kind="response")
    assert (heard.stopped_at, Ticket.objects.get().responded_at) == (at(100), at(100))
    assert refusal(actions.arrive, cast.actor("resident"), ticket.number, at=at(101)).code == "no_journey"


def call(cast: Cast, **more) -> actions.Intake:
    said = {
        "channel": "phone",
        "text": "收费处打不开",
        "kind": "incident",
        "impact": "department",
        "urgency": "limited",
    }
    return actions.Intake(**(said | {"hospital_id": cast.hospital.pk} | more))


def test_a_call_answered_is_a_response_and_its_agent_the_first_contact(cast: Cast) -> None:
    ticket = actions.take_in(cast.actor("agent"), call(cast), at=at(0), submission="call-0123456789abcdef")
    assert (ticket.first_contact.username, ticket.first_contact_because) == ("agent", "took_the_word")
    assert (ticket.handler.username, ticket.state, ticket.grade, ticket.service) == ("agent", "working", 3, "hotline")
    response = ticket.clocks.get(kind="response")
    assert (response.state, response.stopped_at) == ("met", at(0))


def test_a_fax_is_not_answered_by_being_written_down(cast: Cast) -> None:
    said = call(cast, channel="fax")
    ticket = actions.take_in(cast.actor("agent"), said, at=at(0), submission="fax-0123456789abcdefg")
    assert ticket.clocks.get(kind="response").state == "running"


def test_a_card_written_down_afterwards_counts_from_the_real_contact(cast: Cast) -> None:
    said = call(cast, contacted_at=at(0), channel="walk_in")
    refused = refusal(actions.take_in, cast.actor("resident"), said, at=at(90), submission="late-0123456789abcde")
    assert (refused.code, refused.facts["field"]) == ("late_reason_missing", "late_because")
    said = call(cast, contacted_at=at(0), channel="walk_in", late_because="在病区现场")
    ticket = actions.take_in(cast.actor("resident"), said, at=at(90), submission="late-0123456789abcde")
    assert (ticket.accepted_at, ticket.recorded_at, ticket.level) == (at(0), at(90), "frontline")
    assert ticket.recorded_late_because == "在病区现场"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"channel": "pigeon"}, "unknown_choice", "channel"),
        ({"text": ""}, "text_missing", "text"),
        ({"impact": "x"}, "unknown_choice", "impact"),
        ({"contacted_at": at(1)}, "time_not_past", "contacted_at"),
        ({"contacted_at": at(0) - timedelta(days=31)}, "too_long_ago", "contacted_at"),
        ({"hospital_id": 999}, "absent", "hospital"),
        ({"module_id": 999}, "absent", "module"),
    ],
)
def test_a_bad_intake_names_its_field_and_writes_nothing(cast: Cast, change, code, field) -> None:
    said = call(cast, **change)
    refused = refusal(actions.take_in, cast.actor("agent"), said, at=at(0), submission="bad-0123456789abcdef")
    assert (refused.code, refused.facts["field"], Ticket.objects.count()) == (code, field, 0)


def test_a_resident_takes_in_only_for_his_hospitals(cast: Cast) -> None:
    said = call(cast, hospital_id=cast.other_hospital.pk)
    refused = refusal(actions.take_in, cast.actor("resident"), said, at=at(0), submission="res-0123456789abcdef")
    assert refused.facts["field"] == "hospital"


def test_an_unknown_caller_of_an_unknown_hospital_is_accepted_too(cast: Cast) -> None:
    said = call(cast, hospital_id=None, caller_name="王老师", caller_phone="100-0000-9999")
    ticket = actions.take_in(cast.actor("agent"), said, at=at(0), submission="unk-0123456789abcdef")
    assert (ticket.hospital.is_unlisted, ticket.caller_name) == (True, "王老师")
    assert ticket.verdicts.get().charge == "quote"
