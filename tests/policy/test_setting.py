"""What may be set, and what is refused at the field."""

import pytest

from shouwen.policy.agreement import GRACE_DAYS, URGENT_UNITS
from shouwen.policy.document import policy_document
from shouwen.policy.refusal import Refused
from shouwen.policy.setting import FREE_BASIS, GRACE, SETTINGS, URGENT_LATE, URGENT_QUOTA, URGENT_UNTIL, setting_of


def test_the_defaults_are_the_policys_own() -> None:
    defaults = {code: setting.default for code, setting in SETTINGS.items()}
    assert defaults == {
        "free_basis": "implementation",
        "grace_days": GRACE_DAYS,
        "urgent_quota": URGENT_UNITS,
        "survey_sample": 20,
        "fcr_days": 7,
        "online_minutes": 3,
        "remote_onsite_minutes": 60,
        "remote_tools": "VPN+堡垒机、向日葵、ToDesk、TeamViewer、QQ远程",
        "original_days": 30,
        "originals_by": "handlers",
        "urgent_until": 18,
        "urgent_late_hours": 4,
        "unpaid_cover": "goes_on",
        "ruling_days": 5,
        "appeal_days": 10,
        "final_days": 5,
        "tax_percent": 6,
        "quote_days": 30,
        "rule_depth": 3,
        "rule_hourly": 5,
        "admin_separation": "off",
        "password_profile": "asvs",
    }
    clauses = policy_document().clauses
    assert clauses[GRACE.clause].parameters["days"] == GRACE.default
    same_day = clauses[URGENT_UNTIL.clause].parameters
    assert (same_day["until"], same_day["late_minutes"]) == (f"{URGENT_UNTIL.default}:00", URGENT_LATE.default * 60)
    assert clauses[URGENT_QUOTA.clause].parameters["units"] == URGENT_QUOTA.default
    assert {setting.clause for setting in SETTINGS.values() if setting.clause} <= set(clauses)


def test_what_was_typed_becomes_a_value() -> None:
    assert (GRACE.read(" 0 "), GRACE.read("366"), FREE_BASIS.read("go_live")) == (0, 366, "go_live")


@pytest.mark.parametrize(
    ("code", "said", "refusal"),
    [
        ("grace_days", "  ", "text_missing"),
        ("grace_days", "-1", "not_a_number"),
        ("grace_days", "1.5", "not_a_number"),
        ("grace_days", "٣", "not_a_number"),
        ("grace_days", "367", "number_range"),
        ("urgent_quota", "100", "number_range"),
        ("free_basis", "", "text_missing"),
        ("free_basis", "tomorrow", "unknown_choice"),
    ],
)
def test_anything_else_is_refused_at_the_field(code: str, said: str, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        setting_of(code).read(said)
    assert (refused.value.code, refused.value.facts["field"]) == (refusal, "value")


def test_an_unknown_setting_is_absent() -> None:
    with pytest.raises(Refused) as refused:
        setting_of("colour")
    assert (refused.value.code, refused.value.facts) == ("absent", {})
