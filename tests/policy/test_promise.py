import json
from dataclasses import replace

import pytest

from shouwen.policy.promise import Promise, Target
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Kind

STANDARD = Promise.standard()


def minutes(target: Target) -> tuple[int, str]:
    return target.minutes, target.calendar


def test_response_never_takes_more_than_an_hour():
    assert [minutes(STANDARD.response_target(Kind.INCIDENT, grade)) for grade in (1, 2, 3, 4, 5)] == [
        (15, "24x7"), (30, "24x7"), (60, "24x7"), (60, "24x7"), (60, "24x7"),
    ]  # fmt: skip
    assert minutes(STANDARD.response_target(Kind.COMPLAINT, 3)) == (60, "24x7")


def test_resolution_by_grade():
    assert [minutes(STANDARD.resolution_target(Kind.INCIDENT, grade)) for grade in (1, 2, 3, 4, 5)] == [
        (240, "24x7"), (480, "24x7"), (960, "online"), (1440, "online"), (2400, "online"),
    ]  # fmt: skip
    assert minutes(STANDARD.resolution_target(Kind.COMPLAINT, 3)) == (1440, "online")


def test_arrival_depends_on_cover():
    assert minutes(STANDARD.arrival_target(onsite_covered=True)) == (120, "24x7")
    assert minutes(STANDARD.arrival_target(onsite_covered=False)) == (1440, "24x7")


def test_a_snapshot_survives_json():
    own = STANDARD.with_own(response={1: Target(10)}, arrival_covered=Target(240))
    assert Promise.from_json(json.loads(json.dumps(own.to_json()))) == own
    assert own.to_json()["version"] == STANDARD.version


def test_an_agreement_line_may_promise_its_own_targets():
    own = STANDARD.with_own(
        resolution={3: Target(480, "remote")}, arrival_covered=Target(360), complaint_resolution=Target(60)
    )
    assert minutes(own.resolution_target(Kind.INCIDENT, 3)) == (480, "remote")
    assert own.resolution_target(Kind.INCIDENT, 4) == STANDARD.resolution_target(Kind.INCIDENT, 4)
    assert minutes(own.arrival_target(onsite_covered=True)) == (360, "24x7")
    assert minutes(own.resolution_target(Kind.COMPLAINT, 3)) == (60, "24x7")
    assert own.arrival_target(onsite_covered=False) == STANDARD.arrival_target(onsite_covered=False)


@pytest.mark.parametrize("target", [Target(61), Target(30, "online")])
def test_no_line_may_loosen_the_ceiling_of_the_response(target: Target):
    with pytest.raises(Refused) as refused:
        STANDARD.with_own(response={4: target})
    assert refused.value.code == "promise.ceiling"


def test_unknown_grades_and_empty_targets_are_refused():
    with pytest.raises(Refused) as refused:
        STANDARD.with_own(resolution={6: Target(60)})
    assert refused.value.code == "promise.grades"
    with pytest.raises(Refused):
        replace(STANDARD, response=STANDARD.response[:4])
    for wrong in (0, -5, True, 1.5):
        with pytest.raises(Refused):
            Target(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"version": 3}, {"extra": 1}, {"response": {}}, {"response": [1]}, {"arrival_covered": {"minutes": "2"}}],
)
def test_a_spoilt_snapshot_is_refused(change: dict[str, object]):
    with pytest.raises(Refused):
        Promise.from_json(STANDARD.to_json() | change)
