"""A grade 1 failure at night: people are called one after another until somebody answers."""

import pytest

from shouwen.apps.duty import actions as duty
from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.paging import queries
from shouwen.apps.paging.actions import answer_page
from shouwen.apps.paging.jobs import call
from shouwen.apps.paging.models import Alarm, Ring
from shouwen.apps.people.actions import go_away
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.paging import Rung
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db

# 22:10 of the same evening.
NIGHT = 12 * 60


def night(minutes: float) -> float:
    return NIGHT + minutes


@pytest.fixture
def alarmed(cast: Cast) -> Ticket:
    manager = cast.actor("manager")
    duty.stand(manager, "deputy", cast.users["agent2"].pk, at=at(0))
    duty.stand(manager, "supervisor", cast.users["pm2"].pk, at=at(0))
    for user in cast.users.values():
        user.email = f"{user.username}@example.invalid"
        user.save()
    return cast.report(by="hospital_a", answer="whole_hospital", minutes=NIGHT)


def rung(ticket: Ticket) -> list[tuple[str, str, object]]:
    rings = Ring.objects.filter(alarm__ticket=ticket).order_by("at", "pk")
    return [(ring.rung, ring.person.username, ring.at) for ring in rings]


def test_it_climbs_from_person_to_director(cast: Cast, alarmed: Ticket) -> None:
    assert [call(at(night(minute))) for minute in (0, 1, 2.9, 3, 6, 9, 11.9)] == [1, 0, 0, 1, 1, 1, 0]
    assert rung(alarmed) == [
        ("person", "agent", at(night(0))),
        ("deputy", "agent2", at(night(3))),
        ("supervisor", "pm2", at(night(6))),
        ("director", "manager", at(night(9))),
    ]
    # Nobody has answered: everybody is called again, and again.
    assert call(at(night(12))) == 4
    paged = [event for event in story("ticket", alarmed.pk) if event.code == "ticket.paged"]
    told = [set(Notice.objects.filter(event=e).values_list("person__username", flat=True)) for e in paged]
    assert told == [{"agent"}, {"agent2"}, {"pm2"}, {"manager"}, {"agent", "agent2", "pm2", "manager"}]
    letters = Delivery.objects.filter(key__startswith=f"notice-{paged[0].pk}-")
    assert [letter.channel for letter in letters] == ["email"]


def test_the_first_answer_ends_it(cast: Cast, alarmed: Ticket) -> None:
    call(at(night(0)))
    call(at(night(3)))
    answer_page(cast.actor("agent2"), alarmed.number, at=at(night(4)))
    answer_page(cast.actor("agent2"), alarmed.number, at=at(night(4)))
    with pytest.raises(Refused) as refused:
        answer_page(cast.actor("agent"), alarmed.number, at=at(night(5)))
    assert (refused.value.code, refused.value.facts) == ("page_is_answered", {"who": "agent2-name"})
    assert call(at(night(60))) == 0
    alarm = Alarm.objects.get()
    assert (alarm.end, alarm.ended_by, alarm.ended_at) == ("answered", cast.users["agent2"], at(night(4)))
    answers = [event for event in story("ticket", alarmed.pk) if event.code == "ticket.page_answered"]
    assert [event.data["rung"] for event in answers] == ["deputy"]


def test_a_word_to_the_hospital_or_taking_the_card_is_an_answer(cast: Cast, alarmed: Ticket) -> None:
    call(at(night(0)))
    actions.take(cast.actor("agent"), alarmed.number, at=at(night(1)))
    assert (Alarm.objects.get().end, call(at(night(30)))) == ("taken", 0)
    other = cast.report(by="hospital_a", answer="whole_hospital", minutes=night(40), key="other")
    said = "other-0123456789abcdef"
    actions.reply(cast.actor("agent"), other.number, "马上处理", at=at(night(41)), submission=said)
    assert (Alarm.objects.get(ticket=other).end, call(at(night(90)))) == ("taken", 0)


def test_only_grades_1_and_2_call_anybody(cast: Cast, alarmed: Ticket) -> None:
    quiet = cast.report(answer="workstation", minutes=night(1), key="quiet")
    assert not Alarm.objects.filter(ticket=quiet).exists()
    graver = Classification("incident", "departments", "stopped", "remote", "unknown", cast.module.pk, "")
    actions.classify(cast.actor("agent"), quiet.number, graver, at=at(night(2)))
    assert Alarm.objects.get(ticket=quiet).grade == 2
    lower = Classification("incident", "department", "stopped", "remote", "unknown", cast.module.pk, "一个科室")
    actions.classify(cast.actor("agent"), quiet.number, lower, at=at(night(3)))
    assert Alarm.objects.get(ticket=quiet).end == "regraded"


def test_who_is_away_is_not_called_but_whoever_stands_in(cast: Cast, alarmed: Ticket) -> None:
    day = at(NIGHT).date()
    go_away(cast.actor("agent"), cast.users["agent"].pk, day, day, cast.users["pm"].pk, "", at=at(1))
    found = queries.candidates(Ticket.objects.get(pk=alarmed.pk), at(night(0)))
    assert found[Rung.PERSON] == [cast.users["pm"].pk]


def test_a_supervisor_who_may_not_know_of_the_card_is_passed_over(cast: Cast, alarmed: Ticket) -> None:
    duty.stand(cast.actor("manager"), "supervisor", cast.users["resident"].pk, at=at(0))
    theirs = cast.report(by="hospital_b", answer="whole_hospital", minutes=night(0), key="b")
    found = queries.candidates(Ticket.objects.get(pk=theirs.pk), at(night(0)))
    assert found[Rung.SUPERVISOR] == [cast.users["pm2"].pk]
    assert queries.candidates(alarmed, at(night(0)))[Rung.SUPERVISOR] == [cast.users["resident"].pk]


def test_who_sees_what_rings(cast: Cast, alarmed: Ticket) -> None:
    call(at(night(0)))
    names = ("agent", "resident", "pm2", "auditor", "admin", "hospital_a")
    assert {name: len(queries.open_alarms(cast.actor(name))) for name in names} == {
        "agent": 1, "resident": 1, "pm2": 1, "auditor": 1, "admin": 0, "hospital_a": 0,
    }  # fmt: skip
    for name, code in (("auditor", "not_your_role"), ("hospital_a", "not_your_role")):
        with pytest.raises(Refused) as refused:
            answer_page(cast.actor(name), alarmed.number, at=at(night(1)))
        assert refused.value.code == code
    other = cast.report(by="hospital_b", answer="whole_hospital", minutes=night(2), key="b")
    with pytest.raises(Refused, match="absent"):
        answer_page(cast.actor("resident"), other.number, at=at(night(3)))
