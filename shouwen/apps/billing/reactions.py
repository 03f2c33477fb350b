"""What follows when a card is judged anew: what is no longer to be paid is void, and money is given back by itself."""

from datetime import datetime

from shouwen.apps.billing.events import Book, Code, record, record_statement
from shouwen.apps.billing.models import CreditNote, Posting, Quote, Statement
from shouwen.apps.billing.posting import credited, lock_books, post, write_credit_note
from shouwen.apps.billing.queries import newest_verdict
from shouwen.apps.ledger.models import Event
from shouwen.policy.accounts import Entry
from shouwen.policy.coverage import Cause, Charge
from shouwen.policy.money import NOTHING
from shouwen.policy.quoting import OPEN, Stage, Step, after, is_ours
from shouwen.policy.roles import Actor


def judged(event: Event) -> None:
    """A card has a new verdict: open quotes on what is covered are void; of what is ours nothing is owed, or kept.

    What was given back is not given back again: only the rest of a charge is credited.
    """
    verdict = newest_verdict(event.subject_id)
    if verdict.charge == Charge.QUOTE:
        return
    ours = is_ours(Cause(verdict.cause))
    by = Actor(event.actor_kind, event.actor_id)
    wanted = [*OPEN, Stage.CONFIRMED] if ours else list(OPEN)
    rows = Quote.objects.select_for_update(of=("self",)).filter(ticket=event.subject_id, stage__in=wanted)
    for quote in rows.order_by("pk"):
        if quote.stage == Stage.CONFIRMED:
            _give_back(quote, by, event.at)
        else:
            _void(quote, by, event.at, "defect" if ours else "covered")


def _void(quote: Quote, by: Actor, at: datetime, why: str) -> None:
    quote.stage = after(Stage(quote.stage), Step.VOID)
    quote.ended_at, quote.ended_by_id, quote.ended_because = at, by.id, why
    quote.save(update_fields=["stage", "ended_at", "ended_by", "ended_because"])
    record(quote, Code.VOIDED, by, at, why=why)


def _give_back(quote: Quote, by: Actor, at: datetime) -> None:
    lock_books(quote.hospital_id)
    charge = Posting.objects.filter(quote=quote, entry=Entry.CHARGE).select_related("line__statement").first()
    if charge is None:
        return
    back = sum((row.total for row in Posting.objects.filter(quote=quote, entry=Entry.CREDIT)), NOTHING)
    rest = charge.total + -back
    if rest.gross == 0:
        return
    line = getattr(charge, "line", None)
    if line is None:
        post(Entry.CREDIT, rest, hospital_id=quote.hospital_id, by_id=by.id, at=at, quote=quote)
    else:
        statement = Statement.objects.select_for_update().get(pk=line.statement_id)
        left = line.total + -credited(line)
        note = write_credit_note(
            statement,
            line,
            left,
            CreditNote.Because.DEFECT,
            "",
            by_id=by.id,
            at=at,
            submission=f"defect:{quote.pk}:{charge.pk}",
        )
        record_statement(
            statement, Book.CREDITED, by, at, note=note.number, net=left.net, tax=left.tax, because="defect"
        )
    record(quote, Code.GIVEN_BACK, by, at, net=rest.net, tax=rest.tax)
