from dataclasses import replace
from datetime import date, datetime

from shouwen.policy.agreement import Agreement
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.catalogue import Service
from shouwen.policy.clock import Fact, FactType, PauseReason
from shouwen.policy.coverage import Phase
from shouwen.policy.decision import Case, Decision, decide
from shouwen.policy.promise import Promise
from shouwen.policy.severity import Impact, Kind, Urgency
from tests.policy.moments import china

CASE = Case(
    accepted_at=china("2026-02-14 16:00"),
    now=china("2026-02-14 18:00"),
    agreement=Agreement(free_from=date(2025, 3, 1)),
    kind=Kind.INCIDENT,
    service=Service.REMOTE,
    impact=Impact.HOSPITAL,
    urgency=Urgency.STOPPED,
)
REGRADED = Fact(FactType.REGRADED, china("2026-02-14 17:00"), None, Impact.DEPARTMENT, Urgency.LIMITED)
PAUSED = Fact(FactType.PAUSED, china("2026-02-14 17:10"), PauseReason.THIRD_PARTY)
DISPATCHED = Fact(FactType.DISPATCHED, china("2026-02-14 17:20"))


def judged(**changes: object) -> Decision:
    return decide(replace(CASE, **changes), Promise.standard(), standard_calendars())  # type: ignore[arg-type]


def test_the_trace_names_every_rule_in_the_order_applied():
    assert judged().clauses == (
        "phase.free", "cover.valid", "service.remote", "charge.free_phase", "grade.matrix",
        "response.ceiling", "response.by_grade", "calendar.24x7", "resolution.wall_clock",
    )  # fmt: skip


def test_facts_until_now_add_their_clauses():
    found = judged(facts=(DISPATCHED, PAUSED, REGRADED))
    assert found.grade == 3
    assert found.clauses[4:] == (
        "grade.matrix", "grade.regraded", "response.ceiling", "calendar.24x7", "arrival.covered",
        "resolution.working_time", "calendar.online", "resolution.paused",
    )  # fmt: skip
    early = judged(facts=(DISPATCHED, PAUSED, REGRADED), now=china("2026-02-14 16:30"))
    assert (early.grade, early.clauses) == (1, judged().clauses)


def test_other_kinds_have_their_own_clauses():
    plain = {"impact": None, "urgency": None}
    assert judged(kind=Kind.COMPLAINT, **plain).clauses[3:] == (
        "charge.complaint", "grade.complaint", "response.ceiling", "calendar.24x7", "resolution.complaint",
        "calendar.online",
    )  # fmt: skip
    assert judged(kind=Kind.ADVICE, **plain).clauses[-2:] == ("resolution.plan", "calendar.online")


def test_grades_1_and_2_are_never_held_back_for_a_quote():
    assert "charge.fix_first" in judged(agreement=None).clauses
    assert "charge.fix_first" not in judged(agreement=None, impact=Impact.WORKSTATION).clauses
    assert "charge.fix_first" not in judged().clauses


def test_the_day_of_acceptance_is_that_of_shanghai():
    just_before = datetime.fromisoformat("2026-03-01T15:59:59+00:00")
    midnight = datetime.fromisoformat("2026-03-01T16:00:00+00:00")
    phases = [judged(accepted_at=at, now=at).verdict.phase for at in (just_before, midnight)]
    assert phases == [Phase.FREE, Phase.PAID]
