"""The audit of dependencies: what is known fails, what is excused has a reason and a last day, silence is no yes."""

import json
from datetime import date

import pytest

from shouwen.config.audit import Found, excused, judged, of_npm, of_pypi
from tests.house import tree

HEAD = "package,vulnerability,reason,until\n"
TODAY = date(2026, 11, 28)
# As the tools write them.
PYPI = {
    "dependencies": [
        {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.3"], "aliases": []}]},
        {"name": "django", "version": "5.2.19", "vulns": []},
    ],
    "fixes": [],
}
NPM = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "minimist": {"name": "minimist", "via": [{"url": "https://advisories.example/GHSA-1", "title": "x"}]},
        "mkdirp": {"name": "mkdirp", "via": ["minimist"]},
    },
}
SKIPPED = {"dependencies": [{"name": "jinja2", "skip_reason": "not found and could not be audited"}], "fixes": []}
BOTH = {"Python packages": of_pypi(json.dumps(PYPI)), "npm packages": of_npm(json.dumps(NPM))}


def test_what_is_known_and_not_excepted_fails() -> None:
    assert {"Python packages": [Found("jinja2", "PYSEC-1")], "npm packages": [Found("minimist", "GHSA-1")]} == BOTH
    lines, well = judged(BOTH, set())
    assert (well, lines) == (
        False,
        [
            "VULNERABLE: jinja2 PYSEC-1",
            "audited: Python packages: 1 known, 0 excused",
            "VULNERABLE: minimist GHSA-1",
            "audited: npm packages: 1 known, 0 excused",
        ],
    )


def test_an_exception_has_a_reason_and_ends() -> None:
    text = (
        HEAD + "jinja2,PYSEC-1,no template of a user is rendered,2026-11-28\nminimist,GHSA-1,only at build,2026-11-28\n"
    )
    assert judged(BOTH, excused(text, TODAY))[1] is True
    assert judged(BOTH, excused(text, date(2026, 11, 29)))[1] is False
    with pytest.raises(ValueError, match="no reason"):
        excused(HEAD + "jinja2,PYSEC-1, ,2026-11-28\n", TODAY)
    with pytest.raises(ValueError, match="isoformat"):
        excused(HEAD + "jinja2,PYSEC-1,because,some day\n", TODAY)


@pytest.mark.parametrize("said", ["", "no JSON", "[]", "{}", json.dumps({"message": "405"}), json.dumps(SKIPPED)])
def test_silence_is_told_and_does_not_fail(said: str) -> None:
    assert (of_pypi(said), of_npm(said)) == (None, None)
    lines, well = judged({"Python packages": of_pypi(said), "npm packages": []}, set())
    assert (well, lines) == (
        True,
        [
            "NOT AUDITED: Python packages: the service does not answer. Nothing is known about these packages.",
            "audited: npm packages: 0 known, 0 excused",
        ],
    )


def test_what_is_known_counts_although_others_were_not_answered_for() -> None:
    some = {"dependencies": [*PYPI["dependencies"], *SKIPPED["dependencies"]]}
    assert of_pypi(json.dumps(some)) == [Found("jinja2", "PYSEC-1")]


def test_the_exceptions_of_today_can_be_read() -> None:
    excused((tree.CHECKOUT / "docs" / "audit-exceptions.csv").read_text(encoding="utf-8"), TODAY)
