"""Twenty at once for the last urgent unit of a year: exactly one has it, whatever the database."""

from collections import Counter
from datetime import date

import pytest

from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.agreements.queries import pools
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import UnitEntry, UrgentCall, Verdict
from shouwen.apps.tickets.unit_moves import balance_of
from shouwen.policy.unit_book import Balance
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


def called(cast: Cast, units: int) -> list[str]:
    """Twenty cards for which an urgent response was asked."""
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"], urgent_quota=units)
    numbers = [cast.report(key=f"n{index}").number for index in range(MANY)]
    for number in numbers:
        actions.ask_urgent(cast.actor("hospital_a"), number, "急", at=at(1))
    return numbers


def book(cast: Cast) -> Balance:
    line = Line.objects.prefetch_related("paid_periods").get(pk=cast.line.pk)
    [pool] = pools(line, date(2026, 3, 3))
    return balance_of(pool)


@pytest.mark.parametrize("units", [1, 4])
def test_twenty_at_once_for_the_last_units(shared_cast: Cast, units: int) -> None:
    numbers, agent = called(shared_cast, units), shared_cast.actor("agent")
    outcomes = at_once(MANY, lambda index: bool(actions.accept_urgent(agent, numbers[index], "", at=at(2))))
    assert Counter(outcomes) == Counter({True: units, "urgent.quote_needed": MANY - units})
    assert book(shared_cast) == Balance(0, units, 0)
    assert UnitEntry.objects.count() == units
    assert Verdict.objects.filter(charge="quota").count() == units
    taken = UrgentCall.objects.filter(slot__isnull=False).order_by("slot").values_list("slot", flat=True)
    assert list(taken) == list(range(1, units + 1))
    assert check_world() == []


def test_one_comes_back_while_twenty_want_it(shared_cast: Cast) -> None:
    """Given back and taken in the same moment: never two, and the book adds up."""
    numbers, agent = called(shared_cast, 1), shared_cast.actor("agent")
    actions.accept_urgent(agent, numbers[0], "", at=at(2))

    def work(index: int) -> bool:
        if index == 0:
            return bool(actions.end_urgent(agent, numbers[0], "取消", at=at(3)))
        return bool(actions.accept_urgent(agent, numbers[index], "", at=at(3)))

    outcomes = Counter(at_once(MANY, work))
    assert set(outcomes) <= {True, "urgent.quote_needed"}
    assert outcomes[True] in {1, 2}
    assert book(shared_cast) == Balance(2 - outcomes[True], outcomes[True] - 1, 0)
    assert check_world() == []


def test_the_same_card_accepted_twenty_times(shared_cast: Cast) -> None:
    numbers, agent = called(shared_cast, 4), shared_cast.actor("agent")
    outcomes = at_once(MANY, lambda _index: bool(actions.accept_urgent(agent, numbers[0], "", at=at(2))))
    assert Counter(outcomes) == Counter({True: 1, "urgent.none": MANY - 1})
    assert book(shared_cast) == Balance(3, 1, 0)
