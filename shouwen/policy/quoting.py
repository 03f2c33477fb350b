"""报价: from a draft to the hospital's word; without it nothing is owed, and the gravest faults do not wait for it."""

from collections.abc import Mapping
from enum import StrEnum

from shouwen.policy.coverage import Cause, Charge
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role

# Who prices, who keeps the books, and who of a hospital may say yes.
QUOTES = frozenset({Role.ACCOUNT_MANAGER, Role.DIRECTOR})
KEEPS_BOOKS = frozenset({Role.FINANCE})
READS_BOOKS = frozenset({Role.FINANCE, Role.AUDITOR, Role.DIRECTOR, Role.ACCOUNT_MANAGER})
CONFIRMS = frozenset({Role.IT_HEAD})
LONGEST_VALID_DAYS = 365


class Stage(StrEnum):
    """草稿, 已发出, 已确认, 已拒绝, 已过期, 已撤回, 已修订, 已作废."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    # Another one stands in its place.
    REVISED = "revised"
    # Nothing is to be paid any more: the cause is ours, or an agreement covers it.
    VOID = "void"


class Step(StrEnum):
    SEND = "send"
    CONFIRM = "confirm"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    REVISE = "revise"
    VOID = "void"


OPEN = frozenset({Stage.DRAFT, Stage.SENT})
STEPS: Mapping[Step, tuple[frozenset[Stage], Stage]] = {
    Step.SEND: (frozenset({Stage.DRAFT}), Stage.SENT),
    Step.CONFIRM: (frozenset({Stage.SENT}), Stage.CONFIRMED),
    Step.DECLINE: (frozenset({Stage.SENT}), Stage.DECLINED),
    Step.EXPIRE: (frozenset({Stage.SENT}), Stage.EXPIRED),
    Step.WITHDRAW: (OPEN, Stage.WITHDRAWN),
    Step.REVISE: (frozenset({Stage.DRAFT, Stage.SENT, Stage.DECLINED, Stage.EXPIRED}), Stage.REVISED),
    Step.VOID: (OPEN, Stage.VOID),
}


def after(stage: Stage, step: Step) -> Stage:
    """The stage after a step. Refused `quote_stage` when it is not possible in this stage."""
    allowed, then = STEPS[step]
    if stage not in allowed:
        raise Refused("quote_stage", stage=stage.value)
    return then


class Basis(StrEnum):
    """What work on a card is done against: cover, a confirmed quote, settled later, or at our own cost."""

    COVER = "cover"
    QUOTE = "quote"
    SETTLE_LATER = "settle_later"
    GOODWILL = "goodwill"


def basis_of(charge: Charge, grade: int, *, has_confirmed: bool, goodwill: bool = False) -> Basis:
    """Against what a piece of work is booked (clause charge.fix_first: grades 1 and 2 are never held back).

    Refused `quote_not_confirmed`: of a lesser grade nothing is begun that nobody has agreed to pay for.
    """
    if charge is not Charge.QUOTE:
        return Basis.COVER
    if has_confirmed:
        return Basis.QUOTE
    if grade <= 2:
        return Basis.SETTLE_LATER
    if goodwill:
        return Basis.GOODWILL
    raise Refused("quote_not_confirmed")


def is_ours(cause: Cause) -> bool:
    """Is the vendor himself the cause, so that money that was owed is given back (clause charge.inherent_defect)?"""
    return cause in {Cause.INHERENT_DEFECT, Cause.VENDOR_REGRESSION}
