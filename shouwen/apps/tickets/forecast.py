"""What a request would be given if it were accepted now: said while somebody still listens, never kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.agreements.queries import Judgement, Request, judge, promised
from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.tickets.actions.classification import scale
from shouwen.apps.tickets.actions.intake import CHANNELS, Intake, when, where
from shouwen.apps.tickets.verdicts import deciding_day
from shouwen.policy import clock as engine
from shouwen.policy.coverage import Cause
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.severity import grade


@dataclass(frozen=True)
class Forecast:
    """`judgement` is None while nobody knows which hospital it is."""

    grade: int
    judgement: Judgement | None
    readings: Sequence[engine.Reading]
    provisional: bool


def forecast(actor: Actor, said: Intake, at: datetime) -> Forecast:
    """The grade, who would pay, and the deadlines, as `take_in` would write them. Writes nothing; six queries.

    Refused with `field`: `unknown_choice`, `absent`, `late_reason_missing`, `time_not_past`, `too_long_ago`,
    `module_not_installed`.
    """
    if said.channel not in CHANNELS:
        raise Refused("unknown_choice", field="channel")
    service, answers = CHANNELS[said.channel]
    accepted, _ = when(said, at)
    kind, impact, urgency = scale(said.kind, said.impact, said.urgency)
    place = where(actor, said)
    judgement = None
    if place is not None:
        campus, module = place.campus, place.module
        asked = Request(
            hospital_id=place.hospital.pk,
            campus_id=campus.pk if campus else None,
            module_id=module.pk if module else None,
            day=deciding_day(accepted),
            kind=kind,
            service=service,
            cause=Cause.UNKNOWN,
        )
        judgement = judge(asked)
    onsite_covered = judgement is not None and judgement.verdict.onsite_covered
    opening = engine.Opening(accepted, kind, impact, urgency, onsite_covered)
    facts = [engine.Fact(engine.FactType.RESPONDED, accepted)] if answers else []
    calendars = working_times(newest().pk)
    readings = engine.replay(opening, facts, promised(judgement.line if judgement else None), calendars, at)
    return Forecast(
        grade=grade(kind, impact, urgency),
        judgement=judgement,
        readings=readings,
        provisional=any(calendars[each.calendar].is_provisional(each.started_at, each.due_at) for each in readings),
    )
