from dataclasses import asdict
from pathlib import Path

import pytest

from shouwen.policy.agreement import GRACE_DAYS, URGENT_UNITS
from shouwen.policy.catalogue import STANDARDS
from shouwen.policy.clause import Clause
from shouwen.policy.document import policy_document, read_document
from shouwen.policy.promise import POLICY_VERSION, Promise
from shouwen.policy.refusal import Refused

DOCUMENT = policy_document()
POLICY = "".join((Path(__file__).parent / "service_policy.zh.txt").read_text(encoding="utf-8").split())


def minutes(clause: Clause) -> object:
    return DOCUMENT.clause(clause).parameters["minutes"]


@pytest.mark.parametrize("clause", Clause)
def test_every_clause_that_the_engine_can_name_has_words_in_both_languages(clause: Clause):
    text = DOCUMENT.clause(clause)
    assert any("一" <= letter <= "鿿" for letter in text.zh)
    assert text.en.isprintable()
    assert text.en.endswith(".")


@pytest.mark.parametrize("clause_id", sorted(DOCUMENT.clauses))
def test_every_source_stands_in_the_policy_word_for_word(clause_id: str):
    text = DOCUMENT.clause(clause_id)
    assert "".join(text.source.split()) in POLICY
    assert text.source or text.inferred


def test_promises_snapshot_the_version_of_the_document():
    assert DOCUMENT.version == POLICY_VERSION == Promise.standard().version


def test_the_engine_computes_with_the_parameters_of_the_document():
    promise = {name: value for name, value in asdict(Promise.standard()).items() if name != "version"}
    by_grade = {name: [target["minutes"] for target in promise[name]] for name in ("response", "resolution")}
    assert by_grade["response"] == minutes(Clause.RESPONSE_BY_GRADE)
    assert by_grade["resolution"][:2] == minutes(Clause.RESOLUTION_WALL_CLOCK)
    assert by_grade["resolution"][2:4] == minutes(Clause.RESOLUTION_WORKING_TIME)
    assert by_grade["resolution"][4] == minutes(Clause.RESOLUTION_PLAN)
    assert max(by_grade["response"]) == promise["complaint_response"]["minutes"] == minutes(Clause.RESPONSE_CEILING)
    assert promise["complaint_resolution"]["minutes"] == minutes(Clause.RESOLUTION_COMPLAINT)
    assert promise["arrival_covered"]["minutes"] == minutes(Clause.ARRIVAL_COVERED)
    assert promise["arrival_uncovered"]["minutes"] == minutes(Clause.ARRIVAL_CEILING)


def test_services_grace_and_units_agree_with_the_document():
    for standard in STANDARDS.values():
        parameters = DOCUMENT.clause(standard.clause).parameters
        assert (parameters["number"], parameters.get("calendar")) == (standard.number, standard.calendar)
    assert DOCUMENT.clause("cover.grace").parameters["days"] == GRACE_DAYS
    assert DOCUMENT.clause("quota.urgent").parameters["units"] == URGENT_UNITS


def test_an_unknown_clause_is_refused():
    with pytest.raises(Refused) as refused:
        DOCUMENT.clause("charge.nothing")
    assert refused.value.code == "document.unknown_clause"


@pytest.mark.parametrize("row", ['zh = "一"', 'zh = ""\nen = "x"', 'zh = "一"\nen = "x"\nmore = 1', 'zh = 1\nen = "x"'])
def test_a_clause_that_is_not_whole_is_refused(row: str):
    with pytest.raises(Refused) as refused:
        read_document(f'version = "1"\ntitle = "t"\n[clause."a.b"]\n{row}\n')
    assert (refused.value.code, refused.value.facts) == ("document.malformed", {"clause": "a.b"})
