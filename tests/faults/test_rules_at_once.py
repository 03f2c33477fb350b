"""Rules at one moment: an event looked at by many workers, many events of one card, and a switch against a firing."""

import pytest

from shouwen.apps.automation import actions
from shouwen.apps.automation.looking import look
from shouwen.apps.automation.models import Rule, Run
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Message
from tests.apps.rules import live, said, waiting
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def notes() -> int:
    return Message.objects.filter(audience="internal", body="先看日志").count()


def test_of_six_workers_one_acts_on_an_event(shared_cast: Cast) -> None:
    live(shared_cast)
    shared_cast.report()
    [event] = waiting()
    assert at_once(MANY, lambda _index: look(event, at(1))) == [None] * MANY
    assert (Run.objects.count(), notes(), check_world()) == (1, 1, [])


def test_of_nine_events_at_one_moment_five_are_acted_on(shared_cast: Cast) -> None:
    """The limit by the hour is counted while the card is held."""
    ticket = shared_cast.report()
    live(shared_cast, events=("ticket.noted",))
    for number in range(9):
        key = f"n{number}-0123456789abcdef"
        cards.note(shared_cast.actor("agent"), ticket.number, "又一条", at=at(number / 10), submission=key)
    events = waiting()
    assert at_once(9, lambda index: look(events[index], at(2))) == [None] * 9
    held = [run.held_back for run in Run.objects.filter(depth=0)]
    assert (sorted(held), notes()) == ([""] * 5 + ["hourly"] * 4, 5)
    assert check_world() == []


def test_a_switch_against_a_firing(shared_cast: Cast) -> None:
    """Either it fired before, or not at all; never half."""
    rule = live(shared_cast)
    shared_cast.report()
    [event] = waiting()
    admin = shared_cast.actor("admin")

    def do(index: int) -> object:
        return actions.switch_off(admin, rule.pk, at=at(1)).pk if index == 0 else look(event, at(1))

    assert at_once(2, do) == [rule.pk, None]
    assert Run.objects.count() == notes()
    assert (Rule.objects.get().live, check_world()) == (None, [])


def test_two_put_them_in_order_and_one_writes_another(shared_cast: Cast) -> None:
    """Places stay one each, and nobody waits for ever."""
    made = [actions.write(shared_cast.actor("manager"), said(name=f"规则{n}"), at=at(0)).pk for n in range(3)]
    manager = shared_cast.actor("manager")

    def do(index: int) -> object:
        if index == 0:
            return actions.write(manager, said(name="新"), at=at(1)).place
        return actions.arrange(manager, made[index], earlier=index == 2, at=at(1)).pk

    assert at_once(3, do) == [4, made[1], made[2]]
    assert sorted(Rule.objects.values_list("place", flat=True)) == [1, 2, 3, 4]
    assert check_world() == []
