"""A new version of the rate card. The ones before stay as they were, and quotes made by them too."""

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.apps.billing.events import record_rates
from shouwen.apps.billing.models import RateCard
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.money import MOST
from shouwen.policy.plain_text import checked_text
from shouwen.policy.quoting import KEEPS_BOOKS
from shouwen.policy.rates import Rates, checked
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need


@dataclass(frozen=True)
class RateFacts:
    rates: Rates
    valid_from: date | None
    note: str = ""


@act
def publish_rates(actor: Actor, facts: RateFacts, *, at: datetime) -> RateCard:
    """Publish a version of the rate card, for quotes drafted from `valid_from` on.

    Refused: `not_your_role`; with `field`: `text_missing`, `amount_range`, `number_range`, `before_the_last`,
    `text_too_long`.
    """
    need(actor, KEEPS_BOOKS, "keep_books")
    if facts.valid_from is None:
        raise Refused("text_missing", field="valid_from")
    rates = checked(facts.rates)
    for field in ("day", "visit", "travel"):
        if not 0 < getattr(rates, field) <= MOST:
            raise Refused("amount_range", field=field)
    note = checked_text(facts.note, "note", limit=200, required=False)
    last = RateCard.objects.select_for_update().first()
    if last is not None and facts.valid_from < last.valid_from:
        raise Refused("before_the_last", field="valid_from", since=last.valid_from.isoformat())
    made = RateCard.objects.create(
        number=last.number + 1 if last else 1,
        valid_from=facts.valid_from,
        day_fen=rates.day,
        visit_fen=rates.visit,
        travel_fen=rates.travel,
        night_percent=rates.night_percent,
        rest_day_percent=rates.rest_day_percent,
        holiday_percent=rates.holiday_percent,
        night_from=rates.night_from,
        night_until=rates.night_until,
        note=note,
        published_at=at,
        published_by_id=actor.person,
    )
    record_rates(made, actor, at)
    return made
