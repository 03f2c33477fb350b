import pytest

from shouwen.policy.refusal import Refused
from shouwen.policy.severity import PLAIN_QUESTION, Impact, Kind, PlainAnswer, Urgency, grade

TABLE = {
    "hospital": {"stopped": 1, "limited": 2, "workaround": 3, "none": 4},
    "departments": {"stopped": 2, "limited": 2, "workaround": 3, "none": 4},
    "department": {"stopped": 3, "limited": 3, "workaround": 3, "none": 4},
    "workstation": {"stopped": 4, "limited": 4, "workaround": 4, "none": 4},
}


@pytest.mark.parametrize("kind", [Kind.INCIDENT, Kind.QUESTION])
def test_impact_by_urgency(kind: Kind):
    graded = {i.value: {u.value: grade(kind, i, u) for u in Urgency} for i in Impact}
    assert graded == TABLE


def test_the_other_kinds_have_a_grade_of_their_own():
    assert [grade(kind) for kind in (Kind.REQUIREMENT, Kind.ADVICE, Kind.COMPLAINT)] == [5, 5, 3]


@pytest.mark.parametrize(("impact", "urgency"), [(None, None), (Impact.HOSPITAL, None), (None, Urgency.NONE)])
def test_an_incident_needs_both(impact: Impact | None, urgency: Urgency | None):
    with pytest.raises(Refused) as refused:
        grade(Kind.INCIDENT, impact, urgency)
    assert refused.value.code == "severity.missing"


def test_a_complaint_has_neither():
    with pytest.raises(Refused) as refused:
        grade(Kind.COMPLAINT, Impact.HOSPITAL)
    assert refused.value.code == "severity.not_asked"


def test_the_plain_question_gives_the_first_grade():
    graded = {answer.value: grade(*PLAIN_QUESTION[answer]) for answer in PlainAnswer}
    assert graded == {"whole_hospital": 1, "departments": 2, "department": 3, "workstation": 4, "question": 4}
