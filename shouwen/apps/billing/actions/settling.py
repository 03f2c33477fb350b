"""After a statement is closed: its invoice, what was paid, what was taken back."""

from datetime import date, datetime

from shouwen.apps.billing.access import find_statement, lock_statement
from shouwen.apps.billing.events import Book, record_statement
from shouwen.apps.billing.figures import settling_of
from shouwen.apps.billing.models import CreditNote, Payment, Statement
from shouwen.apps.billing.posting import credited, lock_books, post, write_credit_note
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.accounts import Entry, part_of
from shouwen.policy.money import Sum
from shouwen.policy.plain_text import checked_text
from shouwen.policy.quoting import KEEPS_BOOKS
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need


@act
def record_invoice(
    actor: Actor, number: str, invoice_number: str, invoiced_on: date | None, received_on: date | None, *, at: datetime
) -> Statement:
    """The number and day of the invoice, and the day on which the hospital received it.

    Refused: `not_your_role`, `absent`, `statement_draft`; with `field`: `text_missing`, `text_too_long`, `dates_order`,
    `in_the_future`, `already_there`, `nothing_changed`.
    """
    statement = _lock(actor, number)
    wanted = checked_text(invoice_number, "invoice_number", limit=40)
    if invoiced_on is None:
        raise Refused("text_missing", field="invoiced_on")
    today = at.astimezone(DESK_ZONE).date()
    if invoiced_on > today:
        raise Refused("in_the_future", field="invoiced_on")
    if received_on is not None and received_on < invoiced_on:
        raise Refused("dates_order", field="received_on")
    if received_on is not None and received_on > today:
        raise Refused("in_the_future", field="received_on")
    if (statement.invoice_number, statement.invoiced_on, statement.received_on) == (wanted, invoiced_on, received_on):
        raise Refused("nothing_changed", field="invoice_number")
    if Statement.objects.filter(invoice_number=wanted).exclude(pk=statement.pk).exists():
        raise Refused("already_there", field="invoice_number")
    before = statement.invoice_number
    statement.invoice_number, statement.invoiced_on, statement.received_on = wanted, invoiced_on, received_on
    statement.save(update_fields=["invoice_number", "invoiced_on", "received_on"])
    record_statement(
        statement,
        Book.INVOICED,
        actor,
        at,
        before=before,
        after=wanted,
        on=invoiced_on.isoformat(),
        received=received_on.isoformat() if received_on else None,
    )
    return statement


@act
def record_payment(
    actor: Actor, number: str, fen: int, on: date | None, reference: str, *, at: datetime, submission: str
) -> Payment:
    """Money that came in for a closed statement: all of it, or a part.

    Refused: `not_your_role`, `absent`, `statement_draft`; with `field`: `text_missing`, `in_the_future`,
    `amount_range`, `amount_beyond`, `text_too_long`.
    """
    return _move(actor, number, Entry.PAYMENT, fen, (on, reference), at=at, submission=submission)


@act
def record_refund(
    actor: Actor, number: str, fen: int, on: date | None, reference: str, *, at: datetime, submission: str
) -> Payment:
    """Money that went back, because what was paid is no longer owed. Refused: as for a payment."""
    return _move(actor, number, Entry.REFUND, fen, (on, reference), at=at, submission=submission)


@act
def credit(
    actor: Actor, number: str, place: int | None, fen: int, because: str, words: str, *, at: datetime, submission: str
) -> CreditNote:
    """A credit note on a line of a closed statement. `fen`: with its tax; net and tax go by the line's proportion.

    Refused: `not_your_role`, `absent`, `statement_draft`; with `field`: `absent`, `unknown_choice`, `amount_range`,
    `amount_beyond`, `text_missing`, `text_too_long`.
    """
    statement = _lock(actor, number)
    key = key_of(actor, "credit", submission)
    known = CreditNote.objects.filter(submission=key).first()
    if known is not None:
        return known
    line = statement.lines.filter(place=place or 0, net_fen__gt=0).select_related("posting__quote").first()
    if line is None:
        raise Refused("absent", field="line")
    if because not in CreditNote.Because.values:
        raise Refused("unknown_choice", field="because")
    amount = part_of(line.total, credited(line), fen)
    said = masked_text(words, "words", limit=200).text
    note = write_credit_note(statement, line, amount, because, said, by_id=actor.person, at=at, submission=key)
    record_statement(
        statement, Book.CREDITED, actor, at, note=note.number, net=amount.net, tax=amount.tax, because=because
    )
    return note


def _move(
    actor: Actor,
    number: str,
    entry: Entry,
    fen: int,
    told: tuple[date | None, str],
    *,
    at: datetime,
    submission: str,
) -> Payment:
    statement, (on, reference) = _lock(actor, number), told
    key = key_of(actor, entry, submission)
    known = Payment.objects.filter(submission=key).first()
    if known is not None:
        return known
    if on is None:
        raise Refused("text_missing", field="on")
    if on > at.astimezone(DESK_ZONE).date():
        raise Refused("in_the_future", field="on")
    left = settling_of(statement).left
    most = left if entry is Entry.PAYMENT else -left
    if fen <= 0:
        raise Refused("amount_range", field="amount")
    if fen > most:
        raise Refused("amount_beyond", field="amount", left=max(most, 0))
    said = checked_text(reference, "reference", limit=60, required=False)
    posting = post(entry, Sum(fen, 0), hospital_id=statement.hospital_id, by_id=actor.person, at=at)
    made = Payment.objects.create(statement=statement, posting=posting, on=on, reference=said, submission=key)
    code = Book.PAID if entry is Entry.PAYMENT else Book.REFUNDED
    record_statement(statement, code, actor, at, posting=posting.pk, fen=fen, on=on.isoformat())
    return made


def _lock(actor: Actor, number: str) -> Statement:
    """A closed statement, locked together with the books of its hospital. Refused: `statement_draft`."""
    found = find_statement(actor, number)
    need(actor, KEEPS_BOOKS, "keep_books")
    lock_books(found.hospital_id)
    statement = lock_statement(actor, number)
    if statement.closed_at is None:
        raise Refused("statement_draft")
    return statement
