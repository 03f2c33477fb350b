"""What programs are shown of money."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, Field

from shouwen.api.frame.wire import Body, Id, Instant, example, one_of
from shouwen.apps.billing.fees import FeeNow
from shouwen.apps.billing.figures import Figures, Settling
from shouwen.apps.billing.models import CreditNote, Quote, QuoteLine, RateCard, Statement, Work
from shouwen.policy.rates import Unit

# An amount that nobody writes by hand is beyond reason.
MOST_FEN = 10**12


class QuoteLineOut(BaseModel):
    """`hundredths` of a unit; `percent` is the factor by the calendar."""

    unit: str
    words: str
    hundredths: int
    on: date | None
    at_night: bool
    price_fen: int
    percent: int
    net_fen: int
    tax_fen: int


class QuoteOut(BaseModel):
    number: str
    hospital: int
    card: str
    title: str
    stage: str
    version: int
    net_fen: int
    tax_fen: int
    gross_fen: int
    tax_percent: int
    valid_until: date
    sent_at: datetime | None
    ended_at: datetime | None
    signed_name: str


class QuoteWhole(QuoteOut):
    note: str
    # None for the price of an expert's visit, which is agreed on and not counted.
    rate_card: int | None
    expert_visit: str | None
    lines: list[QuoteLineOut]


class Quotes(BaseModel):
    items: list[QuoteOut]
    next: str | None


class LineIn(Body):
    """`price_fen`: before tax; without it the rate card's counts. `hundredths`: 150 is a day and a half."""

    unit: str = one_of(Unit)
    words: str
    hundredths: int = Field(100, ge=1, le=1_000_000)
    on: str | None = Field(None, max_length=10, json_schema_extra={"format": "date"})
    at_night: bool = False
    price_fen: int | None = Field(None, ge=1, le=MOST_FEN)


class NewQuote(Body):
    model_config = example(
        {
            "title": "打印格式改造",
            "lines": [{"unit": "day", "words": "开发与测试", "hundredths": 150}, {"unit": "travel", "words": "差旅"}],
        }
    )

    title: str
    lines: list[LineIn] = Field(min_length=1, max_length=20)
    note: str = ""
    valid_until: str | None = Field(None, max_length=10, json_schema_extra={"format": "date"})


class Signature(Body):
    """Who confirms for the hospital."""

    model_config = example({"signed_name": "甲主任"})

    signed_name: str


class Why(Body):
    model_config = example({"words": "预算不足"})

    words: str


class WorkOut(BaseModel):
    id: int
    card: str
    person: str
    kind: str
    place: str
    words: str
    started_at: datetime
    ended_at: datetime
    minutes: int
    basis: str
    quote: str | None
    worth_fen: int | None
    struck_at: datetime | None


class Works(BaseModel):
    items: list[WorkOut]


class NewWork(Body):
    """One's own; `goodwill`: at the vendor's own cost."""

    model_config = example(
        {"kind": "remote", "started_at": "2026-03-03T09:20:00+08:00", "ended_at": "2026-03-03T09:50:00+08:00"}
    )

    kind: str = one_of(Work.Kind.values)
    started_at: Instant
    ended_at: Instant
    place: str = ""
    words: str = ""
    goodwill: bool = False


class RateCardOut(BaseModel):
    number: int
    valid_from: date
    day_fen: int
    visit_fen: int
    travel_fen: int
    night_percent: int
    rest_day_percent: int
    holiday_percent: int
    night_from: int
    night_until: int
    note: str


class RateCards(BaseModel):
    items: list[RateCardOut]


class NewRateCard(Body):
    model_config = example(
        {
            "valid_from": "2026-03-03",
            "day_fen": 160000,
            "visit_fen": 80000,
            "travel_fen": 50000,
            "night_percent": 150,
            "rest_day_percent": 200,
            "holiday_percent": 300,
        }
    )

    valid_from: str = Field(max_length=10, json_schema_extra={"format": "date"})
    day_fen: int = Field(ge=1, le=MOST_FEN)
    visit_fen: int = Field(ge=1, le=MOST_FEN)
    travel_fen: int = Field(ge=1, le=MOST_FEN)
    night_percent: int = Field(ge=100, le=1000)
    rest_day_percent: int = Field(ge=100, le=1000)
    holiday_percent: int = Field(ge=100, le=1000)
    night_from: int = Field(22, ge=0, le=23)
    night_until: int = Field(6, ge=0, le=23)
    note: str = ""


class StatementOut(BaseModel):
    """`left_fen`: what is left to pay; below zero it is to be refunded."""

    number: str
    hospital: int
    month: date
    state: str
    closed_at: datetime | None
    net_fen: int
    tax_fen: int
    gross_fen: int
    credited_fen: int
    paid_fen: int
    left_fen: int
    invoice_number: str
    invoiced_on: date | None
    received_on: date | None


class Statements(BaseModel):
    items: list[StatementOut]
    next: str | None


class StatementLineOut(BaseModel):
    """`posting` is the row in the books; `place` is what a credit note names."""

    place: int
    posting: int
    at: datetime
    entry: str
    card: str
    quote: str | None
    words: str
    net_fen: int
    tax_fen: int


class MoveOut(BaseModel):
    posting: int
    at: datetime
    entry: str
    fen: int


class FeeOut(BaseModel):
    """An instalment of an agreement; `is_open`: due, and not paid when the month ends."""

    agreement: str
    line: int
    period: int
    number: int
    parts: int
    due_on: date
    amount_fen: int
    paid_on: date | None
    is_open: bool


class CreditNoteOut(BaseModel):
    number: str
    because: str
    words: str
    gross_fen: int


class StatementWhole(StatementOut):
    opening_fen: int
    moved_fen: int
    closing_fen: int
    fees_fen: int
    to_pay_fen: int
    lines: list[StatementLineOut]
    moves: list[MoveOut]
    fees: list[FeeOut]
    credit_notes: list[CreditNoteOut]


class NewStatement(Body):
    """`month`: any day of it."""

    model_config = example({"hospital": 1, "month": "2026-03-01"})

    hospital: Id
    month: str = Field(max_length=10, json_schema_extra={"format": "date"})


class Invoice(Body):
    model_config = example({"invoice_number": "25440000001", "invoiced_on": "2026-03-03"})

    invoice_number: str
    invoiced_on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    received_on: str | None = Field(None, max_length=10, json_schema_extra={"format": "date"})


class Money(Body):
    model_config = example({"fen": 1, "on": "2026-03-03", "reference": "网银回单"})

    fen: int = Field(ge=1, le=MOST_FEN)
    on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    reference: str = ""


class NewCreditNote(Body):
    """`fen`: with its tax; `place`: of the line."""

    model_config = example({"place": 1, "fen": 1, "because": "agreed", "words": "协商减免"})

    place: int = Field(ge=1, le=999_999)
    fen: int = Field(ge=1, le=MOST_FEN)
    because: str = one_of(CreditNote.Because.values)
    words: str


def quote_out(quote: Quote) -> QuoteOut:
    return QuoteOut(
        number=quote.number,
        hospital=quote.hospital_id,
        card=quote.ticket.number,
        title=quote.title,
        stage=quote.stage,
        version=quote.version,
        net_fen=quote.net_fen,
        tax_fen=quote.tax_fen,
        gross_fen=quote.total.gross,
        tax_percent=quote.tax_percent,
        valid_until=quote.valid_until,
        sent_at=quote.sent_at,
        ended_at=quote.ended_at,
        signed_name=quote.signed_name,
    )


def quote_whole(quote: Quote, lines: Sequence[QuoteLine]) -> QuoteWhole:
    names = QuoteLineOut.model_fields
    return QuoteWhole(
        **quote_out(quote).model_dump(),
        note=quote.note,
        rate_card=quote.rate_card.number if quote.rate_card else None,
        expert_visit=quote.visit.number if quote.visit else None,
        lines=[QuoteLineOut(**{name: getattr(line, name) for name in names}) for line in lines],
    )


def work_out(row: Work) -> WorkOut:
    own = ("kind", "place", "words", "started_at", "ended_at", "minutes", "basis", "worth_fen", "struck_at")
    told = {name: getattr(row, name) for name in own}
    quote = row.quote.number if row.quote else None
    return WorkOut(id=row.pk, card=row.ticket.number, person=row.person.name, quote=quote, **told)


def rate_card_out(card: RateCard) -> RateCardOut:
    return RateCardOut(**{name: getattr(card, name) for name in RateCardOut.model_fields})


def statement_out(row: Statement, how: Settling) -> StatementOut:
    return StatementOut(
        number=row.number,
        hospital=row.hospital_id,
        month=row.month,
        state=how.state.value if row.closed_at else "draft",
        closed_at=row.closed_at,
        net_fen=row.net_fen,
        tax_fen=row.tax_fen,
        gross_fen=how.gross,
        credited_fen=how.credited,
        paid_fen=how.paid,
        left_fen=how.left,
        invoice_number=row.invoice_number,
        invoiced_on=row.invoiced_on,
        received_on=row.received_on,
    )


def statement_whole(row: Statement, how: Settling, figures: Figures, notes: Sequence[CreditNote]) -> StatementWhole:
    lines = [
        StatementLineOut(
            place=place,
            posting=line.posting.pk,
            at=line.posting.at,
            entry=line.posting.entry,
            card=line.card,
            quote=line.posting.quote.number if line.posting.quote else None,
            words=line.words,
            net_fen=line.signed.net,
            tax_fen=line.signed.tax,
        )
        for place, line in enumerate(figures.lines, 1)
    ]
    return StatementWhole(
        **statement_out(row, how).model_dump(),
        opening_fen=figures.opening_fen,
        moved_fen=figures.moved_fen,
        closing_fen=figures.closing_fen,
        fees_fen=figures.fees_fen,
        to_pay_fen=figures.to_pay_fen,
        lines=lines,
        fees=[_fee(each) for each in figures.fees],
        moves=[MoveOut(posting=m.pk, at=m.at, entry=m.entry, fen=m.signed.gross) for m in figures.moves],
        credit_notes=[
            CreditNoteOut(number=n.number, because=n.because, words=n.words, gross_fen=n.posting.total.gross)
            for n in notes
        ],
    )


def _fee(fee: FeeNow) -> FeeOut:
    line = fee.period.line
    own = ("number", "parts", "due_on", "is_open")
    return FeeOut(
        agreement=line.agreement.number,
        line=line.pk,
        period=fee.period.pk,
        amount_fen=fee.amount,
        paid_on=None if fee.is_open else fee.paid_on,
        **{name: getattr(fee, name) for name in own},
    )
