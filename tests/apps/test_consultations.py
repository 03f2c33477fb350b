"""Consultations: called, heard, concluded, signed by all; pressed when late. Experts only with what counts that day."""

from datetime import date, timedelta

import pytest

from shouwen.apps.agreements.models import Line
from shouwen.apps.consultations import actions
from shouwen.apps.consultations.jobs import press_consultations, warn_of_certificates
from shouwen.apps.consultations.models import Certificate, Consultation
from shouwen.apps.consultations.queries import green_queue, named_for
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions import Report
from shouwen.apps.tickets.models import Chase, Ticket
from tests.apps import experts
from tests.apps.experts import VISIT_ON, certified, facts
from tests.apps.test_quotes import refusal
from tests.cast import Cast, at

SAID = "again-0123456789abcdef"


def green(cast: Cast) -> None:
    """The agreement of the first hospital names the green channel now."""
    for line in Line.objects.filter(agreement__hospital=cast.hospital):
        line.paid_periods.update(special=["green_channel"])


def test_from_the_call_to_the_frozen_minutes(cast: Cast) -> None:
    found = experts.concluded(cast)
    assert (found.stage, found.next_step_at, found.due_at) == ("concluded", None, at(5) + timedelta(hours=24))
    actions.sign_minutes(cast.actor("agent2"), found.number, at=at(91))
    assert Consultation.objects.get().stage == "concluded"
    assert not Consultation.objects.for_actor(cast.actor("hospital_a")).exists()
    actions.sign_minutes(cast.actor("developer"), found.number, at=at(92))
    kept = Consultation.objects.get()
    assert (kept.stage, kept.signed_at) == ("signed", at(92))
    told = [(each["name"], each["answer"], bool(each["signed"])) for each in kept.minutes["members"]]
    assert told == [
        ("developer-name", "accepted", True), ("agent2-name", "accepted", True), ("pm2-name", "declined", False),
    ]  # fmt: skip
    assert (kept.minutes["conclusion"], kept.minutes["plan"]) == ("缺索引。", "今晚补建，明早复核。")
    # The hospital reads them now; another hospital never.
    assert Consultation.objects.for_actor(cast.actor("hospital_a")).exists()
    assert not Consultation.objects.for_actor(cast.actor("hospital_b")).exists()
    for act in (
        lambda: actions.give_opinion(cast.actor("agent2"), kept.number, "改口", at=at(99)),
        lambda: actions.conclude(cast.actor("developer"), kept.number, "x", "y", at=at(99)),
        lambda: actions.sign_minutes(cast.actor("agent2"), kept.number, at=at(99)),
    ):
        assert refusal(act)[0] == "consultation_stage"
    assert list(verify()) == []


def test_who_never_answered_took_no_part_and_the_minutes_say_so(cast: Cast) -> None:
    found = experts.called(cast)
    for who in ("developer", "agent2"):
        actions.answer_invitation(cast.actor(who), found.number, "", accepts=True, at=at(10))
        actions.give_opinion(cast.actor(who), found.number, "先看执行计划。", at=at(20))
    assert found.meets_at == at(60)
    actions.conclude(cast.actor("developer"), found.number, "缺索引。", "今晚补建。", at=at(30))
    late = lambda: actions.answer_invitation(cast.actor("pm2"), found.number, "", accepts=True, at=at(31))  # noqa: E731
    assert refusal(late)[0] == "consultation_stage"
    for who in ("agent2", "developer"):
        actions.sign_minutes(cast.actor(who), found.number, at=at(32))
    kept = Consultation.objects.get()
    assert [each["answer"] for each in kept.minutes["members"]] == ["accepted", "accepted", "absent"]
    # They came to a conclusion before the planned hour: then they met then.
    assert (kept.stage, kept.meets_at, kept.minutes["met"]) == ("signed", at(30), at(30).isoformat())


def test_a_chair_alone_is_no_consultation(cast: Cast) -> None:
    experts.experts(cast)
    told = facts(cast, members=[cast.users["developer"].pk])
    number = cast.report().number
    call = lambda: actions.call_consultation(cast.actor("agent"), number, told, at=at(5), submission=SAID)  # noqa: E731
    assert refusal(call) == ("nobody_else", "members")


def test_only_who_was_called_has_a_word(cast: Cast) -> None:
    found = experts.called(cast)
    opinion = lambda who: lambda: actions.give_opinion(cast.actor(who), found.number, "好", at=at(20))  # noqa: E731
    told = {who: refusal(opinion(who))[0] for who in ("developer", "manager", "hospital_a")}
    assert told == {"developer": "not_accepted", "manager": "not_your_role", "hospital_a": "absent"}
    decline = lambda: actions.answer_invitation(cast.actor("pm2"), found.number, "", accepts=False, at=at(9))  # noqa: E731
    assert refusal(decline) == ("text_missing", "words")
    actions.answer_invitation(cast.actor("developer"), found.number, "", accepts=True, at=at(9))
    conclude = lambda who: lambda: actions.conclude(cast.actor(who), found.number, "x", "y", at=at(20))  # noqa: E731
    assert refusal(conclude("agent"))[0] == "not_your_role"
    assert refusal(conclude("developer"))[0] == "no_opinions"


def test_late_it_is_pressed_like_any_promise(cast: Cast) -> None:
    found = experts.called(cast)
    due = found.due_at
    assert press_consultations(at(60)) == 0
    assert (press_consultations(due - timedelta(hours=4)), press_consultations(due - timedelta(hours=4))) == (1, 0)
    # The scheduler slept: everything is told, each once.
    assert press_consultations(due + timedelta(days=1)) == 2
    codes = list(Event.objects.filter(subject_kind="consultation").order_by("seq").values_list("code", flat=True))
    assert codes[1:] == ["consultation.warned", "consultation.pressed", "consultation.escalated"]
    assert Consultation.objects.get().next_step_at is None


def test_a_conclusion_ends_the_pressing(cast: Cast) -> None:
    experts.concluded(cast)
    assert press_consultations(at(60 * 24 * 9)) == 0


def test_an_expired_expert_is_neither_invited_nor_sent(cast: Cast) -> None:
    experts.experts(cast)
    Certificate.objects.filter(person=cast.users["agent2"]).update(expires_on=date(2026, 3, 2))
    number = cast.report().number

    def call(**more: object):
        told = facts(cast, **more)
        return lambda: actions.call_consultation(cast.actor("agent"), number, told, at=at(5), submission=SAID)

    assert refusal(call()) == ("expert_expired", "members")
    assert refusal(call(chair_id=cast.users["resident"].pk)) == ("expert_not_certified", "chair")
    # Good today, and no more on the day of the visit.
    certified(cast, "resident", expires=VISIT_ON - timedelta(days=1))
    told = actions.VisitFacts(cast.users["resident"].pk, VISIT_ON, "现场分析", 0)
    propose = lambda: actions.propose_visit(cast.actor("pm"), number, told, at=at(5), submission=SAID)  # noqa: E731
    assert refusal(propose) == ("expert_expired", "expert")


def test_expired_between_agreement_and_visit(cast: Cast) -> None:
    visit = experts.agreed(cast)
    Certificate.objects.update(expires_on=VISIT_ON - timedelta(days=1))
    day = at(60 * 24 * 7)
    assert refusal(lambda: actions.make_visit(cast.actor("developer"), visit.number, at=day))[0] == "expert_expired"
    certified(cast, "developer", expires=date(2027, 1, 1))
    assert actions.make_visit(cast.actor("developer"), visit.number, at=day).state == "made"


def test_an_expert_who_is_there_has_reached_the_hospital(cast: Cast) -> None:
    visit = experts.agreed(cast)
    day = 60 * 24 * 7
    cards.chase(cast.actor("hospital_a"), visit.ticket.number, "专家几点到？", at=at(day - 20))
    actions.make_visit(cast.actor("developer"), visit.number, at=at(day))
    chase, ticket = Chase.objects.get(), Ticket.objects.get(pk=visit.ticket_id)
    assert (chase.answered_at, chase.answered_by) == (at(day), cast.users["developer"])
    assert (ticket.responded_at, ticket.clocks.get(kind="response").stopped_at) == (at(day), at(day))


def test_nobody_goes_before_both_have_signed(cast: Cast) -> None:
    visit = experts.proposed(cast)
    day = at(60 * 24 * 7)
    go = lambda now: lambda: actions.make_visit(cast.actor("developer"), visit.number, at=now)  # noqa: E731
    assert refusal(go(day))[0] == "visit_not_agreed"
    agree = lambda who: lambda: actions.agree_visit(cast.actor(who), visit.number, "甲", at=at(20))  # noqa: E731
    assert {who: refusal(agree(who))[0] for who in ("ward_a", "pm", "hospital_b")} == {
        "ward_a": "not_your_role", "pm": "not_your_role", "hospital_b": "absent",
    }  # fmt: skip
    agree("hospital_a")()
    assert refusal(agree("hospital_a"))[0] == "visit_state"
    assert refusal(go(at(60)))[0] == "visit_not_today"
    assert go(day)().state == "made"


def test_an_end_is_told_sixty_days_ahead_once(cast: Cast) -> None:
    certified(cast, "developer", expires=date(2026, 5, 3))
    certified(cast, "agent2", expires=date(2026, 4, 1))
    certified(cast, "agent2", expires=date(2028, 4, 1))
    assert warn_of_certificates(at(0) - timedelta(days=2)) == 1
    day = at(60 * 24)
    assert (warn_of_certificates(day), warn_of_certificates(day)) == (1, 0)
    # Who has renewed already is not troubled.
    told = Event.objects.filter(code="certificate.expires").values_list("data__person", flat=True)
    assert list(told) == [cast.users["developer"].pk]


def test_the_green_channel_is_for_who_has_agreed_on_it(cast: Cast) -> None:
    said = Report(answer="department", text="收费慢。")
    ask = lambda who, key: actions.report_green(cast.actor(who), said, at=at(1), submission=key)  # noqa: E731
    assert refusal(lambda: ask("hospital_a", SAID))[0] == "green_not_named"
    green(cast)
    ticket = ask("hospital_a", SAID)
    assert (ticket.service, ticket.verdicts.get().charge) == ("green_channel", "included")
    assert refusal(lambda: ask("hospital_b", SAID))[0] == "green_not_named"
    # Behind anyone's grade 1, before everything else.
    grave = cast.report(by="hospital_b", answer="whole_hospital", key="grave")
    cast.report(key="plain")
    queue = green_queue(cast.actor("agent"))
    assert ([each.pk for each in queue.gravest], [each.pk for each in queue.green]) == ([grave.pk], [ticket.pk])


def test_named_experts_are_certified(cast: Cast) -> None:
    name = lambda who: actions.name_expert(cast.actor("pm"), cast.hospital.pk, cast.users[who].pk, at=at(1))  # noqa: E731
    assert refusal(lambda: name("developer")) == ("expert_not_certified", "person")
    certified(cast, "developer")
    made = name("developer")
    assert refusal(lambda: name("developer")) == ("already_there", "person")
    assert [each.person_id for each in named_for(cast.hospital.pk)] == [cast.users["developer"].pk]
    actions.release_expert(cast.actor("pm"), cast.hospital.pk, made.pk, at=at(2))
    assert named_for(cast.hospital.pk) == []


def test_a_solution_is_approved_by_another_and_acknowledged(cast: Cast) -> None:
    first = experts.written(cast)
    number = first.solution.number
    approve = lambda who: lambda: actions.approve(cast.actor(who), number, 1, at=at(50))  # noqa: E731
    take = lambda who: lambda: actions.acknowledge(cast.actor(who), number, 1, "甲主任", at=at(60))  # noqa: E731
    # Not there for the hospital before it is approved.
    assert refusal(take("hospital_a"))[0] == "absent"
    assert refusal(approve("developer"))[0] == "not_your_role"
    approve("manager")()
    assert refusal(approve("manager"))[0] == "already_approved"
    assert refusal(take("ward_a"))[0] == "not_your_role"
    kept = take("hospital_a")()
    assert (kept.signed_name, kept.acknowledged_at) == ("甲主任", at(60))
    assert refusal(take("hospital_a"))[0] == "already_acknowledged"
    second = experts.written(cast, first.solution.ticket.number, key="two")
    assert (second.version, second.solution_id, second.approved_at) == (2, first.solution_id, None)


@pytest.mark.parametrize("who", ["agent", "pm", "finance", "hospital_a"])
def test_the_register_is_kept_by_few(cast: Cast, who: str) -> None:
    told = actions.CertificateFacts("X-1", date(2025, 1, 1), date(2027, 1, 1), "总部", "医保")
    keep = lambda: actions.register_certificate(  # noqa: E731
        cast.actor(who), cast.users["developer"].pk, told, at=at(1)
    )
    assert refusal(keep)[0] == "not_your_role"
