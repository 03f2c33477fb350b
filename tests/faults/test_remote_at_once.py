"""Remote service at one moment: a withdrawal against a beginning, two beginnings, two answers."""

import pytest

from shouwen.apps.departures.actions import leave
from shouwen.apps.ledger.models import Event
from shouwen.apps.remote import actions
from shouwen.apps.remote.actions import Started
from shouwen.apps.remote.models import Authorisation, OnsiteClock, RemoteSession
from tests.apps import remotes
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
AGENTS = ("agent", "agent2", "pm", "manager", "developer", "resident")


def told(code: str) -> int:
    return Event.objects.filter(code=f"ticket.remote_{code}").count()


def begin(cast: Cast, number: str, who: str, key: str) -> str:
    said = Started(remotes.SESSION_ID)
    return actions.start_session(cast.actor(who), number, said, at=at(12), submission=f"{key}-0123456789abcdef").number


def test_of_six_who_begin_on_one_card_exactly_one_is_in(shared_cast: Cast) -> None:
    number = remotes.granted(shared_cast).number
    outcomes = at_once(len(AGENTS), lambda index: begin(shared_cast, number, AGENTS[index], "x"))
    kept = RemoteSession.objects.get()
    assert sorted(outcomes) == sorted([kept.number, *["remote_card_busy"] * (len(AGENTS) - 1)])
    assert (told("started"), OnsiteClock.objects.count()) == (1, 1)
    assert check_world() == []


def test_one_person_who_begins_on_four_cards_is_in_one(shared_cast: Cast) -> None:
    numbers = [remotes.granted(shared_cast, f"k{turn}").number for turn in range(4)]
    outcomes = at_once(4, lambda index: begin(shared_cast, numbers[index], "agent", f"x{index}"))
    kept = RemoteSession.objects.get()
    assert sorted(outcomes) == sorted([kept.number, *["remote_operator_busy"] * 3])
    assert check_world() == []


def test_a_withdrawal_against_a_beginning_leaves_nobody_inside(shared_cast: Cast) -> None:
    """Whichever comes first: either the session never began, or it was ended at once."""
    number = remotes.granted(shared_cast).number
    head = shared_cast.actor("hospital_a")

    def do(index: int) -> str:
        if index == 0:
            return actions.withdraw_remote(head, number, "停止", at=at(12)).state
        return begin(shared_cast, number, AGENTS[index], f"x{index}")

    outcomes = at_once(len(AGENTS), do)
    assert outcomes[0] == "withdrawn"
    begun = list(RemoteSession.objects.all())
    assert [each.ended_because for each in begun] in ([], ["withdrawn"])
    assert RemoteSession.objects.filter(ended_at=None).count() == 0
    allowed = {each.number for each in begun} | {"remote_card_busy", "remote_not_granted"}
    assert set(outcomes[1:]) <= allowed
    assert (Authorisation.objects.get().state, told("withdrawn"), told("ended")) == ("withdrawn", 1, len(begun))
    assert check_world() == []


def test_granted_and_refused_at_one_moment_one_word_counts(shared_cast: Cast) -> None:
    number = remotes.asked(shared_cast).number
    head = shared_cast.actor("hospital_a")

    def do(index: int) -> str:
        if index % 2:
            return actions.refuse_remote(head, number, "否", at=at(8)).state
        return actions.grant_remote(head, number, remotes.GRANT, at=at(8)).state

    outcomes = at_once(MANY, do)
    kept = Authorisation.objects.get()
    assert sorted(outcomes) == sorted([kept.state, *["remote_state"] * (MANY - 1)])
    assert told("granted") + told("refused") == 1
    assert check_world() == []


def test_the_same_form_eight_times_is_one_session_and_ends_once(shared_cast: Cast) -> None:
    number = remotes.granted(shared_cast).number
    assert set(at_once(MANY, lambda _index: begin(shared_cast, number, "agent", "same"))) == {
        RemoteSession.objects.get().number
    }
    session, agent = RemoteSession.objects.get().number, shared_cast.actor("agent")
    outcomes = at_once(MANY, lambda _index: actions.end_session(agent, session, remotes.ENDED, at=at(30)).number)
    assert sorted(outcomes) == sorted([session, *["remote_written"] * (MANY - 1)])
    assert (told("ended"), told("written")) == (1, 1)
    assert check_world() == []


def test_who_leaves_while_he_writes_down_or_begins_loses_nothing_and_is_in_nothing(shared_cast: Cast) -> None:
    """What he wrote at that moment is kept, whoever comes first; no session runs under somebody who has gone."""
    session = remotes.running(shared_cast)
    other = remotes.granted(shared_cast, "other").number
    agent, gone = shared_cast.actor("agent"), shared_cast.users["agent"].pk

    def do(index: int) -> str:
        if index == 0:
            leave(shared_cast.actor("admin"), gone, shared_cast.users["agent2"].pk, "离职", at=at(30))
            return "left"
        if index == 1:
            return actions.end_session(agent, session.number, remotes.ENDED, at=at(30)).number
        return begin(shared_cast, other, "agent", "late")

    outcomes = at_once(3, do)
    session.refresh_from_db()
    assert outcomes[0] == "left"
    assert (session.written_at is not None, session.changed) == (
        (True, remotes.ENDED.changed) if outcomes[1] == session.number else (False, "")
    )
    assert session.operator == shared_cast.users["agent"]
    assert RemoteSession.objects.filter(ended_at=None).count() == 0
    assert check_world() == []
