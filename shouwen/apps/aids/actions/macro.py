"""A macro on a card: rehearsed, then carried out whole or not at all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from shouwen.apps.aids.actions.steps import On, carry_out
from shouwen.apps.aids.models import Run, Version
from shouwen.apps.aids.queries import in_use, macro_of
from shouwen.apps.ledger.unit_of_work import act, taken_back
from shouwen.apps.people.models import User
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import find, lock
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.macros import AIDS, Step
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def run_macro(
    actor: Actor, number: str, version_id: int, *, at: datetime, submission: str, shown: Collection[int] | None = None
) -> Run:
    """Every step of a macro on one card, each by its own act, in one transaction. The same form runs it once.

    `shown`: the versions of the replies and checklists that this person has read; nothing else is sent in their place.

    Refused: `not_your_role`, `absent`, `not_now`, `macro_changed` (another version is in use, or it was retired since
    it was shown; with `step` when that is a reply or checklist), and as the acts of its steps, with `step`: the place
    of the one at fault.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="macro")
    ticket = lock(actor, number)
    key = key_of(actor, f"macro:{ticket.pk}", submission)
    done = Run.objects.filter(submission=key).first()
    if done is not None:
        return done
    if ticket.state in ENDED:
        raise Refused("not_now", act="macro", state=ticket.state)
    version = _fitting(ticket, version_id)
    steps = [row.step for row in version.steps.all()]
    kept = in_use(steps)
    _as_shown(steps, kept, shown)
    run = Run.objects.create(ticket=ticket, version=version, by_id=actor.person, at=at, submission=key)
    events.record(ticket, events.Code.MACRO_RUN, actor, at, version=version.pk, number=version.number)
    agent = User.objects.get(pk=actor.person)
    carry_out(On(actor, ticket, agent, version.name_zh, at, submission, kept), steps)
    return run


def rehearse_macro(actor: Actor, number: str, version_id: int, *, at: datetime) -> Refused | None:
    """Why it could not be carried out now; None when it could. It is done, and taken back at once.

    Refused: `not_your_role`, `absent`, `macro_changed`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="macro")
    _fitting(find(actor, number), version_id)
    return taken_back(actor, lambda: run_macro(actor, number, version_id, at=at, submission="rehearsal"))


def _as_shown(steps: Sequence[Step], kept: Mapping[int, Version], shown: Collection[int] | None) -> None:
    for place, step in enumerate(steps, 1):
        if shown is not None and step.do in AIDS and step.number in kept and kept[step.number].pk not in shown:
            raise Refused("macro_changed", step=place)


def _fitting(ticket: Ticket, version_id: int) -> Version:
    """The version in use that fits the card."""
    version = macro_of(ticket, version_id)
    if version is None:
        raise Refused(
            "macro_changed" if Version.objects.filter(pk=version_id, aid__kind="macro").exists() else "absent"
        )
    return version
