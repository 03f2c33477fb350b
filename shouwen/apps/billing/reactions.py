"""What follows by itself: a new verdict voids what is no longer to be paid and gives money back, two signatures under a
visit are a charge, and what did not take place costs nothing."""

from datetime import datetime

from shouwen.apps.billing.events import Book, Code, record, record_statement
from shouwen.apps.billing.models import CreditNote, Posting, Quote, QuoteLine, Statement
from shouwen.apps.billing.numbers import next_number
from shouwen.apps.billing.posting import credited, lock_books, post, write_credit_note
from shouwen.apps.billing.queries import newest_verdict
from shouwen.apps.calendars.queries import newest
from shouwen.apps.consultations.models import ExpertVisit
from shouwen.apps.ledger.models import Event
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets.models import UrgentCall
from shouwen.policy.accounts import Entry
from shouwen.policy.coverage import Cause, Charge
from shouwen.policy.money import NOTHING, split_gross
from shouwen.policy.quoting import OPEN, Stage, Step, after, is_ours
from shouwen.policy.rates import Unit
from shouwen.policy.roles import Actor
from shouwen.policy.setting import TAX

Because = CreditNote.Because


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
            _give_back(quote, by, event.at, Because.DEFECT)
        else:
            _void(quote, by, event.at, "defect" if ours else "covered")


def visit_agreed(event: Event) -> None:
    """Both have signed under a price: it is owed from now on, once, as a confirmed quote is. Of a defect of ours
    nothing is."""
    visit = ExpertVisit.objects.select_related("ticket").get(pk=event.subject_id)
    if visit.price_fen == 0 or is_ours(Cause(newest_verdict(visit.ticket_id).cause)):
        return
    quote = _quote_of(visit, event.at)
    by = Actor(event.actor_kind, event.actor_id)
    lock_books(quote.hospital_id)
    made = post(Entry.CHARGE, quote.total, hospital_id=quote.hospital_id, by_id=by.id, at=event.at, quote=quote)
    record(quote, Code.SIGNED, by, event.at, visit=visit.pk, posting=made.pk, net=quote.net_fen, tax=quote.tax_fen)


def visit_called_off(event: Event) -> None:
    """What was signed for and is not done costs nothing."""
    quote = Quote.objects.select_for_update(of=("self",)).filter(visit=event.subject_id).first()
    if quote is not None:
        _give_back(quote, Actor(event.actor_kind, event.actor_id), event.at, Because.NOT_DONE)


def urgent_ended(event: Event) -> None:
    """Nobody came, or nobody had to: as a unit would, the money of the confirmed quote comes back."""
    call = UrgentCall.objects.get(pk=event.data["call"])
    quote = Quote.objects.select_for_update(of=("self",)).filter(number=call.quote).first()
    if quote is not None:
        _give_back(quote, Actor(event.actor_kind, event.actor_id), event.at, Because.NOT_DONE)


def _quote_of(visit: ExpertVisit, at: datetime) -> Quote:
    """The signed price as a quote that the hospital has confirmed, with one line; the price has its tax in it."""
    percent = value(TAX, at)
    total = split_gross(visit.price_fen, percent)
    quote = Quote.objects.create(
        number=next_number("QT", at),
        hospital_id=visit.ticket.hospital_id,
        ticket=visit.ticket,
        visit=visit,
        stage=Stage.CONFIRMED,
        calendar_version=newest(),
        title=visit.scope[:120],
        tax_percent=percent,
        net_fen=total.net,
        tax_fen=total.tax,
        valid_until=visit.on,
        drafted_at=visit.proposed_at,
        drafted_by_id=visit.proposed_by_id,
        sent_at=visit.proposed_at,
        sent_by_id=visit.proposed_by_id,
        ended_at=visit.answered_at,
        ended_by_id=visit.answered_by_id,
        signed_name=visit.signed_name,
        submission=f"visit:{visit.pk}",
    )
    QuoteLine.objects.create(
        quote=quote,
        place=1,
        unit=Unit.FIXED,
        words=visit.scope[:200],
        hundredths=100,
        on=visit.on,
        price_fen=total.net,
        percent=100,
        net_fen=total.net,
        tax_fen=total.tax,
    )
    return quote


def _void(quote: Quote, by: Actor, at: datetime, why: str) -> None:
    quote.stage = after(Stage(quote.stage), Step.VOID)
    quote.ended_at, quote.ended_by_id, quote.ended_because = at, by.id, why
    quote.save(update_fields=["stage", "ended_at", "ended_by", "ended_because"])
    record(quote, Code.VOIDED, by, at, why=why)


def _give_back(quote: Quote, by: Actor, at: datetime, because: CreditNote.Because) -> None:
    """All that is left of its charge."""
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
            because,
            "",
            by_id=by.id,
            at=at,
            submission=f"{because}:{quote.pk}:{charge.pk}",
        )
        record_statement(
            statement, Book.CREDITED, by, at, note=note.number, net=left.net, tax=left.tax, because=because.value
        )
    record(quote, Code.GIVEN_BACK, by, at, net=rest.net, tax=rest.tax, because=because.value)
