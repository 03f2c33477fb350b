"""The phases of an agreement line as spans of days: what a timeline shows, and where a day stands in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from shouwen.policy.agreement import Agreement
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Cover, Phase, Verdict, verdict
from shouwen.policy.severity import Kind

DAY = timedelta(days=1)
COVERED = frozenset({Cover.VALID, Cover.GRACE})


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
    """The days that are covered, oldest first, without overlaps: what the verdict says between two turning points."""
    turns = {agreement.free_from, agreement.last_free_day + DAY}
    for line in agreement.paid:
        turns |= {line.first, line.last + DAY, line.last + (agreement.grace_days + 1) * DAY}
        for first, last in line.stopped:
            turns |= {first, *([last + DAY] if last is not None else [])}
    if agreement.terminated_on is not None:
        turns.add(agreement.terminated_on)
    found: list[PhaseSpan] = []
    for first, following in pairwise(sorted(turns)):
        told = _verdict(agreement, first)
        span = PhaseSpan(told.phase, told.cover, first, following - DAY)
        if told.cover not in COVERED:
            continue
        before = found[-1] if found else None
        if before and (before.phase, before.cover, before.last + DAY) == (span.phase, span.cover, span.first):
            found[-1] = replace(before, last=span.last)
        else:
            found.append(span)
    return tuple(found)


def standing(agreement: Agreement, day: date) -> Standing:
    """Phase and cover on a day, and the last day on which they hold."""
    told = _verdict(agreement, day)
    until = next((span.last for span in spans(agreement) if span.first <= day <= span.last), None)
    return Standing(told.phase, told.cover, until)


# So many days before the end both sides are told.
WARN_DAYS = (90, 60, 30, 15, 7)


def end_of_cover(agreement: Agreement, day: date) -> date | None:
    """The last day of the cover that holds today, over phases that follow one another without a gap; None when
    nothing covers the day. Days of grace are no cover."""
    last: date | None = None
    for span in spans(agreement):
        if span.cover is not Cover.VALID:
            continue
        if (last is None and span.first <= day <= span.last) or (last is not None and span.first == last + DAY):
            last = span.last
    return last


def step_before(ends_on: date, day: date) -> int | None:
    """The nearest step of `WARN_DAYS` that has come; None while the end is further away, or past."""
    left = (ends_on - day).days
    return min((step for step in WARN_DAYS if 0 <= left <= step), default=None)


def _verdict(agreement: Agreement, day: date) -> Verdict:
    """Phase and cover do not depend on what is asked."""
    return verdict(agreement, day, Kind.INCIDENT, Service.ONLINE, Cause.UNKNOWN)


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
