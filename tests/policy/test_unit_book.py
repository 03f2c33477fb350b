"""The book of urgent units: whatever is done, the three accounts add up to the quota, and none is below zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.refusal import Refused
from shouwen.policy.unit_book import Account, Balance, Entry, Move, balance, entry, stands

A, R, U = Account.AVAILABLE, Account.RESERVED, Account.USED


@given(
    quota=st.integers(0, 6),
    wishes=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(list(Move))), max_size=60),
)
def test_the_balance_is_provable(quota: int, wishes: list[tuple[int, Move]]) -> None:
    """Requests do whatever they like; what the book lets through adds up, and never gives out a unit too many."""
    of_request: dict[int, list[Entry]] = {}
    book: list[Entry] = []
    for request, move in wishes:
        mine = of_request.setdefault(request, [])
        if move in {Move.RESERVE, Move.TAKE_AGAIN} and balance(quota, book).available == 0:
            continue
        try:
            made = entry(move, stands(mine))
        except Refused:
            continue
        mine.append(made)
        book.append(made)
        now = balance(quota, book)
        assert now.available + now.reserved + now.used == quota
        assert min(now.available, now.reserved, now.used) >= 0
    where = [stands(entries) for entries in of_request.values()]
    assert balance(quota, book) == Balance(quota - where.count(R) - where.count(U), where.count(R), where.count(U))


@pytest.mark.parametrize(
    ("move", "account"),
    [(Move.RESERVE, R), (Move.RESERVE, U), (Move.USE, A), (Move.USE, U), (Move.GIVE_BACK, A), (Move.TAKE_AGAIN, U)],
)
def test_a_unit_moves_only_from_where_it_stands(move: Move, account: Account) -> None:
    with pytest.raises(Refused) as refused:
        entry(move, account)
    assert refused.value.code == "quota.not_there"


def test_entries_that_do_not_follow_one_another_are_found_out() -> None:
    with pytest.raises(Refused):
        stands([Entry(A, R), Entry(A, U)])
    with pytest.raises(Refused) as refused:
        balance(4, [Entry(R, U)])
    assert refused.value.code == "quota.overdrawn"
