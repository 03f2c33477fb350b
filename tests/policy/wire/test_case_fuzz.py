"""Whatever JSON stands in a field, the answer is a case or a refusal of one line, never another exception."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.decision import decide
from shouwen.policy.promise import Promise
from shouwen.policy.refusal import Refused
from shouwen.policy.wire.answer import answer
from shouwen.policy.wire.case import read_case
from shouwen.policy.wire.strict import read_json
from tests.policy.wire.test_case import BAD, changed

WORDS = ["2026-02-14", "2026-02-14T16:00:00+08:00", "9999-12-31T23:59:59Z", "onsite", "incident", "paused", "regraded"]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
paths = st.sampled_from(sorted({path for path, value, _ in BAD if value is not ... and "extra" not in path}))


def judged(data: bytes) -> Refused | None:
    """Judge the case in `data`; the refusal, if there is one. Anything else that is raised fails the test."""
    try:
        case = read_case(read_json(data))
        json.dumps(answer(decide(case, Promise.standard(), standard_calendars())))
    except Refused as refused:
        return refused
    return None


@settings(max_examples=400, deadline=None)
@given(paths, values)
def test_any_value_in_any_field_is_judged_or_refused(path: str, value: object):
    refused = judged(json.dumps(changed(path, value)).encode())
    if refused is not None:
        line = f"{refused.facts['field']}: {refused.facts['problem']}"
        assert (refused.code, line.isascii(), line.isprintable()) == ("wire.bad_input", True, True)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused_as_bad_input(data: bytes):
    refused = judged(data)
    assert refused is not None
    assert refused.code == "wire.bad_input"
