"""Rulings: the list, one with its steps, and the form of each step."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.tickets import actions, rulings
from shouwen.apps.tickets.actions.ruling import standing_of
from shouwen.apps.tickets.models import Ruling
from shouwen.apps.tickets.whole_card import Card, whole_card
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.frame.narrowed import address, hospital_asked, hospitals_to_choose
from shouwen.console.frame.sheet import Sheet, Words, carry_out, typed
from shouwen.console.rulings.forms import DecisionForm, ProposalForm, WithdrawalForm
from shouwen.policy.ruling import WAITING, RulingState, Step, allowed, permit
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.ruling import ruling_faces

DECIDED = gettext_lazy("Decided; the hospital is told.")


@reads
def listed(visit: Visit) -> HttpResponse:
    """What waits for development, for the director, and what is done."""
    hospital = hospital_asked(visit)
    counted = rulings.counts(visit.actor, hospital)
    view = view_of(visit, counted)
    after = visit.GET.get("after", "")
    found = rulings.rulings(visit.actor, view, after, hospital=hospital)
    kept = {"view": view.value, "hospital": hospital}
    return page(
        visit,
        "console/rulings.html",
        view=view.value,
        tabs=[
            (each.value, address("console:rulings", view=each.value, hospital=hospital), counted[each], each is view)
            for each in rulings.View
        ],
        hospitals=hospitals_to_choose(visit),
        hospital=hospital,
        rows=[(each, module_name(each.ticket.module)) for each in found.rulings],
        export_url=address("console:rulings_sheet", **kept),
        newer_url=address("console:rulings", **kept) if after else "",
        older_url=address("console:rulings", **kept, after=found.after) if found.after else "",
    )


def view_of(visit: Visit, counted: dict[rulings.View, int]) -> rulings.View:
    """What is asked for, else the first in which something stands."""
    asked = visit.GET.get("view", "")
    if asked in set(rulings.View):
        return rulings.View(asked)
    return next((view for view in rulings.View if counted[view]), rulings.View.DEVELOPMENT)


@reads
def ruling(visit: Visit, number: str) -> HttpResponse:
    """The rulings of a card with their steps, and what this person may do now."""
    card = whole_card(visit.actor, number, visit.now)
    now = allowed(visit.actor, standing_of(_newest(card)), visit.now)
    return page(
        visit,
        "console/ruling.html",
        ticket=card.ticket,
        rulings=ruling_faces(card),
        may=[(step.value, reverse(f"console:{ADDRESSES[step]}", args=[number])) for step in ADDRESSES if step in now],
    )


# The steps that are taken at this door.
ADDRESSES = {
    Step.DECIDE: "decide_ruling",
    Step.FINALISE: "finalise_ruling",
    Step.PROPOSE: "propose_ruling",
    Step.WITHDRAW: "withdraw_ruling",
}


@reads_and_acts
def propose(visit: Visit, number: str) -> HttpResponse:
    card = _asked(visit, number, Step.PROPOSE)
    form = ProposalForm(data=typed(visit), initial={"cause": "inherent_defect", "version": card.ticket.version})

    def do() -> object:
        evidence = actions.Evidence(*(visit.POST.get(name, "") for name in ("reproduction", "clause", "version")))
        cause, words = visit.POST.get("cause", ""), visit.POST.get("words", "")
        return actions.propose_ruling(visit.actor, number, cause, evidence, words, at=visit.now)

    note = _("Work waits for nothing: in doubt the fault is mended first and settled later.")
    return _sheet(visit, card, (_("Propose a cause"), _("Send to development"), note), form, do, _("Proposed."))


@reads_and_acts
def decide(visit: Visit, number: str) -> HttpResponse:
    card = _asked(visit, number, Step.DECIDE)
    form = DecisionForm(data=typed(visit), initial={"cause": _cause(card)})

    def do() -> object:
        cause, words = visit.POST.get("cause", ""), visit.POST.get("words", "")
        return actions.decide_ruling(visit.actor, number, cause, words, at=visit.now)

    note = _("Who pays is judged anew; units and money that a defect had taken come back by themselves.")
    return _sheet(visit, card, (_("Rule on the cause"), _("Decide"), note), form, do, DECIDED)


@reads_and_acts
def finalise(visit: Visit, number: str) -> HttpResponse:
    card = _asked(visit, number, Step.FINALISE)
    form = DecisionForm(data=typed(visit), initial={"cause": _cause(card)})

    def do() -> object:
        cause, words = visit.POST.get("cause", ""), visit.POST.get("words", "")
        return actions.finalise_ruling(visit.actor, number, cause, words, at=visit.now)

    note = _("This is the last word; it cannot be undone.")
    words = (_("Final ruling"), _("Decide finally"), note)
    return _sheet(visit, card, words, form, do, DECIDED)


@reads_and_acts
def withdraw(visit: Visit, number: str) -> HttpResponse:
    card = _asked(visit, number, Step.WITHDRAW)
    form = WithdrawalForm(data=typed(visit))

    def do() -> object:
        return actions.withdraw_ruling(visit.actor, number, visit.POST.get("words", ""), at=visit.now)

    return _sheet(visit, card, (_("Take the proposal back"), _("Take back"), ""), form, do, _("Taken back."))


def _asked(visit: Visit, number: str, step: Step) -> Card:
    """The card of a form; only who may take the step, and only now, gets to see it."""
    card = whole_card(visit.actor, number, visit.now)
    permit(step, visit.actor, standing_of(_newest(card)), visit.now)
    return card


def _evidence(card: Card) -> list[tuple[Words, Words]]:
    """What is to be judged: the evidence of a ruling that is open, and what each side has said to it."""
    face = next(iter(ruling_faces(card)), None)
    if face is None or RulingState(face.state) not in WAITING:
        return []
    told: list[tuple[Words, Words]] = [
        (_("Proposed cause"), word(face.proposed, "cause")),
        (_("How it is reproduced"), face.reproduction),
        (_("What it contradicts"), face.clause),
        (_("In which version"), face.version),
    ]
    said = [(f"{step.by.name} {word(step.step, 'ruling_step')}", step.words) for step in face.steps if step.words]
    return [*told, *said]


def _newest(card: Card) -> Ruling | None:
    return card.extras.rulings[-1] if card.extras.rulings else None


def _cause(card: Card) -> str:
    found = _newest(card)
    return found.cause if found else ""


def _sheet(
    visit: Visit, card: Card, words: tuple[Words, Words, Words], form: forms.Form, do: Callable[[], object], done: Words
) -> HttpResponse:
    title, send, note = words
    number = card.ticket.number
    back = reverse("console:ruling", args=[number])
    around = Sheet("rulings", title, send, back, number, note, facts=_evidence(card))
    return carry_out(visit, around, form, do, done=done)
