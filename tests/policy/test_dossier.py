"""A dossier's entries: their fields, and no passwords."""

import pytest

from shouwen.policy.dossier import SLOTS, Section, checked_entry
from shouwen.policy.refusal import Refused


def refusal(section: Section, given: dict[str, str]) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        checked_entry(section, given)
    return caught.value.code, caught.value.facts["field"]


def test_an_entry_keeps_its_own_fields_without_the_empty_ones() -> None:
    given = {"name": " DB-01 ", "os": "Linux", "place": "", "colour": "red"}
    assert checked_entry(Section.SERVERS, given) == {"name": "DB-01", "os": "Linux"}


@pytest.mark.parametrize("section", Section)
def test_every_section_asks_for_a_name(section: Section) -> None:
    assert refusal(section, {"note": "x"}) == ("text_missing", "name")
    assert SLOTS[section][0].code == "name"


@pytest.mark.parametrize(
    "text",
    [
        "密码:abc",
        "密码：abc",
        "password=hunter2",
        "Password = x",
        "pwd:1",
        "口令是 8888",
        "密 码 ： a",
        "passwd: q",
        "token=abc",
    ],
)
def test_what_looks_like_a_password_is_refused(text: str) -> None:
    assert refusal(Section.DATABASES, {"name": "x", "note": text}) == ("secret_in_text", "note")


@pytest.mark.parametrize("text", ["密码由信息科陈主任保管", "password is kept by the IT head", "每季度更换密码"])
def test_who_keeps_it_may_be_said(text: str) -> None:
    assert checked_entry(Section.NETWORK, {"name": "x", "note": text})["note"] == text


def test_a_text_that_is_too_long_is_refused() -> None:
    assert refusal(Section.SERVERS, {"name": "x" * 81}) == ("text_too_long", "name")
