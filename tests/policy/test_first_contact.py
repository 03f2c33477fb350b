"""Who answers at once: every combination of grade, hour and who is there."""

import itertools

import pytest

from shouwen.policy.first_contact import Because, Candidates, first_contact
from shouwen.policy.refusal import Refused

MANAGER, DEPUTY, DUTY = 1, 2, 3


def answer(grade: int, hours: bool, manager: bool = True, deputy: bool = True, duty: bool = True) -> tuple:
    there = Candidates(MANAGER if manager else None, DEPUTY if deputy else None, DUTY if duty else None)
    return first_contact(grade=grade, in_manager_hours=hours, candidates=there)


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_who_is_first_in_line(grade: int) -> None:
    in_hours = (MANAGER, Because.ACCOUNT_MANAGER) if grade >= 3 else (DUTY, Because.ON_DUTY)
    assert answer(grade, hours=True) == in_hours
    assert answer(grade, hours=False) == (DUTY, Because.ON_DUTY)


def test_the_deputy_comes_before_the_duty_agent_in_the_managers_hours() -> None:
    assert answer(4, hours=True, manager=False) == (DEPUTY, Because.DEPUTY)
    assert answer(4, hours=True, manager=False, deputy=False) == (DUTY, Because.ON_DUTY)


def test_without_a_duty_agent_the_account_manager_answers_at_night() -> None:
    assert answer(1, hours=False, duty=False) == (MANAGER, Because.ACCOUNT_MANAGER)


def test_a_request_is_nobodys_only_when_there_is_nobody() -> None:
    for grade, hours, manager, deputy, duty in itertools.product(range(1, 6), *[(True, False)] * 4):
        if manager or deputy or duty:
            assert answer(grade, hours, manager, deputy, duty)[0] in {MANAGER, DEPUTY, DUTY}
        else:
            with pytest.raises(Refused, match="nobody_answers"):
                answer(grade, hours, manager, deputy, duty)
