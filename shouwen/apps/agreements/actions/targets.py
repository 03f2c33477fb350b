"""A line's own targets: minutes by grade for response and resolution, and for the journey."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shouwen.apps.agreements.access import line_of, lock
from shouwen.apps.agreements.actions.line import within
from shouwen.apps.agreements.events import Code, record
from shouwen.apps.agreements.models import Line
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.promise import RESPONSE_CEILING
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.severity import GRADES

# By the name of the form's field: the clock, the grade (0: for every grade), and the most minutes that make sense.
LONGEST = 60 * 24 * 60
PLACES: Mapping[str, tuple[str, int, int]] = {
    **{f"response_{grade}": ("response", grade, RESPONSE_CEILING) for grade in GRADES},
    **{f"resolution_{grade}": ("resolution", grade, LONGEST) for grade in GRADES},
    "arrival": ("arrival", 0, LONGEST),
    "arrival_uncovered": ("arrival_uncovered", 0, LONGEST),
}


@act
def set_targets(
    actor: Actor, agreement_id: int, line_id: int, minutes: Mapping[str, int | None], *, at: datetime
) -> Line:
    """Own targets of a line, by the names in `PLACES`; a missing or empty one is the policy's. Cards that were accepted
    keep their promise. A response is never promised later than the ceiling (clause response.ceiling).

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `number_range`, `nothing_changed`.
    """
    agreement = lock(actor, agreement_id)
    line = line_of(agreement, line_id)
    wanted: dict[str, Any] = {}
    for name, (clock, grade, most) in PLACES.items():
        given = minutes.get(name)
        if given is None:
            continue
        within(given, name, 1, most)
        if grade:
            wanted.setdefault(clock, {})[str(grade)] = given
        else:
            wanted[clock] = given
    if wanted == line.targets:
        raise Refused("nothing_changed", field="response_1")
    before, line.targets = line.targets, wanted
    line.save(update_fields=["targets"])
    record(agreement, Code.TARGETS_CHANGED, actor, at, line=line.pk, before=before, after=wanted)
    return line


def by_place(line: Line) -> dict[str, int | None]:
    """The line's own minutes by the names in `PLACES`."""
    return {
        name: (line.targets.get(clock, {}).get(str(grade)) if grade else line.targets.get(clock))
        for name, (clock, grade, _most) in PLACES.items()
    }
