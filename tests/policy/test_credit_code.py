"""统一社会信用代码: GB 32100-2015."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.credit_code import ALPHABET, check_character, credit_code, normalised
from shouwen.policy.refusal import Refused

BODIES = st.text(ALPHABET, min_size=17, max_size=17)
KNOWN = "91350100M000100Y43"


def refusal(text: str) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        credit_code(text)
    return caught.value.code, caught.value.facts["field"]


def test_the_example_of_the_standard() -> None:
    assert credit_code(KNOWN) == KNOWN


def test_the_alphabet_leaves_out_what_looks_alike() -> None:
    assert (len(ALPHABET), set("IOSVZ") & set(ALPHABET)) == (31, set())


def test_it_is_kept_narrow_and_in_capitals() -> None:
    assert credit_code(" ９1350100-m000100y43\u3000") == KNOWN


@given(BODIES)
def test_a_code_with_its_check_character_is_taken(body: str) -> None:
    code = body + check_character(body)
    assert credit_code(code) == credit_code(code.lower()) == code


@given(BODIES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_seen(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        assert refusal(wrong) == ("credit_code.check", "credit_code")


@given(BODIES, st.integers(0, 15))
def test_two_neighbours_that_changed_places_are_seen(body: str, place: int) -> None:
    code = body + check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        assert refusal(swapped) == ("credit_code.check", "credit_code")


@given(st.text())
def test_what_is_no_code_is_refused_by_its_name(text: str) -> None:
    if len(normalised(text)) != 18:
        code, field = refusal(text)
        assert (code in {"credit_code.length", "credit_code.character"}, field) == (True, "credit_code")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "length"), (KNOWN[:-1], "length"), (KNOWN + "0", "length"), (KNOWN[:-1] + "I", "character"),
     ("9135010中M000100Y43", "character"), (KNOWN[:-1] + "4", "check")],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, code: str) -> None:
    assert refusal(text) == (f"credit_code.{code}", "credit_code")
