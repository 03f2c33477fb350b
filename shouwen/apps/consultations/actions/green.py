"""The green channel's own entry: a report of a hospital whose agreement names it."""

from dataclasses import replace
from datetime import datetime

from shouwen.apps.consultations.queries import is_entitled
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.catalogue import Service
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def report_green(actor: Actor, said: cards.Report, *, at: datetime, submission: str) -> Ticket:
    """A report through the green channel (clause charge.special_not_named): for who has agreed on it.

    Refused: `green_not_named`, and as every report.
    """
    day = at.astimezone(DESK_ZONE).date()
    if not any(is_entitled(hospital, day) for hospital in actor.hospitals):
        raise Refused("green_not_named")
    return cards.report(actor, replace(said, service=Service.GREEN_CHANNEL.value), at=at, submission=submission)
