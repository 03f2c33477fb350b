"""Consultations at one moment: concluded once, frozen once with every signature; a signed visit is owed once."""

import pytest

from shouwen.apps.billing.figures import balance
from shouwen.apps.billing.models import Posting, Quote
from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import Consultation, ExpertVisit
from shouwen.apps.ledger.models import Event
from tests.apps import experts
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def told(code: str) -> int:
    return Event.objects.filter(code=code).count()


def test_of_eight_conclusions_exactly_one_counts(shared_cast: Cast) -> None:
    found = experts.heard(shared_cast)
    chair = shared_cast.actor("developer")
    outcomes = at_once(
        MANY, lambda index: actions.conclude(chair, found.number, f"结论{index}", "计划", at=at(90)).conclusion
    )
    kept = Consultation.objects.get()
    assert sorted(outcomes) == sorted([kept.conclusion, *["consultation_stage"] * (MANY - 1)])
    assert (kept.stage, told("consultation.concluded")) == ("concluded", 1)
    assert check_world() == []


def test_both_sign_at_one_moment_and_the_minutes_are_frozen_once(shared_cast: Cast) -> None:
    found = experts.concluded(shared_cast)
    people = [shared_cast.actor(who) for who in ("developer", "agent2")]

    def do(index: int) -> str:
        actions.sign_minutes(people[index % 2], found.number, at=at(91))
        return "signed"

    outcomes = at_once(MANY, do)
    assert outcomes.count("signed") == 2
    assert set(outcomes) - {"signed"} <= {"already_signed", "consultation_stage"}
    kept = Consultation.objects.get()
    assert (kept.stage, told("consultation.signed"), told("consultation.frozen")) == ("signed", 2, 1)
    assert [bool(each["signed"]) for each in kept.minutes["members"]] == [True, True, False]
    assert check_world() == []


def test_a_visit_that_is_signed_eight_times_is_owed_once(shared_cast: Cast) -> None:
    visit, head = experts.proposed(shared_cast), shared_cast.actor("hospital_a")
    outcomes = at_once(MANY, lambda _index: actions.agree_visit(head, visit.number, "甲主任", at=at(30)).number)
    assert sorted(outcomes) == sorted([visit.number, *["visit_state"] * (MANY - 1)])
    assert (Quote.objects.count(), Posting.objects.count()) == (1, 1)
    assert balance(shared_cast.hospital.pk) == ExpertVisit.objects.get().price_fen
    assert check_world() == []
