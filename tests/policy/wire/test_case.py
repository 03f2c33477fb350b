"""Bad input of `decide`, field by field; and what a missing field means."""

import copy
import json
from datetime import date, timedelta

import pytest

from shouwen.policy.coverage import Cause
from shouwen.policy.refusal import Refused
from shouwen.policy.wire.case import read_case
from tests.policy.moments import china

LINE = {"from": "2026-03-02", "until": "2027-03-01", "services": ["onsite"], "policy_change": False}
CASE: dict[str, object] = {
    "at": "2026-02-14T16:00:00+08:00",
    "now": "2026-02-24T13:00:00+08:00",
    "agreement": {"free_from": "2025-03-01", "free_until": None, "paid": [LINE], "terminated_on": None},
    "request": {"kind": "incident", "service": "remote", "impact": "hospital", "urgency": "stopped"},
    "events": [{"type": "responded", "at": "2026-02-14T16:10:00+08:00"}],
}
SURROGATE = "\ud800"


def changed(path: str, value: object) -> dict[str, object]:
    """The case with one value set; `...` takes the field away."""
    case = copy.deepcopy(CASE)
    *parents, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: object = case
    for step in parents:
        place = place[step]  # type: ignore[index]
    if value is ...:
        del place[last]  # type: ignore[attr-defined]
    else:
        place[last] = value  # type: ignore[index]
    return case


def event(**fields: object) -> dict[str, object]:
    return {"at": "2026-02-14T17:00:00+08:00"} | fields


BAD = [
    ("at", ..., "at"),
    ("at", None, "at"),
    ("at", 1, "at"),
    ("at", "2026-02-14T16:00:00", "at"),
    ("at", "2026-02-14 16:00:00+08:00", "at"),
    ("at", "2026-02-14", "at"),
    ("at", "2026-02-30T16:00:00+08:00", "at"),
    ("at", "2026-02-14T24:00:00+08:00", "at"),
    ("at", "2026-12-31T23:59:60+08:00", "at"),
    ("at", "2026-02-14T16:00:00+25:00", "at"),
    ("at", "0000-02-14T16:00:00+08:00", "at"),
    ("at", "0001-01-01T00:00:00+08:00", "at"),
    ("at", "9999-12-31T23:59:59-08:00", "at"),
    ("at", "10000-01-01T00:00:00+08:00", "at"),
    ("at", "٢٠٢٦-02-14T16:00:00+08:00", "at"),
    ("at", SURROGATE, "at"),
    ("at", "2026-W07-6T16:00:00+08:00", "at"),
    ("now", "2026-02-14T15:59:59+08:00", "now"),
    ("now", None, "now"),
    ("extra", 1, "extra"),
    ("agreement", ..., "agreement"),
    ("agreement", None, "agreement"),
    ("agreement", [], "agreement"),
    ("agreement.free_from", ..., "agreement.free_from"),
    ("agreement.free_from", None, "agreement.free_from"),
    ("agreement.free_from", "2025-02-29", "agreement.free_from"),
    ("agreement.free_from", "20250301", "agreement.free_from"),
    ("agreement.free_until", "2025-02-28", "agreement.free_until"),
    ("agreement.terminated_on", 20260101, "agreement.terminated_on"),
    ("agreement.grace_days", -1, "agreement.grace_days"),
    ("agreement.grace_days", True, "agreement.grace_days"),
    ("agreement.grace_days", 30.0, "agreement.grace_days"),
    ("agreement.urgent_quota", "4", "agreement.urgent_quota"),
    ("agreement.urgent_used", -1, "agreement.urgent_used"),
    ("agreement.special", "urgent", "agreement.special"),
    ("agreement.special", ["urgent", "vip"], "agreement.special[1]"),
    ("agreement.special", [["urgent"]], "agreement.special[0]"),
    ("agreement.colour", "red", "agreement.colour"),
    ("agreement.paid", {}, "agreement.paid"),
    ("agreement.paid", [LINE, 3], "agreement.paid[1]"),
    ("agreement.paid.0.until", "2026-03-01", "agreement.paid[0].until"),
    ("agreement.paid.0.services", ..., "agreement.paid[0].services"),
    ("agreement.paid.0.services", ["onsite", None], "agreement.paid[0].services[1]"),
    ("agreement.paid.0.policy_change", 0, "agreement.paid[0].policy_change"),
    ("agreement.paid.0.grace_days", 3, "agreement.paid[0].grace_days"),
    ("request", "incident", "request"),
    ("request.kind", "Incident", "request.kind"),
    ("request.service", "", "request.service"),
    ("request.service", SURROGATE, "request.service"),
    ("request.cause", None, "request.cause"),
    ("request.impact", ..., "request.impact"),
    ("request.urgency", ["stopped"], "request.urgency"),
    ("request.kind", "complaint", "request.impact"),
    ("request.kind", "advice", "request.impact"),
    ("request.priority", 1, "request.priority"),
    ("events", {}, "events"),
    ("events", [None], "events[0]"),
    ("events", [event()], "events[0].type"),
    ("events", [event(type="closed")], "events[0].type"),
    ("events", [{"type": "responded"}], "events[0].at"),
    ("events", [{"type": "responded", "at": "2026-02-14T15:59:59+08:00"}], "events[0].at"),
    ("events", [event(type="responded"), event(type="paused")], "events[1].reason"),
    ("events", [event(type="paused", reason="lunch")], "events[0].reason"),
    ("events", [event(type="resumed", reason="third_party")], "events[0].reason"),
    ("events", [event(type="regraded", impact="hospital")], "events[0].urgency"),
    ("events", [event(type="responded", impact="hospital")], "events[0].impact"),
    ("events", [event(type="responded", **{SURROGATE: 1})], 'events[0]."\\ud800"'),
]


@pytest.mark.parametrize(("path", "value", "field"), BAD)
def test_bad_input_names_its_field(path: str, value: object, field: str):
    with pytest.raises(Refused) as refused:
        read_case(changed(path, value), "[2]")
    assert (refused.value.code, refused.value.facts["field"]) == ("wire.bad_input", f"[2].{field}")
    assert str(refused.value.facts["problem"]).isprintable()


@pytest.mark.parametrize("kind", ["requirement", "advice", "complaint"])
def test_kinds_without_impact_are_not_regraded(kind: str):
    case = changed("request", {"kind": kind, "service": "online"})
    case["events"] = [event(type="regraded", impact="hospital", urgency="stopped")]
    with pytest.raises(Refused) as refused:
        read_case(case)
    assert refused.value.facts["field"] == "events[0].type"


def test_missing_fields_have_their_defaults():
    found = read_case(CASE)
    assert found.agreement is not None
    assert (found.agreement.special, found.agreement.urgent_quota, found.agreement.urgent_used) == (frozenset(), 4, 0)
    assert (found.agreement.grace_days, found.agreement.last_free_day) == (30, date(2026, 3, 1))
    assert (found.agreement.paid[0].special, found.agreement.paid[0].urgent_quota) == (frozenset(), 4)
    assert found.cause is Cause.UNKNOWN
    bare = changed("agreement.paid", ...)
    del bare["events"], bare["now"]
    assert read_case(bare).agreement.paid == ()  # type: ignore[union-attr]
    assert (read_case(bare).facts, read_case(bare).now) == ((), china("2026-02-14 16:00"))


def test_now_is_the_last_instant_given():
    case = changed("now", ...)
    case["events"] = [event(type="resolved"), event(type="responded", at="2026-02-14T16:10:00+08:00")]
    assert read_case(case).now == china("2026-02-14 17:00")


def test_any_offset_is_read_and_fractions_are_dropped():
    found = read_case(changed("at", "2026-02-14T08:00:00.999Z"))
    assert found.accepted_at == china("2026-02-14 16:00")
    assert found.accepted_at.utcoffset() == timedelta(0)


def test_a_day_may_lie_at_the_end_of_time():
    assert read_case(changed("agreement.paid.0.until", "9999-12-31")).agreement is not None
    assert read_case(changed("agreement.free_from", "9999-12-31")).agreement.last_free_day == date.max  # type: ignore[union-attr]


def test_the_case_is_plain_json():
    assert read_case(json.loads(json.dumps(CASE))) == read_case(CASE)
