import re
from dataclasses import asdict
from pathlib import Path

import pytest

from shouwen.policy import complaint
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
    answers = [complaint.PLAIN_ANSWER, complaint.GRAVE_ANSWER, complaint.URGENT_ANSWER.total_seconds()]
    assert [seconds // 60 for seconds in answers] == minutes(Clause.COMPLAINT_ANSWER)
    assert minutes(Clause.COMPLAINT_INTERIM) == complaint.INTERIM // 60
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


# Each sentence of the policy that promises something (numbered as in the trade's notes), and the clauses that keep it.
SENTENCES = {
    1: ["first_contact.account_manager"],
    2: ["first_contact.at_once"],
    3: ["first_contact.resources"],
    4: ["first_contact.word"],
    5: ["phase.free", "charge.free_phase"],
    6: ["phase.paid"],
    7: ["charge.inherent_defect", "charge.cause"],
    8: ["level.structure"],
    9: ["level.frontline"],
    10: ["level.knows_the_hospital"],
    11: ["acceptance.always", "calendar.24x7"],
    12: ["acceptance.complaint", "charge.complaint"],
    13: ["acceptance.kinds"],
    14: ["acceptance.classified", "grade.matrix"],
    15: ["acceptance.method"],
    16: ["card.one"],
    17: ["card.supervised"],
    18: ["archive.frozen"],
    19: ["first_contact.engineer"],
    20: ["upgrade.timely"],
    21: ["channel.phone_and_fax"],
    22: ["arrival.when_needed"],
    23: ["response.ceiling"],
    24: ["arrival.any_hour", "arrival.ceiling"],
    25: ["care.needs"],
    26: ["acceptance.complaint", "resolution.complaint", "complaint.answer", "complaint.interim"],
    27: ["care.measured"],
    28: ["requirement.through_frontline"],
    29: ["requirement.process"],
    30: ["requirement.tested"],
    31: ["service.onsite", "onsite.advice"],
    32: ["onsite.first_year"],
    33: ["arrival.covered"],
    34: ["service.hotline", "hotline.recorded"],
    35: ["hotline.annual_report"],
    36: ["calendar.hotline"],
    37: ["hotline.number"],
    38: ["service.remote", "calendar.remote"],
    39: ["service.self_service", "self_service.knowledge"],
    40: ["service.online", "online.visible", "calendar.online"],
    41: ["service.patches"],
    42: ["bulletins.warnings"],
    43: ["bulletins.news"],
    44: ["service.bulletins", "bulletins.channels"],
    45: ["service.inspection", "inspection.report"],
    46: ["service.green_channel", "green_channel.consultation"],
    47: ["service.urgent", "quota.same_day"],
    48: ["quota.urgent", "quota.year", "quota.given_back"],
    49: ["service.expert_onsite", "expert.certified"],
    50: ["expert.solution"],
    51: ["service.month_end", "month_end.closing"],
    52: ["month_end.reverse"],
    53: ["month_end.agreed"],
    54: ["catalogue.standards"],
    55: ["catalogue.address"],
}


def test_every_sentence_that_promises_something_has_its_clauses():
    assert sorted(SENTENCES) == list(range(1, 56))
    missing = {clause for clauses in SENTENCES.values() for clause in clauses} - set(DOCUMENT.clauses)
    assert missing == set()


def test_every_clause_that_the_code_cites_is_in_the_document():
    root = Path(__file__).parents[2] / "shouwen"
    cited = set()
    for file in root.rglob("*.py"):
        for words in re.findall(r"\(clauses? ([a-z_0-9., \n]+)\)", file.read_text(encoding="utf-8")):
            cited |= {each.strip(" .") for each in words.replace("\n", " ").split(",")}
    cited = {each for each in cited if "." in each and not each.endswith("*")}
    assert len(cited) > 15
    assert cited - set(DOCUMENT.clauses) == set()
