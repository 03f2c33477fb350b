"""What may be done to a card, when, and by whom."""

import itertools

import pytest

from shouwen.policy.lifecycle import WHEN, Act, Bond, State, permit, refusal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor, Level, Role

AGENT = Actor("staff", 1, roles=frozenset({Role.AGENT}))
OTHER = Actor("staff", 2, roles=frozenset({Role.AGENT}))
MANAGER = Actor("staff", 3, roles=frozenset({Role.ACCOUNT_MANAGER}))
DIRECTOR = Actor("staff", 4, roles=frozenset({Role.DIRECTOR}))
AUDITOR = Actor("staff", 5, roles=frozenset({Role.AUDITOR}))
WARD = Actor("customer", 6, roles=frozenset({Role.WARD}))
# The agent handles; the account manager is the first contact.
BOND = Bond(first_contact=3, handler=1)


def code(act: Act, actor: Actor, state: State, bond: Bond = BOND) -> str:
    refused = refusal(act, actor, state, bond)
    return refused.code if refused else ""


def test_every_act_is_refused_in_every_state_in_which_it_makes_no_sense() -> None:
    followed = Bond(first_contact=4, handler=None, followed_up=True)
    for act, state in itertools.product(Act, State):
        who = WARD if act in {Act.CONFIRM, Act.DISPUTE, Act.RATE} else DIRECTOR
        assert (code(act, who, state, followed) == "") == (state in WHEN[act])


CUSTOMERS_ACTS = {Act.CONFIRM, Act.REPLY, Act.REOPEN, Act.CHASE, Act.DISPUTE, Act.WITHDRAW, Act.RATE}


@pytest.mark.parametrize("act", [act for act in Act if act not in CUSTOMERS_ACTS])
def test_what_is_not_a_customers_act(act: Act) -> None:
    for state in State:
        assert code(act, WARD, state) == "not_your_role"


@pytest.mark.parametrize("act", list(Act))
def test_an_auditor_only_reads(act: Act) -> None:
    for state in State:
        assert code(act, AUDITOR, state) == "not_your_role"


@pytest.mark.parametrize("act", [Act.HOLD, Act.RESOLVE, Act.RESTORE])
def test_only_who_handles_or_answers_works_on_the_clock(act: Act) -> None:
    assert [code(act, who, State.WORKING) for who in (AGENT, MANAGER, DIRECTOR, OTHER)] == [
        "",
        "",
        "",
        "not_the_handler",
    ]


def test_the_follow_up_is_the_first_contacts_or_his_substitutes() -> None:
    assert code(Act.FOLLOW_UP, MANAGER, State.RESOLVED) == ""
    assert code(Act.FOLLOW_UP, AGENT, State.RESOLVED) == "not_the_first_contact"
    assert code(Act.FOLLOW_UP, DIRECTOR, State.RESOLVED) == "not_the_first_contact"
    assert code(Act.FOLLOW_UP, OTHER, State.RESOLVED, Bond(3, 1, substitute=2)) == ""


def test_closing_needs_the_word() -> None:
    assert code(Act.CLOSE, MANAGER, State.RESOLVED) == "first_contact_word_missing"
    assert code(Act.CLOSE, AGENT, State.FOLLOWED_UP, Bond(3, 1, followed_up=True)) == ""


def test_taking_what_is_taken() -> None:
    assert code(Act.TAKE, AGENT, State.WORKING) == "already_the_handler"
    assert code(Act.TAKE, OTHER, State.WORKING) == "someone_handles"
    assert code(Act.TAKE, OTHER, State.ACCEPTED, Bond(3, None)) == ""


def test_a_card_that_climbed_is_taken_by_one_of_that_level() -> None:
    waiting = Bond(3, handler=1, waits_for=Level.DEVELOPMENT)
    developer = Actor("staff", 7, roles=frozenset({Role.DEVELOPER}), level=Level.DEVELOPMENT)
    assert [code(Act.TAKE, who, State.WORKING, waiting) for who in (developer, AGENT, OTHER)] == [
        "",
        "already_the_handler",
        "not_that_level",
    ]


def test_only_the_director_names_a_substitute() -> None:
    assert [code(Act.SUBSTITUTE, who, State.WORKING) for who in (DIRECTOR, MANAGER, AGENT)] == [
        "",
        "not_your_role",
        "not_your_role",
    ]


def test_permit_raises_with_the_facts() -> None:
    with pytest.raises(Refused) as caught:
        permit(Act.HOLD, AGENT, State.CLOSED, BOND)
    assert (caught.value.code, caught.value.facts) == ("not_now", {"act": "hold", "state": "closed"})


def test_the_system_is_no_person() -> None:
    with pytest.raises(Refused):
        _ = SYSTEM.person
