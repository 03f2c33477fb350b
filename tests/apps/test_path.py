"""The one real path, act by act: each leaves its state, its fact and its event."""

import pytest

from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions, queries
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Clock, Fact, Message, Ticket
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value


def codes(ticket: Ticket) -> list[str]:
    return [event.code.removeprefix("ticket.") for event in story("ticket", ticket.pk)]


def test_report_gives_a_number_a_first_contact_clocks_and_a_verdict(cast: Cast) -> None:
    ticket = cast.report()
    assert ticket.number == "SW-20260303-0001"
    assert (ticket.grade, ticket.state, ticket.level) == (4, "accepted", "service_centre")
    assert (ticket.first_contact.username, ticket.first_contact_because) == ("pm", "account_manager")
    assert ticket.handler is None
    assert ticket.title == "护士站打印机不出纸"
    assert ticket.version == "5.2.1"
    assert {(c.kind, c.target_minutes, c.calendar) for c in Clock.objects.all()} == {
        ("response", 60, "24x7"),
        ("resolution", 24 * 60, "online"),
    }
    assert ticket.next_due_at == at(60)
    verdict = ticket.verdicts.get()
    assert (verdict.phase, verdict.cover, verdict.charge) == ("paid", "valid", "included")
    assert codes(ticket) == ["accepted", "first_contact_set"]


def test_grades_one_and_two_are_always_the_duty_agents(cast: Cast) -> None:
    ticket = cast.report(answer="whole_hospital")
    assert (ticket.grade, ticket.first_contact.username, ticket.first_contact_because) == (1, "agent", "on_duty")


def test_outside_the_account_managers_hours_the_duty_agent_answers(cast: Cast) -> None:
    ticket = cast.report(minutes=8 * 60)
    assert (ticket.first_contact.username, ticket.first_contact_because) == ("agent", "on_duty")


def test_without_the_account_manager_his_deputy_answers(cast: Cast) -> None:
    cast.users["pm"].is_active = False
    cast.users["pm"].save()
    ticket = cast.report()
    assert (ticket.first_contact.username, ticket.first_contact_because) == ("pm2", "deputy")


def test_a_report_sent_twice_is_one_card(cast: Cast) -> None:
    assert cast.report().pk == cast.report().pk
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def test_a_submission_key_of_another_person_is_not_his_card(cast: Cast) -> None:
    mine = cast.report(by="hospital_a", key="a")
    assert queries.counts_of_hospital(cast.actor("hospital_b")).all == 0
    theirs = cast.report(by="hospital_b", key="b")
    assert mine.hospital_id != theirs.hospital_id


def test_text_is_masked_when_it_is_saved(cast: Cast) -> None:
    said = actions.Report(answer="question", text="患者张小明 13800138000 看不到报告")
    ticket = actions.report(cast.actor("ward_a"), said, at=at(0), submission="mask-0123456789abcdef")
    message = ticket.messages.get()
    assert (ticket.title, message.body, message.masked) == (
        "患者张** 138****8000 看不到报告",
        "患者张** 138****8000 看不到报告",
        2,
    )


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"text": "  \n "}, "text_missing", "text"),
        ({"text": "长" * 20_001}, "text_too_long", "text"),
        ({"answer": "everything"}, "unknown_answer", "answer"),
        ({"module_id": 999}, "absent", "module"),
        ({"department_id": 999}, "absent", "department"),
    ],
)
def test_a_bad_report_names_its_field_and_writes_nothing(cast: Cast, change, code, field) -> None:
    said = actions.Report(**({"answer": "question", "text": "问题"} | change))
    refused = refusal(actions.report, cast.actor("ward_a"), said, at=at(0), submission="bad-0123456789abcdef")
    assert (refused.code, refused.facts["field"]) == (code, field)
    assert (Ticket.objects.count(), Message.objects.count()) == (0, 0)


def test_a_ward_reports_only_for_itself(cast: Cast) -> None:
    said = actions.Report(answer="question", text="问题", department_id=cast.elsewhere.pk)
    refused = refusal(actions.report, cast.actor("ward_a"), said, at=at(0), submission="ward-0123456789abcdef")
    assert (refused.code, refused.facts["field"]) == ("absent", "department")


def test_staff_do_not_report_on_the_portal(cast: Cast) -> None:
    said = actions.Report(answer="question", text="问题")
    refused = refusal(actions.report, cast.actor("agent"), said, at=at(0), submission="staff-0123456789ab")
    assert refused.code == "not_your_role"


def test_taking_makes_a_handler_and_keeps_the_first_contact(cast: Cast) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(5))
    ticket.refresh_from_db()
    assert (ticket.handler.username, ticket.first_contact.username, ticket.state) == ("agent", "pm", "working")
    taken = story("ticket", ticket.pk)[-1]
    assert (taken.code, taken.data) == ("ticket.taken", {"level": "service_centre", "nobodys_seconds": 300})


def test_a_resident_who_takes_the_word_works_at_level_one(cast: Cast) -> None:
    ticket = cast.report()
    assert actions.take(cast.actor("resident"), ticket.number, at=at(5)).level == "frontline"


@pytest.mark.parametrize(
    ("who", "code"), [("agent", "already_the_handler"), ("agent2", "someone_handles"), ("finance", "not_your_role")]
)
def test_a_card_in_hand_is_not_taken_again(cast: Cast, who: str, code: str) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(5))
    assert refusal(actions.take, cast.actor(who), ticket.number, at=at(6)).code == code


def test_classifying_is_a_regrade_and_a_breach_stays(cast: Cast) -> None:
    ticket = cast.report()
    wanted = Classification("incident", "hospital", "stopped", "remote", "unknown", cast.module.pk, "")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(20))
    ticket.refresh_from_db()
    assert (ticket.grade, ticket.grade_is_provisional, ticket.service) == (1, False, "remote")
    response = ticket.clocks.get(kind="response")
    # The sharper target counts from acceptance: it was missed five minutes ago.
    assert (response.target_minutes, response.state, response.breached_at) == (15, "breached", at(15))
    again = Classification("incident", "workstation", "limited", "remote", "unknown", cast.module.pk, "看错了")
    actions.classify(cast.actor("agent"), ticket.number, again, at=at(25))
    response.refresh_from_db()
    assert (response.target_minutes, response.state, response.breached_at) == (60, "breached", at(15))
    assert [verdict.service for verdict in ticket.verdicts.all()] == ["online", "remote", "remote"]


def test_classifying_again_asks_for_a_reason(cast: Cast) -> None:
    ticket = cast.report()
    wanted = Classification("incident", "workstation", "limited", "online", "unknown", None, "")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(1))
    refused = refusal(actions.classify, cast.actor("agent"), ticket.number, wanted, at=at(2))
    assert (refused.code, refused.facts["field"]) == ("text_missing", "reason")


def test_an_incident_may_turn_out_to_be_a_requirement(cast: Cast) -> None:
    ticket = cast.report()
    wanted = Classification("requirement", "", "", "online", "new_requirement", None, "")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(10))
    ticket.refresh_from_db()
    assert (ticket.grade, ticket.kind, ticket.impact) == (5, "requirement", "")
    assert ticket.clocks.get(kind="resolution").target_minutes == 40 * 60
    assert ticket.verdicts.last().charge == "quote"
    back = Classification("incident", "department", "limited", "online", "unknown", None, "还是故障")
    actions.classify(cast.actor("agent"), ticket.number, back, at=at(20))
    assert ticket.clocks.get(kind="resolution").target_minutes == 16 * 60


def test_only_the_first_word_of_a_qualified_person_is_the_response(cast: Cast) -> None:
    ticket = cast.report()
    actions.reply(cast.actor("ward_a"), ticket.number, "补充：很急", at=at(2), submission="r0-0123456789abcdef")
    assert ticket.clocks.get(kind="response").state == "running"
    actions.reply(cast.actor("pm"), ticket.number, "收到", at=at(9), submission="r1-0123456789abcdef")
    actions.reply(cast.actor("agent"), ticket.number, "在查", at=at(12), submission="r2-0123456789abcdef")
    response = ticket.clocks.get(kind="response")
    assert (response.state, response.stopped_at) == ("met", at(9))
    assert Fact.objects.filter(ticket=ticket, type="responded").count() == 1


def test_a_reply_sent_twice_is_said_once(cast: Cast) -> None:
    ticket = cast.report()
    for minute in (3, 4):
        actions.reply(cast.actor("pm"), ticket.number, "收到", at=at(minute), submission="twice-0123456789ab")
    assert ticket.messages.count() == 2
    assert codes(ticket).count("replied") == 1


def test_a_note_is_not_for_the_hospital(cast: Cast) -> None:
    ticket = cast.report()
    actions.note(cast.actor("agent"), ticket.number, "内部：像上周那次", at=at(3), submission="n-0123456789abcdef")
    told = whole_card(cast.actor("hospital_a"), ticket.number, at(4))
    assert [message.body for message in told.messages] == ["护士站打印机不出纸。\n换纸无效。"]
    assert (
        refusal(
            actions.note, cast.actor("hospital_a"), ticket.number, "x", at=at(5), submission="n2-0123456789abcde"
        ).code
        == "not_your_role"
    )


def test_a_hold_stops_resolution_and_the_customers_answer_ends_it(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(5))
    due = ticket.clocks.get(kind="resolution").due_at
    actions.hold(agent, ticket.number, "waiting_customer", "请发截图", at=at(10))
    assert ticket.clocks.get(kind="resolution").state == "paused"
    actions.reply(cast.actor("ward_a"), ticket.number, "截图已发", at=at(40), submission="h-0123456789abcdef")
    ticket.refresh_from_db()
    clock = ticket.clocks.get(kind="resolution")
    assert (ticket.state, clock.state, (clock.due_at - due).total_seconds()) == ("working", "running", 30 * 60)


def test_a_hold_for_a_third_party_outlives_the_customers_answer(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(5))
    actions.hold(agent, ticket.number, "third_party", "等医保中心", at=at(10))
    actions.reply(cast.actor("ward_a"), ticket.number, "好的", at=at(40), submission="t-0123456789abcdef")
    ticket.refresh_from_db()
    assert ticket.state == "held"
    actions.resume(agent, ticket.number, at=at(60))
    ticket.refresh_from_db()
    assert ticket.state == "working"


@pytest.mark.parametrize(
    ("reason", "words", "code", "field"),
    [("lunch", "吃饭", "unknown_choice", "reason"), ("third_party", "", "text_missing", "words")],
)
def test_a_hold_needs_one_of_four_reasons_and_words(cast: Cast, reason, words, code, field) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(5))
    refused = refusal(actions.hold, cast.actor("agent"), ticket.number, reason, words, at=at(6))
    assert (refused.code, refused.facts["field"]) == (code, field)
    assert codes(ticket)[-1] == "taken"


def test_resolving_needs_a_known_cause_and_judges_again(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(5))
    assert refusal(actions.resolve, agent, ticket.number, Remedy("unknown", "?", "?"), at=at(6)).code == "cause_unknown"
    actions.resolve(agent, ticket.number, Remedy("inherent_defect", "缺索引", "补索引"), at=at(30))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.cause, ticket.verdicts.last().charge) == ("resolved", "inherent_defect", "free")
    assert ticket.clocks.get(kind="resolution").state == "met"


def test_only_the_handler_the_first_contact_and_the_director_resolve(cast: Cast) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(5))
    remedy = Remedy("misuse", "看过", "教会")
    assert refusal(actions.resolve, cast.actor("agent2"), ticket.number, remedy, at=at(6)).code == "not_the_handler"
    actions.resolve(cast.actor("pm"), ticket.number, remedy, at=at(7))
    ticket.refresh_from_db()
    assert ticket.state == "resolved"


def test_restored_stops_the_clock_of_grades_one_and_two(cast: Cast) -> None:
    ticket = cast.report(answer="whole_hospital")
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.restore(agent, ticket.number, at=at(90))
    assert ticket.clocks.get(kind="resolution").stopped_at == at(90)


def test_closing_needs_the_first_contacts_word_with_the_customer(cast: Cast) -> None:
    ticket = cast.resolved()
    agent, pm = cast.actor("agent"), cast.actor("pm")
    assert refusal(actions.close, agent, ticket.number, at=at(31)).code == "first_contact_word_missing"
    word = ("solved", "院方说好了", "phone")
    assert refusal(actions.follow_up, agent, ticket.number, *word, at=at(32)).code == "not_the_first_contact"
    actions.follow_up(pm, ticket.number, *word, at=at(33))
    actions.close(agent, ticket.number, at=at(34))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.first_contact.username, ticket.next_due_at) == ("closed", "pm", None)
    assert codes(ticket)[-2:] == ["followed_up", "closed"]
    assert list(verify()) == []


def test_not_reached_is_not_a_yes(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "unreached", "", "phone", at=at(33))
    assert refusal(actions.close, cast.actor("pm"), ticket.number, at=at(34)).code == "first_contact_word_missing"


def test_not_solved_reopens_and_the_clock_leaves_the_gap_out(cast: Cast) -> None:
    ticket = cast.resolved()
    due = ticket.clocks.get(kind="resolution").due_at
    actions.follow_up(cast.actor("pm"), ticket.number, "not_solved", "还是不行", "phone", at=at(50))
    ticket.refresh_from_db()
    clock = ticket.clocks.get(kind="resolution")
    assert (ticket.state, clock.state, (clock.due_at - due).total_seconds()) == ("working", "running", 20 * 60)


def test_a_word_before_the_last_remedy_does_not_close(cast: Cast) -> None:
    ticket = cast.resolved()
    pm, agent = cast.actor("pm"), cast.actor("agent")
    actions.follow_up(pm, ticket.number, "solved", "", "phone", at=at(33))
    actions.reopen(cast.actor("ward_a"), ticket.number, "又坏了", at=at(40))
    actions.resolve(agent, ticket.number, Remedy("third_party", "再看", "再修"), at=at(60))
    assert refusal(actions.close, pm, ticket.number, at=at(61)).code == "first_contact_word_missing"


def test_the_directors_record_lets_a_substitute_speak_and_the_name_stays(cast: Cast) -> None:
    ticket = cast.resolved()
    manager, agent2 = cast.actor("manager"), cast.users["agent2"]
    assert (
        refusal(actions.substitute, cast.actor("agent"), ticket.number, agent2.pk, "x", at=at(31)).code
        == "not_your_role"
    )
    actions.substitute(manager, ticket.number, agent2.pk, "项目经理出差", at=at(32))
    actions.follow_up(cast.actor("agent2"), ticket.number, "solved", "", "phone", at=at(33))
    actions.close(cast.actor("agent2"), ticket.number, at=at(34))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.first_contact.username) == ("closed", "pm")


def test_a_closed_card_takes_notes_and_nothing_else(cast: Cast) -> None:
    ticket = cast.resolved()
    pm = cast.actor("pm")
    actions.follow_up(pm, ticket.number, "solved", "", "phone", at=at(33))
    actions.close(pm, ticket.number, at=at(34))
    refused = refusal(actions.reply, pm, ticket.number, "再说一句", at=at(35), submission="c-0123456789abcdef")
    assert (refused.code, refused.facts["state"]) == ("not_now", "closed")
    actions.note(pm, ticket.number, "备忘", at=at(36), submission="c2-0123456789abcde")
    assert codes(ticket)[-1] == "noted"


def test_the_stored_clocks_are_the_replayed_ones(cast: Cast) -> None:
    ticket = cast.resolved()
    card = whole_card(cast.actor("pm"), ticket.number, at(31))
    stored = {clock.kind: (clock.due_at, clock.state, clock.target_minutes) for clock in ticket.clocks.all()}
    assert stored == {r.kind.value: (r.due_at, r.state.value, r.target_minutes) for r in card.readings}
