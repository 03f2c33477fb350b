"""An agreement with its lines, and a hospital's account, as programs read them. Every amount is whole fen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import BaseModel, Field

from shouwen.api.frame.wire import Body, example, one_of
from shouwen.apps.accounts.queries import Account
from shouwen.apps.agreements.actions import How
from shouwen.apps.agreements.actions.period import ORDINARY
from shouwen.apps.agreements.book import LineNow
from shouwen.apps.agreements.models import Agreement, Document, Instalment, PaidPeriod
from shouwen.apps.tickets.urgent_units import Units
from shouwen.policy.catalogue import SPECIAL


class InstalmentOut(BaseModel):
    id: int
    number: int
    due_on: date
    amount_fen: int
    paid_on: date | None
    receipt: str


class PeriodOut(BaseModel):
    """`ends_on_because`: why it ends otherwise than it was bought. `stopped_since`: the first day without cover."""

    id: int
    starts_on: date
    ends_on: date
    ends_on_because: str
    services: list[str]
    special: list[str]
    renewal: str
    fee_fen: int | None
    stopped_since: date | None
    instalments: list[InstalmentOut]


class UnitsOut(BaseModel):
    quota: int
    left: int


class LineOut(BaseModel):
    """`phase` and `cover` of today; `until`: the last day of this cover. Without a module or campus it covers all."""

    id: int
    module: str | None
    campus: str | None
    phase: str
    cover: str
    until: date | None
    basis: str
    free_from: date
    free_until: date
    free_until_because: str
    special: list[str]
    units: UnitsOut | None
    periods: list[PeriodOut]


class DocumentOut(BaseModel):
    id: int
    title: str
    at: datetime


class AgreementWhole(BaseModel):
    id: int
    number: str
    hospital: int
    signed_on: date
    started_on: date | None
    go_live_on: date | None
    first_accepted_on: date | None
    final_accepted_on: date | None
    terminated_on: date | None
    engineer: str
    lines: list[LineOut]
    documents: list[DocumentOut]


class NextEnd(BaseModel):
    line: int
    on: date


class OpenStatement(BaseModel):
    number: str
    left_fen: int


class AccountOut(BaseModel):
    """Where a hospital stands today. `unpaid_fen`: instalments that are due and not paid."""

    hospital: int
    account_manager: str
    deputy: str
    engineers: list[str]
    units: UnitsOut
    next_end: NextEnd | None
    unpaid_fen: int
    open_quotes: list[str]
    open_statements: list[OpenStatement]
    lines: list[LineOut]


class InstalmentPaid(Body):
    model_config = example({"paid_on": "2026-03-03", "receipt": "BOC-0001"})

    paid_on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    receipt: str = ""


class NotPaid(Body):
    model_config = example({"reason": "银行退票"})

    reason: str


class Renewal(Body):
    """`starts_on` is for a renewal anew; from the lapse date the first day follows from the line."""

    model_config = example(
        {"how": "from_lapse", "ends_on": "2028-12-31", "services": ["onsite", "hotline", "remote", "online"]}
    )

    how: str = one_of(How)
    starts_on: str = Field("", max_length=10, json_schema_extra={"format": "date"})
    ends_on: str = Field(max_length=10, json_schema_extra={"format": "date"})
    services: list[str] = Field(
        json_schema_extra={"items": {"type": "string", "enum": [service.value for service in ORDINARY]}}, max_length=20
    )
    special: list[str] = Field(
        default_factory=list,
        json_schema_extra={"items": {"type": "string", "enum": [service.value for service in SPECIAL]}},
        max_length=20,
    )
    policy_change: bool = False
    reason: str = ""


def agreement_whole(
    row: Agreement, lines: Sequence[LineNow], units: Mapping[int, Units], papers: Sequence[Document]
) -> AgreementWhole:
    own = ("number", "signed_on", "started_on", "go_live_on", "first_accepted_on", "final_accepted_on", "terminated_on")
    return AgreementWhole(
        id=row.pk,
        hospital=row.hospital_id,
        engineer=row.engineer.name if row.engineer else "",
        lines=[line_out(each, units.get(each.line.pk)) for each in lines],
        documents=[DocumentOut(id=each.pk, title=each.title, at=each.at) for each in papers],
        **{name: getattr(row, name) for name in own},
    )


def account_out(hospital_id: int, found: Account, today: date) -> AccountOut:
    periods = [period for line in found.lines for period in line.line.paid_periods.all()]
    unpaid = [part for period in periods for part in period.instalments.all() if part.paid_on is None]
    end = found.next_end
    return AccountOut(
        hospital=hospital_id,
        account_manager=found.account_manager.name if found.account_manager else "",
        deputy=found.deputy.name if found.deputy else "",
        engineers=[each.person.name for each in found.engineers],
        units=UnitsOut(
            quota=sum(each.quota for each in found.units.values()), left=sum(each.left for each in found.units.values())
        ),
        next_end=NextEnd(line=end[0].pk, on=end[1]) if end else None,
        unpaid_fen=sum(part.amount for part in unpaid if part.due_on <= today),
        open_quotes=[each.number for each in found.quotes],
        open_statements=[OpenStatement(number=each.number, left_fen=how.left) for each, how in found.statements],
        lines=[line_out(each, found.units.get(each.line.pk)) for each in found.lines],
    )


def line_out(now: LineNow, units: Units | None) -> LineOut:
    line = now.line
    own = ("basis", "free_from", "free_until", "free_until_because", "special")
    return LineOut(
        id=line.pk,
        module=line.module.code if line.module else None,
        campus=line.campus.name if line.campus else None,
        phase=now.standing.phase.value,
        cover=now.standing.cover.value,
        until=now.standing.until,
        units=UnitsOut(quota=units.quota, left=units.left) if units else None,
        periods=[period_out(each) for each in line.paid_periods.all()],
        **{name: getattr(line, name) for name in own},
    )


def period_out(period: PaidPeriod) -> PeriodOut:
    own = ("starts_on", "ends_on", "ends_on_because", "services", "special", "renewal")
    return PeriodOut(
        id=period.pk,
        fee_fen=period.fee,
        stopped_since=period.stopped_days()[-1][0] if period.is_stopped_now else None,
        instalments=[instalment_out(each) for each in period.instalments.all()],
        **{name: getattr(period, name) for name in own},
    )


def instalment_out(part: Instalment) -> InstalmentOut:
    own = ("number", "due_on", "paid_on", "receipt")
    return InstalmentOut(id=part.pk, amount_fen=part.amount, **{name: getattr(part, name) for name in own})
