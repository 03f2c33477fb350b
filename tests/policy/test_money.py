"""Money: nothing is lost by rounding, sharing, taxing or taking back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.accounts import Entry, Settled, is_balanced, legs, part_of, settled
from shouwen.policy.money import (
    NOTHING,
    Sum,
    capitals,
    fen_of,
    percent,
    plain_yuan,
    rmb,
    rounded,
    share,
    split_gross,
    taxed,
    yuan,
)
from shouwen.policy.refusal import Refused

FEN = st.integers(1, 10**11)
PERCENT = st.integers(0, 17)


@given(st.integers(-(10**11), 10**11), st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_the_parts_add_up(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    # None is further than a fen from its fair part.
    whole = sum(weights)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(st.lists(FEN, min_size=1, max_size=20), PERCENT)
def test_the_tax_of_the_lines_is_the_tax_of_the_whole(amounts: list[int], percent: int) -> None:
    total, lines = taxed(amounts, percent)
    assert (sum(line.net for line in lines), sum(line.tax for line in lines)) == (total.net, total.tax)
    assert total.net == sum(amounts)
    assert abs(total.tax * 100 - total.net * percent) <= 50
    assert all(line.tax >= 0 for line in lines)


@given(FEN, PERCENT)
def test_a_sum_with_its_tax_is_taken_apart_and_put_together(gross: int, percent: int) -> None:
    found = split_gross(gross, percent)
    assert found.gross == gross
    assert abs(rounded(found.net * percent, 100) - found.tax) <= 1


@given(FEN, PERCENT, st.lists(st.integers(1, 10**11), max_size=12))
def test_credit_notes_for_the_whole_leave_nothing(net: int, percent: int, wanted: list[int]) -> None:
    """However it is cut into notes: together they are the charge, net and tax alike, and no fen beyond."""
    amount, _lines = taxed([net], percent)
    taken, notes = NOTHING, []
    for gross in [*wanted, amount.gross]:
        left = (amount + -taken).gross
        if not left:
            break
        part = part_of(amount, taken, min(gross, left))
        assert part.net >= 0
        assert part.tax >= 0
        taken, notes = taken + part, [*notes, part]
    if taken.gross < amount.gross:
        notes.append(part_of(amount, taken, (amount + -taken).gross))
    assert sum(notes, NOTHING) == amount
    every = [leg for note in notes for leg in legs(Entry.CREDIT, note)] + list(legs(Entry.CHARGE, amount))
    assert {
        account: sum(leg.fen for leg in every if leg.account is account) for account, _fen in every
    } == dict.fromkeys({leg.account for leg in every}, 0)


@given(FEN, PERCENT, st.sampled_from(list(Entry)))
def test_every_posting_is_balanced(net: int, percent: int, entry: Entry) -> None:
    amount, _lines = taxed([net], percent)
    assert is_balanced(legs(entry, amount))


@given(st.integers(0, 10**11))
def test_what_is_written_is_read_again(fen: int) -> None:
    assert fen_of(yuan(fen), "x") == fen_of(plain_yuan(fen), "x") == fen


def test_money_is_read_strictly() -> None:
    good = {"1": 100, "1.5": 150, " ¥1,234.50 ": 123450, "0.01": 1}
    assert {said: fen_of(said, "x") for said in good} == good
    for bad in ("1.234", "-1", "1e3", "一百", "NaN", "1.", ".5", "99999999999", "١"):
        with pytest.raises(Refused) as refused:
            fen_of(bad, "price")
        assert (refused.value.code, refused.value.facts) == ("not_money", {"field": "price"})


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 100, "0"),
        (85, 10_000, "0.9"),
        (84, 10_000, "0.8"),
        (96, 10_000, "1.0"),
        (1, 100_000, "< 0.1"),
        (1, 100, "1"),
        (125, 1000, "13"),
        (300, 100, "300"),
    ],
)
def test_a_little_is_not_nothing(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


def test_sums_in_capitals() -> None:
    said = {
        0: "零元整", 5: "伍分", 10: "壹角整", 105: "壹元零伍分", 100: "壹元整", 1050: "壹拾元伍角整",
        105030: "壹仟零伍拾元叁角整",
        10_000_00: "壹万元整", 10_010_00: "壹万零壹拾元整", 1_000_000_00: "壹佰万元整", 1_0000_0001_00: "壹亿零壹元整",
        1_0010_0000_00: "壹亿零壹拾万元整", 123_456_78: "壹拾贰万叁仟肆佰伍拾陆元柒角捌分",
        2_000_500_07: "贰佰万零伍佰元零柒分",
        -100: "负壹元整",
    }  # fmt: skip
    assert {fen: capitals(fen) for fen in said} == said


def test_how_a_statement_stands() -> None:
    told = [
        settled(100, 0, 0),
        settled(100, 0, 40),
        settled(100, 60, 40),
        settled(100, 100, 40),
        settled(100, 40, 0),
        settled(0, 0, 0),
    ]
    assert told == [Settled.OPEN, Settled.PARTLY, Settled.PAID, Settled.OVERPAID, Settled.OPEN, Settled.NOTHING]


def test_nothing_goes_beyond_what_is_left() -> None:
    for gross, code in ((0, "amount_range"), (107, "amount_beyond")):
        with pytest.raises(Refused) as refused:
            part_of(Sum(100, 6), NOTHING, gross)
        assert refused.value.code == code
    with pytest.raises(Refused):
        legs(Entry.CHARGE, Sum(0, 0))
    with pytest.raises(Refused):
        share(5, [0, 0])


def test_the_sign_stands_before_the_currency() -> None:
    assert [rmb(each) for each in (0, 646_600, -646_600)] == ["¥0.00", "¥6,466.00", "-¥6,466.00"]
