"""While somebody is on the line: who it is, what will be promised, and an answer given at once."""

from datetime import date

import pytest

from shouwen.apps.customers.callers import callers
from shouwen.apps.customers.models import Contact
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.forecast import forecast
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from tests.apps.test_handover import call
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
KEY = "call-0123456789abcdef"


@pytest.mark.parametrize("change", [
    {}, {"impact": "hospital", "urgency": "stopped"}, {"kind": "requirement"}, {"channel": "fax"},
    {"hospital_id": None}, {"contacted_at": at(-60), "late_because": "补记"},
])  # fmt: skip
def test_what_is_forecast_is_what_is_written(cast: Cast, change: dict[str, object]) -> None:
    said = call(cast, module_id=cast.module.pk, **change)
    before = Event.objects.count(), Ticket.objects.count()
    told = forecast(cast.actor("agent"), said, at(0))
    assert (Event.objects.count(), Ticket.objects.count()) == before
    ticket = actions.take_in(cast.actor("agent"), said, at=at(0), submission=KEY)
    verdict = ticket.verdicts.get()
    assert told.grade == ticket.grade
    if told.judgement is None:
        assert ticket.hospital.is_unlisted
    else:
        given = told.judgement.verdict
        assert (given.phase, given.cover, given.charge) == (verdict.phase, verdict.cover, verdict.charge)
        assert list(given.clauses) == verdict.clauses
    clocks = {each.kind: (each.due_at, each.target_minutes, each.calendar) for each in ticket.clocks.all()}
    assert {each.kind: (each.due_at, each.target_minutes, each.calendar) for each in told.readings} == clocks


def test_a_caller_is_found_by_number_name_and_hospital(cast: Cast) -> None:
    ward = Contact.objects.get(name="丙护士")
    Contact.objects.filter(pk=ward.pk).update(phone="0571-8800 1234")
    agent = cast.actor("agent")

    def names(words: str) -> tuple[list[str], list[str]]:
        found = callers(agent, words)
        return [each.name for each in found.contacts], [each.name for each in found.hospitals]

    for number in ("0571-88001234", "057188001234", "+86 571 8800 1234", "88001234", "1234"):
        assert names(number) == (["丙护士"], [])
    assert names("88001235") == ([], [])
    assert names("护士") == (["丙护士"], [])
    assert names("示例一") == ([], ["示例一院"])
    assert names("slyy") == ([], ["示例一院"])
    assert names("丙") == ([], [])
    Contact.objects.filter(pk=ward.pk).update(retired_on=date(2026, 1, 1))
    assert names("1234") == ([], [])


def test_a_resident_finds_callers_of_his_hospitals_only(cast: Cast) -> None:
    found = callers(cast.actor("resident"), "主任")
    assert [each.name for each in found.contacts] == ["甲主任"]
    assert [each.name for each in callers(cast.actor("agent"), "主任").contacts] == ["甲主任", "乙主任"]
    assert callers(cast.actor("resident"), "示例二").hospitals == []


def test_answered_at_once_is_accepted_resolved_followed_up_and_closed(cast: Cast) -> None:
    said = call(cast, kind="question", impact="workstation", urgency="none", text="怎么改密码？谢谢")
    told = actions.AnsweredAtOnce("在「我的账号」里改。", "consultation")
    ticket = actions.take_in_answered(cast.actor("agent"), said, told, at=at(0), submission=KEY)
    assert (ticket.state, ticket.outcome, ticket.cause) == ("closed", "solved", "consultation")
    done = ticket.resolutions.get()
    assert (done.finding, done.remedy) == ("怎么改密码", "在「我的账号」里改。")
    word = ticket.follow_ups.get()
    assert (word.result, word.method, word.by_id) == ("solved", "phone", ticket.first_contact_id)
    assert {each.kind: each.state for each in ticket.clocks.all()} == {"response": "met", "resolution": "met"}
    again = actions.take_in_answered(cast.actor("agent"), said, told, at=at(1), submission=KEY)
    assert (again.pk, Ticket.objects.count(), ticket.resolutions.count()) == (ticket.pk, 1, 1)


@pytest.mark.parametrize(
    ("change", "answer", "cause", "code", "field"),
    [
        ({"channel": "fax"}, "答", "consultation", "no_word_with_caller", "channel"),
        ({"channel": "pigeon"}, "答", "consultation", "unknown_choice", "channel"),
        ({}, "", "consultation", "text_missing", "answer"),
        ({}, "答", "unknown", "cause_unknown", "cause"),
        ({}, "答", "", "unknown_choice", "cause"),
        ({"text": " "}, "答", "consultation", "text_missing", "text"),
    ],
)
def test_a_bad_answer_at_once_writes_nothing(cast: Cast, change, answer, cause, code, field) -> None:  # type: ignore[no-untyped-def]
    told = actions.AnsweredAtOnce(answer, cause)
    with pytest.raises(Refused) as refused:
        actions.take_in_answered(cast.actor("agent"), call(cast, **change), told, at=at(0), submission=KEY)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert (Ticket.objects.count(), Event.objects.filter(subject_kind="ticket").count()) == (0, 0)


def test_sent_again_it_does_not_close_what_the_hospital_opened_again(cast: Cast) -> None:
    told = actions.AnsweredAtOnce("请重启。", "misuse")
    ticket = actions.take_in_answered(cast.actor("agent"), call(cast), told, at=at(0), submission=KEY)
    actions.reopen(cast.actor("hospital_a"), ticket.number, "还是不行", at=at(5))
    actions.take_in_answered(cast.actor("agent"), call(cast), told, at=at(6), submission=KEY)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.resolutions.count(), ticket.follow_ups.count()) == ("working", 1, 1)
