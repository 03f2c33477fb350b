"""Canned replies and checklists: what may stand in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.aids import VARIABLES, check_steps, check_variables, fill, steps
from shouwen.policy.refusal import Refused


def test_variables_are_filled_once() -> None:
    facts = {"number": "SW-1", "hospital": "{agent}"}
    assert fill("{number} {hospital} {contact} {x}", facts) == "SW-1 {agent} — {x}"


@pytest.mark.parametrize("text", ["{x}", "{}", "{number }", "a {__class__} b"])
def test_an_unknown_variable_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        check_variables(text, "text_zh")
    assert (caught.value.code, caught.value.facts["field"]) == ("variable_unknown", "text_zh")


@given(st.text(max_size=40))
def test_a_text_without_braces_stays(text: str) -> None:
    plain = text.replace("{", "").replace("}", "")
    check_variables(plain, "text_zh")
    assert fill(plain, dict.fromkeys(VARIABLES, "x")) == plain


def test_steps_are_lines() -> None:
    assert steps(" 一\n\n二 \r\n三") == ("一", "二", "三")
    check_steps("一\n二", "")
    for zh, en, code in (
        ("一\n二", "one", "steps_differ"),
        ("一\n" * 31, "", "too_many_steps"),
        ("一" * 121, "", "step_too_long"),
    ):
        with pytest.raises(Refused) as caught:
            check_steps(zh, en)
        assert caught.value.code == code
