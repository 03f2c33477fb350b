"""Codes that quotes, work, statements and rate cards write into the ledger, and the one way to write them."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.billing.models import Quote, RateCard, Statement, Work
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

QUOTE = "quote"
STATEMENT = "statement"
RATE_CARD = "rate_card"
WORK = "work"


class Code(StrEnum):
    DRAFTED = "quote.drafted"
    SENT = "quote.sent"
    CONFIRMED = "quote.confirmed"
    # Both signatures under an expert's visit stand for it.
    SIGNED = "quote.signed"
    DECLINED = "quote.declined"
    EXPIRED = "quote.expired"
    WITHDRAWN = "quote.withdrawn"
    REVISED = "quote.revised"
    VOIDED = "quote.voided"
    # Who drafted it has left; a colleague looks after it.
    PASSED_ON = "quote.passed_on"
    # Owed or paid money was given back: the cause is ours, or it was not done.
    GIVEN_BACK = "quote.given_back"


class Book(StrEnum):
    DRAFTED = "statement.drafted"
    CLOSED = "statement.closed"
    INVOICED = "statement.invoiced"
    PAID = "statement.paid"
    REFUNDED = "statement.refunded"
    CREDITED = "statement.credited"


PUBLISHED = "rate_card.published"
LOGGED = "work.logged"
STRUCK = "work.struck"


def record(quote: Quote, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the quote's chain; its row is locked by the act."""
    append(subject=(QUOTE, quote.pk), actor=actor.ledger, code=code.value, at=at, card=quote.ticket_id, **data)


def record_statement(statement: Statement, code: Book, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the statement's chain; its row is locked by the act."""
    append(subject=(STATEMENT, statement.pk), actor=actor.ledger, code=code.value, at=at, **data)


def record_rates(card: RateCard, actor: Actor, at: datetime) -> None:
    rates = card.rates
    told = {name: getattr(rates, name) for name in rates.__slots__}
    append(
        subject=(RATE_CARD, card.pk),
        actor=actor.ledger,
        code=PUBLISHED,
        at=at,
        number=card.number,
        valid_from=card.valid_from.isoformat(),
        **told,
    )


def record_work(work: Work, code: str, actor: Actor, at: datetime) -> None:
    append(
        subject=(WORK, work.pk),
        actor=actor.ledger,
        code=code,
        at=at,
        card=work.ticket_id,
        minutes=work.minutes,
        basis=work.basis,
    )
