"""Writing into the books: a posting with its legs, under the lock of the hospital whose books they are."""

from datetime import datetime

from shouwen.apps.billing.models import CreditNote, Leg, Posting, Quote, Statement, StatementLine
from shouwen.apps.billing.numbers import next_number
from shouwen.apps.customers.models import Hospital
from shouwen.policy.accounts import Entry, legs
from shouwen.policy.money import NOTHING, Sum


def lock_books(hospital_id: int) -> Hospital:
    """One at a time writes into a hospital's books. Taken after a quote, and before a statement."""
    return Hospital.objects.select_for_update(no_key=True).get(pk=hospital_id)


def post(
    entry: Entry, amount: Sum, *, hospital_id: int, by_id: int | None, at: datetime, quote: Quote | None = None
) -> Posting:
    """A posting and its legs. Refused `amount_range` for a sum that is not above zero."""
    found = legs(entry, amount)
    made = Posting.objects.create(
        hospital_id=hospital_id,
        at=at,
        entry=entry,
        net_fen=amount.net,
        tax_fen=amount.tax,
        by_id=by_id,
        quote=quote,
    )
    Leg.objects.bulk_create([Leg(posting=made, account=leg.account, fen=leg.fen) for leg in found])
    return made


def credited(line: StatementLine) -> Sum:
    """What was taken back of a line of a closed statement."""
    notes = CreditNote.objects.filter(line=line).select_related("posting")
    return sum((note.posting.total for note in notes), NOTHING)


def write_credit_note(
    statement: Statement,
    line: StatementLine,
    amount: Sum,
    because: str,
    words: str,
    *,
    by_id: int | None,
    at: datetime,
    submission: str,
) -> CreditNote:
    """Take back part of a line, or all of it, as rows; the statement itself stays as it was closed."""
    quote = line.posting.quote
    made = post(Entry.CREDIT, amount, hospital_id=statement.hospital_id, by_id=by_id, at=at, quote=quote)
    return CreditNote.objects.create(
        number=next_number("CN", at),
        statement=statement,
        line=line,
        posting=made,
        because=because,
        words=words,
        submission=submission,
    )
