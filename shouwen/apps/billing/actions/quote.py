"""A quote on a card: drafted, sent, taken back, and replaced by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from shouwen.apps.billing.access import find_quote, lock_quote
from shouwen.apps.billing.events import Code, record
from shouwen.apps.billing.models import Quote, QuoteLine, RateCard
from shouwen.apps.billing.numbers import next_number
from shouwen.apps.billing.queries import charge_of, rates_on
from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.calendar_spec import CalendarSpec
from shouwen.policy.calendars import CalendarName
from shouwen.policy.coverage import Charge
from shouwen.policy.money import MOST, Sum, taxed
from shouwen.policy.quoting import LONGEST_VALID_DAYS, OPEN, QUOTES, Stage, Step, after
from shouwen.policy.rates import Unit, amount
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.setting import QUOTE_DAYS, TAX

MOST_LINES = 20
MOST_HUNDREDTHS = 1_000_000


@dataclass(frozen=True)
class LineFacts:
    """`hundredths`: of a unit; `price`: in fen before tax, None takes the rate card's."""

    unit: str
    words: str
    hundredths: int
    on: date | None = None
    at_night: bool = False
    price: int | None = None


@dataclass(frozen=True)
class QuoteFacts:
    """`valid_until`: the last day on which it can be confirmed; None takes the desk's setting."""

    title: str
    lines: Sequence[LineFacts]
    note: str = ""
    valid_until: date | None = None


@act
def draft_quote(actor: Actor, number: str, facts: QuoteFacts, *, at: datetime, submission: str) -> Quote:
    """A quote on a card that is to be paid for; the hospital sees it once it is sent.

    Refused: `absent`, `not_your_role`, `hospital_unknown`, `quote_not_due`, `quote_open`, `no_rate_card`; with
    `field`: as the lines have it, `text_missing`, `text_too_long`, `quote_valid_range`.
    """
    ticket = cards.lock(actor, number)
    need(actor, QUOTES, "quote")
    key = key_of(actor, "quote", submission)
    known = Quote.objects.filter(submission=key).first()
    if known is not None:
        return known
    if _open_on(ticket).exists():
        raise Refused("quote_open")
    return _draft(actor, ticket, facts, at, key)


@act
def revise_quote(actor: Actor, quote_number: str, facts: QuoteFacts, *, at: datetime, submission: str) -> Quote:
    """Another quote in the place of one that was not confirmed; it is a draft, and sent anew.

    Refused: `absent`, `not_your_role`, `quote_stage`, and as for a new one.
    """
    # The card before its quotes, as everybody has it.
    ticket = cards.lock(actor, find_quote(actor, quote_number).ticket.number)
    need(actor, QUOTES, "quote")
    old = lock_quote(actor, quote_number)
    key = key_of(actor, "quote", submission)
    known = Quote.objects.filter(submission=key).first()
    if known is not None:
        return known
    old.stage = after(Stage(old.stage), Step.REVISE)
    if _open_on(ticket).exclude(pk=old.pk).exists():
        raise Refused("quote_open")
    old.ended_at, old.ended_by_id = at, actor.person
    old.save(update_fields=["stage", "ended_at", "ended_by"])
    made = _draft(actor, ticket, facts, at, key, replaces=old)
    record(old, Code.REVISED, actor, at, by=made.pk)
    return made


@act
def send_quote(actor: Actor, quote_number: str, *, at: datetime) -> Quote:
    """Show it to the hospital, whose head of IT is told by letter.

    Refused: `absent`, `not_your_role`, `quote_stage`, `quote_too_late`.
    """
    quote = lock_quote(actor, quote_number)
    need(actor, QUOTES, "quote")
    quote.stage = after(Stage(quote.stage), Step.SEND)
    if quote.valid_until < at.astimezone(DESK_ZONE).date():
        raise Refused("quote_too_late", until=quote.valid_until.isoformat())
    quote.sent_at, quote.sent_by_id = at, actor.person
    quote.save(update_fields=["stage", "sent_at", "sent_by"])
    record(quote, Code.SENT, actor, at, hospital=quote.hospital_id, until=quote.valid_until.isoformat())
    return quote


@act
def withdraw_quote(actor: Actor, quote_number: str, words: str, *, at: datetime) -> Quote:
    """Take it back before the hospital has answered.

    Refused: `absent`, `not_your_role`, `quote_stage`; with `field`: `text_missing`, `text_too_long`.
    """
    quote = lock_quote(actor, quote_number)
    need(actor, QUOTES, "quote")
    quote.stage = after(Stage(quote.stage), Step.WITHDRAW)
    quote.ended_because = masked_text(words, "words", limit=500).text
    quote.ended_at, quote.ended_by_id = at, actor.person
    quote.save(update_fields=["stage", "ended_at", "ended_by", "ended_because"])
    record(quote, Code.WITHDRAWN, actor, at)
    return quote


def _open_on(ticket: Ticket) -> QuerySet[Quote]:
    return Quote.objects.filter(ticket=ticket, stage__in=OPEN)


def _draft(
    actor: Actor, ticket: Ticket, facts: QuoteFacts, at: datetime, key: str, replaces: Quote | None = None
) -> Quote:
    if ticket.hospital.is_unlisted:
        raise Refused("hospital_unknown")
    if charge_of(ticket) is not Charge.QUOTE:
        raise Refused("quote_not_due")
    today = at.astimezone(DESK_ZONE).date()
    card = rates_on(today)
    calendar = newest()
    spec = working_times(calendar.pk)[CalendarName.ONLINE].spec
    title = masked_text(facts.title, "title", limit=120).text
    note = masked_text(facts.note, "note", limit=1000, required=False).text
    lines = _priced(facts.lines, card, spec)
    percent = value(TAX, at)
    total, parts = taxed([line.net_fen for line in lines], percent)
    if not 0 < total.gross <= MOST:
        raise Refused("amount_range", field="lines")
    quote = Quote.objects.create(
        number=next_number("QT", at),
        hospital_id=ticket.hospital_id,
        ticket=ticket,
        replaces=replaces,
        version=replaces.version + 1 if replaces else 1,
        rate_card=card,
        calendar_version=calendar,
        title=title,
        note=note,
        tax_percent=percent,
        net_fen=total.net,
        tax_fen=total.tax,
        valid_until=_valid_until(facts.valid_until, today, value(QUOTE_DAYS, at)),
        drafted_at=at,
        drafted_by_id=actor.person,
        submission=key,
    )
    _keep(quote, lines, parts)
    record(quote, Code.DRAFTED, actor, at, number=quote.number, net=total.net, tax=total.tax, rates=card.number)
    return quote


def _keep(quote: Quote, lines: Sequence[QuoteLine], parts: Sequence[Sum]) -> None:
    for place, (line, part) in enumerate(zip(lines, parts, strict=True), 1):
        line.quote, line.place, line.tax_fen = quote, place, part.tax
    QuoteLine.objects.bulk_create(lines)


def _priced(given: Sequence[LineFacts], card: RateCard, spec: CalendarSpec) -> list[QuoteLine]:
    """Refused with `field` lines: `text_missing`, `too_many_lines`; else with the field of the line."""
    if not given:
        raise Refused("text_missing", field="lines")
    if len(given) > MOST_LINES:
        raise Refused("too_many_lines", field="lines", limit=MOST_LINES)
    return [_line(number, facts, card, spec) for number, facts in enumerate(given, 1)]


def _line(number: int, facts: LineFacts, card: RateCard, spec: CalendarSpec) -> QuoteLine:
    if facts.unit not in set(Unit):
        raise Refused("unknown_choice", field=f"unit_{number}")
    unit = Unit(facts.unit)
    if not 0 < facts.hundredths <= MOST_HUNDREDTHS:
        raise Refused("quantity_range", field=f"quantity_{number}")
    if facts.price is None and unit is Unit.FIXED:
        raise Refused("price_missing", field=f"price_{number}")
    price = card.rates.price(unit) if facts.price is None else facts.price
    if not 0 < price <= MOST:
        raise Refused("amount_range", field=f"price_{number}")
    percent = card.rates.factor(unit, spec, facts.on, at_night=facts.at_night)
    net = amount(price, facts.hundredths, percent)
    if not 0 < net <= MOST:
        raise Refused("amount_range", field=f"price_{number}")
    return QuoteLine(
        unit=unit,
        words=masked_text(facts.words, f"words_{number}", limit=200).text,
        hundredths=facts.hundredths,
        on=facts.on,
        at_night=facts.at_night,
        price_fen=price,
        percent=percent,
        net_fen=net,
    )


def _valid_until(wanted: date | None, today: date, days: int) -> date:
    until = wanted or today + timedelta(days=days)
    if not today <= until <= today + timedelta(days=LONGEST_VALID_DAYS):
        raise Refused("quote_valid_range", field="valid_until", days=LONGEST_VALID_DAYS)
    return until
