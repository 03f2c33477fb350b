"""Fax numbers as people and machines write them."""

import pytest

from shouwen.policy.fax import checked_fax, digits_of
from shouwen.policy.refusal import Refused


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0755-8335 0000", "075583350000"),
        ("（0755）83350000", "075583350000"),
        ("+86 755 8335 0000", "075583350000"),
        ("0086-755-83350000", "075583350000"),
        ("+86 (0755) 83350000", "075583350000"),
        ("+86 10 8335 0000", "01083350000"),
        ("+86 13800001111", "13800001111"),
        ("+49 30 1234567", "0049301234567"),
        ("8335000", "8335000"),
        ("12345", ""),
        ("0755-8335O000", ""),
        ("０７５５８３３５００００", ""),
        ("a@b", ""),
        ("1" * 40, ""),
        ("", ""),
    ],
)
def test_the_digits_of_a_number(written: str, dialled: str) -> None:
    assert digits_of(written) == dialled


def test_what_is_no_number_is_not_kept() -> None:
    assert (checked_fax(" 0755-8335 0000 "), checked_fax("")) == ("0755-8335 0000", "")
    for wrong in ("x", "1@gw.example", "0755-8335 0000\nBcc: x"):
        with pytest.raises(Refused, match="fax_odd"):
            checked_fax(wrong)
    with pytest.raises(Refused, match="text_missing"):
        checked_fax("", required=True)
