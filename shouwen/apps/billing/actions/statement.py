"""A month's statement: drafted by hand or by time, and closed once, for good."""

from datetime import date, datetime

from shouwen.apps.billing.access import find_statement, lock_statement
from shouwen.apps.billing.events import Book, record_statement
from shouwen.apps.billing.fees import keep_fees
from shouwen.apps.billing.figures import figures_of, month_after
from shouwen.apps.billing.models import Statement, StatementLine
from shouwen.apps.billing.posting import lock_books
from shouwen.apps.customers.record import choosable
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.quoting import KEEPS_BOOKS
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor, need


@act
def draft_statement(actor: Actor, hospital_id: int | None, month: date | None, *, at: datetime) -> Statement:
    """The statement of a hospital for a month; the one that is there already, if there is one.

    Refused: `not_your_role`; with `field`: `text_missing`, `absent`, `in_the_future`.
    """
    if actor is not SYSTEM:
        need(actor, KEEPS_BOOKS, "keep_books")
    if hospital_id is None:
        raise Refused("text_missing", field="hospital")
    if month is None:
        raise Refused("text_missing", field="month")
    hospital = choosable(actor, hospital_id)
    first = month.replace(day=1)
    if first > at.astimezone(DESK_ZONE).date():
        raise Refused("in_the_future", field="month")
    lock_books(hospital.pk)
    known = Statement.objects.filter(hospital=hospital, month=first).first()
    if known is not None:
        return known
    made = Statement.objects.create(
        number=f"ST-{first:%Y%m}-{hospital.pk:04d}",
        hospital=hospital,
        month=first,
        drafted_at=at,
        drafted_by_id=actor.id,
    )
    record_statement(made, Book.DRAFTED, actor, at, hospital=hospital.pk, month=first.isoformat())
    return made


@act
def close_statement(actor: Actor, number: str, *, at: datetime) -> Statement:
    """Freeze it: its lines and sums as they are now, and never otherwise. Of two at once exactly one closes it.

    Refused: `not_your_role`, `absent`, `statement_closed`, `month_not_over`, `statement_empty`, `statement_order`.
    """
    found = find_statement(actor, number)
    need(actor, KEEPS_BOOKS, "keep_books")
    lock_books(found.hospital_id)
    statement = lock_statement(actor, number)
    if statement.closed_at is not None:
        raise Refused("statement_closed")
    if at < month_after(statement.month):
        raise Refused("month_not_over")
    if Statement.objects.filter(
        hospital=statement.hospital, month__gt=statement.month, closed_at__isnull=False
    ).exists():
        raise Refused("statement_order")
    figures = figures_of(statement)
    if not (figures.lines or figures.moves or figures.fees or figures.opening_fen):
        raise Refused("statement_empty")
    rows = [
        StatementLine(
            statement=statement,
            place=place,
            posting=line.posting,
            card=line.card,
            words=line.words,
            net_fen=line.signed.net,
            tax_fen=line.signed.tax,
        )
        for place, line in enumerate(figures.lines, 1)
    ]
    StatementLine.objects.bulk_create(rows)
    keep_fees(statement, figures.fees)
    statement.opening_fen = figures.opening_fen
    statement.net_fen, statement.tax_fen = figures.total.net, figures.total.tax
    statement.closed_at, statement.closed_by_id = at, actor.person
    statement.save(update_fields=["opening_fen", "net_fen", "tax_fen", "closed_at", "closed_by"])
    record_statement(
        statement,
        Book.CLOSED,
        actor,
        at,
        hospital=statement.hospital_id,
        lines=[line.posting.pk for line in figures.lines],
        opening=figures.opening_fen,
        net=figures.total.net,
        tax=figures.total.tax,
        fees=[[fee.period.pk, fee.number, fee.amount, fee.is_open] for fee in figures.fees],
    )
    return statement
