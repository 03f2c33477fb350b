"""Every act on quotes, work, statements and rate cards, with what has to be true before it."""

from datetime import date

from shouwen.apps.billing import actions
from shouwen.apps.billing.actions import LineFacts, QuoteFacts, RateFacts, WorkFacts
from tests.apps import books
from tests.apps.books import APRIL, MARCH
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

KEY = "money-0123456789abcdef"
FACTS = QuoteFacts("另一份", [LineFacts("day", "开发", 100)])
DAY = date(2026, 4, 1)


def payable(desk: Desk) -> None:
    desk.made["card"] = books.payable(desk.cast).number


def drafted(desk: Desk) -> None:
    desk.made["quote"] = books.drafted(desk.cast).number


def sent(desk: Desk) -> None:
    desk.made["quote"] = books.sent(desk.cast).number


def late(desk: Desk) -> None:
    desk.made["quote"] = books.sent(desk.cast).pk


def confirmed(desk: Desk) -> None:
    quote = books.confirmed(desk.cast)
    desk.made |= {"quote": quote.number, "card": quote.ticket.number}


def month(desk: Desk) -> None:
    confirmed(desk)
    desk.made["statement"] = books.statement(desk.cast)


def closed(desk: Desk) -> None:
    desk.made["statement"] = books.closed(desk.cast)


def paid_and_credited(desk: Desk) -> None:
    closed(desk)
    pay(desk)
    credit(desk)


def worked(desk: Desk) -> None:
    confirmed(desk)
    desk.made["work"] = log(desk).pk


def log(desk: Desk):
    facts = WorkFacts("remote", at(20), at(50))
    return actions.log_work(desk.by("agent"), desk.made["card"], facts, at=at(50), submission=KEY)


def pay(desk: Desk) -> object:
    return actions.record_payment(
        desk.by("finance"), desk.made["statement"], 342_733, DAY, "", at=APRIL, submission=KEY
    )


def refund(desk: Desk) -> object:
    return actions.record_refund(desk.by("finance"), desk.made["statement"], 10, DAY, "", at=APRIL, submission=KEY)


def credit(desk: Desk) -> object:
    told = (desk.made["statement"], 1, 1_000, "agreed", "减免")
    return actions.credit(desk.by("finance"), *told, at=APRIL, submission=KEY)


def invoice(desk: Desk) -> object:
    return actions.record_invoice(desk.by("finance"), desk.made["statement"], "1", DAY, DAY, at=APRIL)


def on_quote(act: object, who: str, *more: object) -> Step:
    return lambda desk: act(desk.by(who), desk.made["quote"], *more, at=at(12))  # type: ignore[operator]


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "billing.publish_rates": (
        (),
        lambda d: actions.publish_rates(d.by("finance"), RateFacts(books.RATES, MARCH), at=at(1)),
    ),
    "billing.draft_quote": (
        (payable,),
        lambda d: actions.draft_quote(d.by("pm"), d.made["card"], FACTS, at=at(5), submission=KEY),
    ),
    "billing.revise_quote": (
        (sent,),
        lambda d: actions.revise_quote(d.by("pm"), d.made["quote"], FACTS, at=at(12), submission=KEY),
    ),
    "billing.send_quote": ((drafted,), on_quote(actions.send_quote, "pm")),
    "billing.withdraw_quote": ((sent,), on_quote(actions.withdraw_quote, "pm", "重算")),
    "billing.confirm_quote": ((sent,), on_quote(actions.confirm_quote, "hospital_a", "甲主任")),
    "billing.decline_quote": ((sent,), on_quote(actions.decline_quote, "hospital_a", "太贵")),
    "billing.expire_quote": ((late,), lambda d: actions.expire_quote(d.made["quote"], at=at(60 * 24 * 40))),
    "billing.log_work": ((confirmed,), log),
    "billing.strike_work": ((worked,), lambda d: actions.strike_work(d.by("agent"), d.made["work"], "错", at=at(60))),
    "billing.draft_statement": ((confirmed,), lambda d: books.statement(d.cast)),
    "billing.close_statement": (
        (month,),
        lambda d: actions.close_statement(d.by("finance"), d.made["statement"], at=APRIL),
    ),
    "billing.record_invoice": ((closed,), invoice),
    "billing.record_payment": ((closed,), pay),
    "billing.record_refund": ((paid_and_credited,), refund),
    "billing.credit": ((closed,), credit),
}
