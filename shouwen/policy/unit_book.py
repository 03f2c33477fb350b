"""The book of urgent units, double entry: every unit stands in exactly one account, and only moves between two."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.refusal import Refused


class Account(StrEnum):
    """Where a unit of an agreement year stands."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    USED = "used"


class Move(StrEnum):
    """What happens to a unit. Clauses `quota.urgent` and `quota.given_back`."""

    RESERVE = "reserve"
    USE = "use"
    GIVE_BACK = "give_back"
    TAKE_AGAIN = "take_again"


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit from one account to another."""

    source: Account
    target: Account


@dataclass(frozen=True, slots=True)
class Balance:
    """What the book says of a year. `available + reserved + used` is the year's quota, always."""

    available: int
    reserved: int
    used: int


_FROM: dict[Move, tuple[frozenset[Account], Account]] = {
    Move.RESERVE: (frozenset({Account.AVAILABLE}), Account.RESERVED),
    Move.USE: (frozenset({Account.RESERVED}), Account.USED),
    Move.GIVE_BACK: (frozenset({Account.RESERVED, Account.USED}), Account.AVAILABLE),
    Move.TAKE_AGAIN: (frozenset({Account.AVAILABLE}), Account.USED),
}


def entry(move: Move, stands: Account) -> Entry:
    """The entry of a move of a unit that stands in this account. Refused `quota.not_there`."""
    sources, target = _FROM[move]
    if stands not in sources:
        raise Refused("quota.not_there", move=move.value, account=stands.value)
    return Entry(stands, target)


def stands(entries: Iterable[Entry]) -> Account:
    """Where the unit of one request stands after its entries, in their order."""
    account = Account.AVAILABLE
    for each in entries:
        if each.source is not account:
            raise Refused("quota.not_there", move="", account=account.value)
        account = each.target
    return account


def balance(quota: int, entries: Iterable[Entry]) -> Balance:
    """What a year's entries leave of its quota. Refused `quota.overdrawn` when an account would fall below zero:
    what was sold less than what was taken (a smaller quota was agreed afterwards) leaves nothing available."""
    moved: Counter[Account] = Counter()
    for each in entries:
        moved[each.source] -= 1
        moved[each.target] += 1
    if moved[Account.RESERVED] < 0 or moved[Account.USED] < 0:
        raise Refused("quota.overdrawn")
    return Balance(quota + moved[Account.AVAILABLE], moved[Account.RESERVED], moved[Account.USED])
