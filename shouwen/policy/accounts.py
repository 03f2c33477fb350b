"""复式记账 for what hospitals owe: every posting has legs that add up to zero; a balance is the sum of its legs."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from shouwen.policy.money import Sum
from shouwen.policy.refusal import Refused


class Account(StrEnum):
    """应收账款, 收入, 销项税, 银行."""

    RECEIVABLE = "receivable"
    REVENUE = "revenue"
    OUTPUT_TAX = "output_tax"
    BANK = "bank"


class Entry(StrEnum):
    """收费, 冲减, 收款, 退款."""

    CHARGE = "charge"
    CREDIT = "credit"
    PAYMENT = "payment"
    REFUND = "refund"


class Leg(NamedTuple):
    """An amount in fen on one account; debits are above zero."""

    account: Account
    fen: int


def legs(entry: Entry, amount: Sum) -> tuple[Leg, ...]:
    """The legs of an entry; legs of nothing are left out. Refused `amount_range` for a sum that is not above zero."""
    if amount.gross <= 0 or amount.net < 0 or amount.tax < 0:
        raise Refused("amount_range", field="amount")
    owed = (
        Leg(Account.RECEIVABLE, amount.gross),
        Leg(Account.REVENUE, -amount.net),
        Leg(Account.OUTPUT_TAX, -amount.tax),
    )
    paid = (Leg(Account.BANK, amount.gross), Leg(Account.RECEIVABLE, -amount.gross))
    found = {
        Entry.CHARGE: owed,
        Entry.CREDIT: tuple(Leg(account, -fen) for account, fen in owed),
        Entry.PAYMENT: paid,
        Entry.REFUND: tuple(Leg(account, -fen) for account, fen in paid),
    }[entry]
    return tuple(leg for leg in found if leg.fen)


def is_balanced(found: Iterable[Leg]) -> bool:
    return sum(leg.fen for leg in found) == 0


class Settled(StrEnum):
    """未付, 部分付款, 已结清, 应退, 本单无收费."""

    OPEN = "open"
    PARTLY = "partly"
    PAID = "paid"
    OVERPAID = "overpaid"
    NOTHING = "nothing"


def settled(gross: int, credited: int, paid: int) -> Settled:
    """How a closed statement stands; what is paid counts less refunds."""
    if gross == credited == paid == 0:
        return Settled.NOTHING
    left = gross - credited - paid
    if left < 0:
        return Settled.OVERPAID
    if left == 0:
        return Settled.PAID
    return Settled.PARTLY if paid > 0 else Settled.OPEN


def part_of(amount: Sum, already: Sum, gross: int) -> Sum:
    """`gross` taken out of what is left of an amount: net and tax in its proportion, the last part takes the rest.

    So parts that together take the whole are together the whole. Refused with `field`: `amount_range`, `amount_beyond`.
    """
    left = amount + -already
    if gross <= 0:
        raise Refused("amount_range", field="amount")
    if gross > left.gross:
        raise Refused("amount_beyond", field="amount", left=left.gross)
    if gross == left.gross:
        return left
    tax = min(left.tax, gross * amount.tax // amount.gross)
    net = gross - tax
    return Sum(net, tax) if net <= left.net else Sum(left.net, gross - left.net)
