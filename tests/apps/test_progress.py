"""The hospital is owed a word at the rhythm of the grade: pressed for, told further up, and written into the report."""

import pytest

from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.models import Notice
from shouwen.apps.progress.jobs import press_for_words
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import actions, events
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def rows(ticket: Ticket) -> list[tuple[str, object, object]]:
    found = Owed.objects.filter(ticket=ticket).order_by("pk")
    return [(row.person.username, row.due_at, row.spoken_at or row.dropped_at) for row in found]


def reply(cast: Cast, ticket: Ticket, minutes: float, by: str = "agent") -> None:
    actions.reply(cast.actor(by), ticket.number, "正在处理", at=at(minutes), submission=f"word-{minutes}-0123456789abc")


def test_grade_1_hears_every_half_hour(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    reply(cast, ticket, 10)
    reply(cast, ticket, 35)
    reply(cast, ticket, 36, by="hospital_a")
    assert rows(ticket) == [("agent", at(30), at(10)), ("agent", at(40), at(35)), ("agent", at(65), None)]


def test_a_missing_word_is_pressed_for_once_and_told_further_up_once(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    assert [press_for_words(at(minute)) for minute in (29, 30, 31, 44, 45, 46, 100)] == [0, 1, 0, 0, 1, 0, 0]
    told = [event for event in story("ticket", ticket.pk) if "word" in event.code]
    assert [(event.code, event.at, event.data["due"]) for event in told] == [
        ("ticket.word_pressed", at(30), at(30).isoformat()),
        ("ticket.word_escalated", at(45), at(30).isoformat()),
    ]
    who = [sorted(Notice.objects.filter(event=event).values_list("person__username", flat=True)) for event in told]
    assert who == [["agent"], ["agent", "manager", "pm"]]


def test_whoever_was_asleep_tells_it_once_and_further_up_at_once(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    assert press_for_words(at(300)) == 1
    assert [event.code for event in story("ticket", ticket.pk)][-1] == "ticket.word_escalated"
    owed = Owed.objects.get(ticket=ticket)
    assert (owed.pressed_at, owed.escalated_at, owed.next_step_at) == (at(300), at(300), None)


def test_nothing_is_owed_while_we_wait_for_the_hospital_nor_after_the_solution(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.hold(agent, ticket.number, "waiting_customer", "等医院提供日志", at=at(5))
    assert press_for_words(at(500)) == 0
    actions.resume(agent, ticket.number, at=at(501))
    actions.hold(agent, ticket.number, "third_party", "等电信", at=at(502))
    assert press_for_words(at(531)) == 1
    actions.resume(agent, ticket.number, at=at(532))
    actions.resolve(agent, ticket.number, Remedy("misuse", "误操作", "已恢复"), at=at(540))
    assert press_for_words(at(5000)) == 0
    assert Owed.objects.filter(ticket=ticket, spoken_at=None, dropped_at=None).count() == 0


def test_another_grade_counts_from_the_last_word(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    reply(cast, ticket, 10)
    wanted = Classification("incident", "departments", "limited", "remote", "unknown", cast.module.pk, "两个科室")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(20))
    assert rows(ticket)[-2:] == [("agent", at(40), at(20)), ("agent", at(70), None)]
    lower = Classification("incident", "workstation", "limited", "remote", "unknown", cast.module.pk, "一台电脑")
    actions.classify(cast.actor("agent"), ticket.number, lower, at=at(25))
    assert [row for row in rows(ticket) if row[2] is None] == []


@pytest.mark.parametrize("impact", ["workstation", "departments"])
def test_a_word_that_was_asked_for_stays_promised_in_another_grade(cast: Cast, impact: str) -> None:
    ticket = cast.report()
    events.record(ticket, events.Code.WORD_ASKED, cast.actor("agent"), at(5), due=at(20).isoformat())
    wanted = Classification("incident", impact, "limited", "remote", "unknown", None, "再看")
    actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(10))
    owed = Owed.objects.get(spoken_at=None, dropped_at=None)
    assert (owed.due_at, owed.next_step_at, owed.escalates_at) == (at(20), at(20), at(27.5))


def test_a_substitute_owes_it(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    actions.substitute(cast.actor("manager"), ticket.number, cast.users["agent2"].pk, "休假", at=at(3))
    reply(cast, ticket, 10)
    assert [row[0] for row in rows(ticket)] == ["agent2", "agent2"]
