"""The phases of an agreement line as spans of days: what a timeline shows, and where a day stands in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from shouwen.policy.agreement import Agreement
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Cover, Phase, verdict
from shouwen.policy.severity import Kind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """Both days included."""

    phase: Phase
    cover: Cover
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stands on a day. `until`: the last day of this cover, None when nothing covers."""

    phase: Phase
    cover: Cover
    until: date | None


def spans(agreement: Agreement) -> tuple[PhaseSpan, ...]:
    """Free, paid and grace, in this order of precedence, without overlaps; cut where it was terminated."""
    end = agreement.terminated_on - DAY if agreement.terminated_on else date.max
    wanted = [PhaseSpan(Phase.FREE, Cover.VALID, agreement.free_from, agreement.last_free_day)]
    paid = sorted(agreement.paid, key=lambda line: line.first)
    wanted += [PhaseSpan(Phase.PAID, Cover.VALID, line.first, line.last) for line in paid]
    wanted += [
        PhaseSpan(Phase.PAID, Cover.GRACE, line.last + DAY, line.last + agreement.grace_days * DAY)
        for line in paid
        if agreement.grace_days
    ]
    found: list[PhaseSpan] = []
    for span in wanted:
        first, last = span.first, min(span.last, end)
        for other in sorted(found, key=lambda each: each.first):
            if other.first <= first <= other.last:
                first = other.last + DAY
            elif first < other.first <= last and other.last >= last:
                last = other.first - DAY
        if first <= last:
            found.append(PhaseSpan(span.phase, span.cover, first, last))
    return tuple(sorted(found, key=lambda each: each.first))


def standing(agreement: Agreement, day: date) -> Standing:
    """Phase and cover on a day, and the last day on which they hold."""
    found = verdict(agreement, day, Kind.INCIDENT, Service.ONLINE, Cause.UNKNOWN)
    covering = [span for span in spans(agreement) if span.first <= day <= span.last]
    if found.cover not in {Cover.VALID, Cover.GRACE} or not covering:
        return Standing(found.phase, found.cover, None)
    return Standing(found.phase, found.cover, max(span.last for span in covering))


# From the best covered to the least: what a hospital with several lines is called.
ORDER = (
    (Phase.FREE, Cover.VALID),
    (Phase.PAID, Cover.VALID),
    (Phase.PAID, Cover.GRACE),
    (Phase.NOT_STARTED, Cover.NONE),
    (Phase.PAID, Cover.LAPSED),
    (Phase.TERMINATED, Cover.LAPSED),
)


def best(standings: list[Standing]) -> Standing | None:
    """The best covered of several, None of none."""
    return min(standings, key=lambda each: ORDER.index((each.phase, each.cover)), default=None)
