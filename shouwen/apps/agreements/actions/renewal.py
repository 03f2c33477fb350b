"""续约: a paid period that follows what was covered before, from the day after it or anew."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from shouwen.apps.agreements.access import line_of, lock
from shouwen.apps.agreements.actions.period import PeriodFacts, put_period
from shouwen.apps.agreements.events import Code, iso, record
from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

DAY = timedelta(days=1)


class How(StrEnum):
    """From the day after the last covered one, so that there is no gap; or anew, and the gap stays uncovered."""

    FROM_LAPSE = "from_lapse"
    ANEW = "anew"


def covered_until(line: Line) -> date:
    """The last day of the free phase or of the paid periods, whichever is later. Needs the line's periods."""
    return max([line.free_until, *(period.ends_on for period in line.paid_periods.all())])


@act
def renew(
    actor: Actor, agreement_id: int, line_id: int, how: str, facts: PeriodFacts, reason: str, *, at: datetime
) -> PaidPeriod:
    """Renew a line. From the lapse date the first day follows from the line; anew it is given, after the last covered
    day. A first day in the past recomputes open quotes, and nothing that was judged before.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `unknown_choice`, `text_missing`,
    `until_before_since`, `renewal_before_end`, `number_range`, `text_too_long`.
    """
    agreement = lock(actor, agreement_id)
    line = line_of(agreement, line_id)
    if how not in set(How):
        raise Refused("unknown_choice", field="how")
    last = covered_until(line)
    wanted = replace(facts, starts_on=last + DAY) if how == How.FROM_LAPSE else facts
    if wanted.starts_on is not None and wanted.starts_on <= last:
        raise Refused("renewal_before_end", field="starts_on", until=last.isoformat())
    said = checked_text(reason, "reason", limit=200, required=False)
    period = put_period(line, wanted, at)
    period.renewal = how
    period.save(update_fields=["renewal"])
    today = at.astimezone(SHANGHAI).date()
    record(
        agreement,
        Code.RENEWED,
        actor,
        at,
        line=line.pk,
        period=period.pk,
        how=how,
        starts_on=iso(period.starts_on),
        ends_on=iso(period.ends_on),
        gap_days=(period.starts_on - last).days - 1,
        backdated=period.starts_on < today,
        reason=said,
    )
    return period
