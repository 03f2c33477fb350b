"""Each step of a macro is the act that a person would do: it asks for the same rights and refuses the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.apps.aids.models import Listed, Tick, Version
from shouwen.apps.aids.queries import TOLD, facts_of, filled
from shouwen.apps.aids.things import least_busy
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock, lock_for
from shouwen.apps.tickets.actions.classification import Classification, scale
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.aids import fill
from shouwen.policy.lifecycle import Act
from shouwen.policy.macros import AIDS, CLASSIFIES, Do, Step
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class On:
    """What a step is done with. `reason`: what is said where an act asks why and the step does not say."""

    actor: Actor
    ticket: Ticket
    agent: User
    reason: str
    at: datetime
    key: str
    # What the steps send or put on, by the aid: as it stood when the macro began.
    kept: Mapping[int, Version]

    def words(self, step: Step) -> str:
        """The step's words with the facts of the card, as the steps before have left it."""
        return fill(step.words, facts_of(self.card(), self.agent, english=False)) if step.words else ""

    def card(self) -> Ticket:
        return Ticket.objects.select_related(*TOLD).get(pk=self.ticket.pk)


def carry_out(on: On, steps: Sequence[Step]) -> None:
    """Every step in its order; what classifies is one classification, where the first of it stands.

    The word is asked for last: a reply or another grade would set its instant anew.

    Refused as the acts are, with `step`: the place of the one that was refused.
    """
    _all_in_use(on, steps)
    marks = [step for step in steps if step.do in CLASSIFIES]
    for place, step in sorted(enumerate(steps, 1), key=lambda each: each[1].do == Do.WORD):
        try:
            if step.do not in CLASSIFIES:
                ACTS[Do(step.do)](on, step, place)
            elif step is marks[0]:
                _classify(on, marks)
        except Refused as refused:
            raise Refused(refused.code, **{**refused.facts, "step": place}) from refused


def _all_in_use(on: On, steps: Sequence[Step]) -> None:
    for place, step in enumerate(steps, 1):
        if step.do in AIDS and step.number not in on.kept:
            raise Refused("macro_changed", step=place)


def _take(on: On, _step: Step, _place: int) -> None:
    if Ticket.objects.get(pk=on.ticket.pk).handler_id != on.actor.id:
        cards.take(on.actor, on.ticket.number, at=on.at)


def _classify(on: On, steps: Sequence[Step]) -> None:
    """Everything that no step sets stays; a card that is so already stays as it is."""
    card, set_to = Ticket.objects.get(pk=on.ticket.pk), {step.do: step for step in steps}
    kind = set_to[Do.KIND].value if Do.KIND in set_to else card.kind
    impact, urgency = set_to[Do.GRADE].value.split("-") if Do.GRADE in set_to else (card.impact, card.urgency)
    service = set_to[Do.SERVICE].value if Do.SERVICE in set_to else card.service
    module = set_to[Do.MODULE].number if Do.MODULE in set_to else card.module_id
    # As the act reads them: a kind without grades has neither impact nor urgency.
    kind, impact, urgency = (each or "" for each in scale(kind, impact, urgency))
    wanted = (kind, impact, urgency, service, module)
    if wanted == (card.kind, card.impact, card.urgency, card.service, card.module_id):
        return
    reason = next((on.words(step) for step in steps if step.words), on.reason)
    said = Classification(kind, impact, urgency, service, card.cause, module, reason)
    cards.classify(on.actor, card.number, said, at=on.at)


def _offer(on: On, step: Step, _place: int) -> None:
    _offer_to(on, step, step.number)


def _offer_to_team(on: On, step: Step, _place: int) -> None:
    handler = Ticket.objects.values_list("handler", flat=True).get(pk=on.ticket.pk)
    _offer_to(on, step, least_busy(step.number, handler, on.at).pk)


def _offer_to(on: On, step: Step, person: int) -> None:
    cards.offer(on.actor, on.ticket.number, person, on.words(step) or on.reason, at=on.at)


def _note(on: On, step: Step, place: int) -> None:
    cards.note(on.actor, on.ticket.number, on.words(step), at=on.at, submission=f"{on.key}-{place}")


def _reply(on: On, step: Step, place: int) -> None:
    text = filled(on.kept[step.number], on.card(), on.agent, english=False)
    cards.reply(on.actor, on.ticket.number, text, at=on.at, submission=f"{on.key}-{place}")


def _list(on: On, step: Step, _place: int) -> None:
    """A checklist that the card has already, put on or begun, in whatever version, stays as it is."""
    ticket = lock(on.actor, on.ticket.number)
    begun = Tick.objects.filter(ticket=ticket, version__aid=step.number, undone_at=None)
    if begun.exists() or Listed.objects.filter(ticket=ticket, version__aid=step.number).exists():
        return
    version = on.kept[step.number]
    Listed.objects.create(ticket=ticket, version=version, by_id=on.actor.person, at=on.at)
    events.record(ticket, events.Code.CHECKLIST_ADDED, on.actor, on.at, version=version.pk)


def _ask_for_word(on: On, step: Step, _place: int) -> None:
    ticket = lock_for(on.actor, on.ticket.number, Act.CHASE)
    due = on.at + timedelta(minutes=step.number)
    events.record(ticket, events.Code.WORD_ASKED, on.actor, on.at, due=due.isoformat())


def _draft(_on: On, _step: Step, _place: int) -> None:
    """Nothing is done: the composer opens with it afterwards."""


ACTS: Mapping[Do, Callable[[On, Step, int], None]] = {
    Do.TAKE: _take,
    Do.OFFER: _offer,
    Do.TEAM: _offer_to_team,
    Do.NOTE: _note,
    Do.CHECKLIST: _list,
    Do.WORD: _ask_for_word,
    Do.REPLY: _reply,
    Do.DRAFT: _draft,
}
