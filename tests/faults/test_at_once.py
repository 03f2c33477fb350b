"""Many people at one moment: one winner, no gap, no double, no fork, and nobody is told that a database is locked.

Fault 16: thirty-two at once report, reply and hand over.
"""

import time
from collections import Counter
from collections.abc import Callable
from statistics import quantiles
from typing import TypeVar

import pytest
from django.db import connection

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Message, NumberSeries, Ticket
from tests.cast import Cast, at
from tests.faults.acts import REMEDY
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")
MANY = 32
STAFF = ("agent", "agent2", "resident", "pm", "manager", "developer", "pm2", "agent")


def whole_life(cast: Cast, key: str) -> str:
    """A card from report to closing; its number."""
    agent = cast.actor("agent")
    number = cast.report(key=key).number
    actions.take(agent, number, at=at(2))
    actions.reply(agent, number, "正在看。", at=at(3), submission=f"{key}-0123456789-reply")
    actions.resolve(agent, number, REMEDY, at=at(4))
    owner = cast.actor("pm")
    actions.follow_up(owner, number, "solved", "", "phone", at=at(5))
    actions.close(owner, number, at=at(6))
    return number


def test_one_of_eight_takes_a_card(shared_cast: Cast) -> None:
    number = shared_cast.report().number
    actors = [shared_cast.actor(name) for name in STAFF]
    outcomes = at_once(8, lambda index: actions.take(actors[index], number, at=at(1)).handler_id)
    ticket = Ticket.objects.get()
    others = Counter(str(each) for each in outcomes if each != ticket.handler_id)
    assert outcomes.count(ticket.handler_id) == 1
    assert others.total() == 7
    assert set(others) <= {"someone_handles", "already_the_handler", "not_your_role", "absent"}
    assert [event.actor_id for event in Event.objects.filter(code="ticket.taken")] == [ticket.handler_id]
    assert check_world() == []


def test_eight_take_cards_from_report_to_closing(shared_cast: Cast) -> None:
    each = 3
    outcomes = at_once(8, lambda index: [whole_life(shared_cast, f"t{index}-{turn}") for turn in range(each)])
    numbers = sorted(number for found in outcomes for number in found)
    assert numbers == [f"SW-20260303-{count:04d}" for count in range(1, 8 * each + 1)]
    assert set(Ticket.objects.values_list("state", flat=True)) == {"closed"}
    assert check_world() == []


def test_eight_write_on_one_card(shared_cast: Cast) -> None:
    number = shared_cast.report().number

    def write(index: int) -> int:
        actor = shared_cast.actor("ward_a" if index % 2 else "agent")
        for turn in range(6):
            said = {"at": at(10 * turn + index), "submission": f"w{index}-{turn}-0123456789"}
            actions.reply(actor, number, f"第 {turn} 句", **said)
        return 6

    assert at_once(8, write) == [6] * 8
    assert Message.objects.count() == 49
    assert Event.objects.filter(code="ticket.responded").count() == 1
    assert check_world() == []


def test_one_form_sent_twenty_times_gives_one_card(shared_cast: Cast) -> None:
    outcomes = at_once(20, lambda _index: shared_cast.report(key="same").number)
    assert outcomes == ["SW-20260303-0001"] * 20
    assert (Ticket.objects.count(), NumberSeries.objects.get().last) == (1, 1)
    assert check_world(["same-0123456789abcdef"]) == []


def test_one_reply_sent_twenty_times_is_said_once(shared_cast: Cast) -> None:
    number = shared_cast.report().number
    ward = shared_cast.actor("ward_a")
    said = {"at": at(5), "submission": "same-0123456789-reply"}
    outcomes = at_once(20, lambda _index: actions.reply(ward, number, "补充一句", **said).pk)
    kept = Message.objects.get(submission__endswith=":same-0123456789-reply").pk
    assert outcomes == [kept] * 20
    assert check_world() == []


def test_one_of_eight_closes_a_card(shared_cast: Cast) -> None:
    number = shared_cast.resolved().number
    owner = shared_cast.actor("pm")
    actions.follow_up(owner, number, "solved", "", "phone", at=at(40))
    outcomes = at_once(8, lambda _index: actions.close(owner, number, at=at(41)).state)
    assert sorted(str(each) for each in outcomes) == ["closed", *["not_now"] * 7]
    assert check_world() == []


def test_thirty_two_report_reply_and_hand_over(shared_cast: Cast) -> None:
    """More than a server has threads (four): each act has its turn, and nobody is turned away."""
    took: list[float] = []
    agent, receiver = shared_cast.actor("agent"), shared_cast.users["developer"].pk

    def timed(index: int) -> str:
        def report() -> str:
            return shared_cast.report(key=f"m{index}").number

        number = clocked(report)
        said = {"at": at(3), "submission": f"m{index}-0123456789-reply"}
        clocked(lambda: actions.take(agent, number, at=at(2)))
        clocked(lambda: actions.reply(agent, number, "正在看。", **said))
        clocked(lambda: actions.offer(agent, number, receiver, "要看代码", at=at(4)))
        return number

    def clocked(act: Callable[[], T]) -> T:
        started = time.monotonic()
        done = act()
        took.append(time.monotonic() - started)
        return done

    numbers = sorted(at_once(MANY, timed))
    slowest = quantiles(took, n=100)[98]
    print(f"{connection.vendor}: {len(took)} acts of {MANY} at once, p99 {slowest:.2f} s")  # noqa: T201
    assert numbers == [f"SW-20260303-{count:04d}" for count in range(1, MANY + 1)]
    assert (Ticket.objects.count(), Message.objects.count(), len(took)) == (MANY, 2 * MANY, 4 * MANY)
    assert check_world([f"m{index}-0123456789abcdef" for index in range(MANY)]) == []
