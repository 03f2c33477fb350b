"""What a period costs, in instalments; what was paid of it; and whether cover goes on while it is unpaid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.apps.agreements.access import lock, lock_money, period_of
from shouwen.apps.agreements.events import Code, iso, record
from shouwen.apps.agreements.models import Agreement, Instalment, PaidPeriod
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.money import MOST
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.setting import UNPAID_COVER

MOST_INSTALMENTS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """An instalment: when it is due, and how much, in fen."""

    due_on: date
    amount: int


@act
def set_fee(actor: Actor, agreement_id: int, period_id: int, parts: Sequence[Part], *, at: datetime) -> PaidPeriod:
    """What the period costs, part by part; the fee is their sum.

    Refused: `not_your_role`, `absent`, `agreement.terminated`, `agreement.paid_already`; with `field`: `text_missing`,
    `number_range`, `dates_order`.
    """
    agreement = lock(actor, agreement_id)
    period = period_of(agreement, period_id)
    if period.instalments.exclude(paid_on=None).exists():
        raise Refused("agreement.paid_already")
    if not parts:
        raise Refused("text_missing", field="due_1")
    for number, part in enumerate(parts, start=1):
        if not 0 < part.amount <= MOST:
            raise Refused("number_range", field=f"amount_{number}", least=1, most=MOST // 100)
        if number > 1 and part.due_on < parts[number - 2].due_on:
            raise Refused("dates_order", field=f"due_{number}")
    before = period.fee
    period.instalments.all().delete()
    for number, part in enumerate(parts[:MOST_INSTALMENTS], start=1):
        Instalment.objects.create(period=period, number=number, due_on=part.due_on, amount=part.amount)
    period.fee = sum(part.amount for part in parts)
    period.save(update_fields=["fee"])
    told = [[iso(part.due_on), part.amount] for part in parts]
    facts = {"period": period.pk, "before": before, "after": period.fee, "instalments": told}
    record(agreement, Code.FEE_SET, actor, at, **facts)
    return period


@act
def record_payment(
    actor: Actor, agreement_id: int, instalment_id: int, paid_on: date | None, receipt: str, *, at: datetime
) -> Instalment:
    """An instalment was paid. Refused: `not_your_role`, `absent`, `agreement.paid_already`; with `field`:
    `text_missing`, `day_to_come`, `text_too_long`."""
    agreement = lock_money(actor, agreement_id)
    part = _instalment(agreement, instalment_id)
    if part.paid_on is not None:
        raise Refused("agreement.paid_already")
    if paid_on is None:
        raise Refused("text_missing", field="paid_on")
    if paid_on > _today(at):
        raise Refused("day_to_come", field="paid_on")
    part.paid_on, part.receipt = paid_on, checked_text(receipt, "receipt", limit=64, required=False)
    part.save(update_fields=["paid_on", "receipt"])
    facts = {"period": part.period_id, "instalment": part.number, "amount": part.amount, "paid_on": iso(paid_on)}
    record(agreement, Code.PAID, actor, at, **facts)
    return part


@act
def undo_payment(actor: Actor, agreement_id: int, instalment_id: int, reason: str, *, at: datetime) -> Instalment:
    """It was not paid after all, with the reason. Refused: `not_your_role`, `absent`, `agreement.not_paid`; with
    `field`: `text_missing`, `text_too_long`."""
    agreement = lock_money(actor, agreement_id)
    part = _instalment(agreement, instalment_id)
    if part.paid_on is None:
        raise Refused("agreement.not_paid")
    said = checked_text(reason, "reason", limit=200)
    before, part.paid_on, part.receipt = part.paid_on, None, ""
    part.save(update_fields=["paid_on", "receipt"])
    facts = {"period": part.period_id, "instalment": part.number, "before": iso(before), "reason": said}
    record(agreement, Code.PAYMENT_UNDONE, actor, at, **facts)
    return part


@act
def stop_cover(
    actor: Actor, agreement_id: int, period_id: int, on: date | None, reason: str, *, at: datetime
) -> PaidPeriod:
    """A period with an overdue instalment covers nothing from this day on, until somebody lets it go on. Only where
    the desk's setting allows it; yesterday's verdicts stand.

    Refused: `not_your_role`, `absent`, `agreement.cover_goes_on`, `agreement.nothing_overdue`, `agreement.stopped`;
    with `field`: `text_missing`, `day_is_past`, `text_too_long`.
    """
    agreement = lock_money(actor, agreement_id)
    period = period_of(agreement, period_id)
    if value(UNPAID_COVER, at) != "may_stop":
        raise Refused("agreement.cover_goes_on")
    if period.is_stopped_now:
        raise Refused("agreement.stopped")
    if not period.instalments.filter(paid_on=None, due_on__lt=_today(at)).exists():
        raise Refused("agreement.nothing_overdue")
    if on is None:
        raise Refused("text_missing", field="on")
    if on < _today(at):
        raise Refused("day_is_past", field="on")
    said = checked_text(reason, "reason", limit=200)
    period.stops = [*period.stops, [on.isoformat(), None]]
    period.save(update_fields=["stops"])
    record(agreement, Code.COVER_STOPPED, actor, at, period=period.pk, on=iso(on), reason=said)
    return period


@act
def resume_cover(
    actor: Actor, agreement_id: int, period_id: int, on: date | None, reason: str, *, at: datetime
) -> PaidPeriod:
    """Cover goes on from this day. A day in the past counts for open quotes; verdicts that were given stand.

    Refused: `not_your_role`, `absent`, `agreement.not_stopped`; with `field`: `text_missing`, `text_too_long`.
    """
    agreement = lock_money(actor, agreement_id)
    period = period_of(agreement, period_id)
    if not period.is_stopped_now:
        raise Refused("agreement.not_stopped")
    if on is None:
        raise Refused("text_missing", field="on")
    said = checked_text(reason, "reason", limit=200)
    first = date.fromisoformat(period.stops[-1][0])
    kept = period.stops[:-1]
    period.stops = [*kept, [first.isoformat(), (on - DAY).isoformat()]] if on > first else kept
    period.save(update_fields=["stops"])
    facts = {"period": period.pk, "line": period.line_id, "on": iso(on), "reason": said}
    record(agreement, Code.COVER_RESUMED, actor, at, starts_on=iso(on), backdated=on < _today(at), **facts)
    return period


def _instalment(agreement: Agreement, instalment_id: int) -> Instalment:
    part = Instalment.objects.filter(pk=instalment_id, period__line__agreement=agreement).first()
    if part is None:
        raise Refused("absent")
    return part


def _today(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
