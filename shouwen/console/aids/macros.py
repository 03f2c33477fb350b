"""A macro on a card: what it will do, and doing it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.aids import actions, queries
from shouwen.apps.aids.models import Version
from shouwen.apps.installations.queries import every_module
from shouwen.apps.tickets.models import Ticket
from shouwen.console.aids.steps import worded
from shouwen.console.aids.views import english
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.policy.aids import fill
from shouwen.policy.macros import AIDS, CLASSIFIES, Do, Step
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.submission import new_submission


@acts
def preview(visit: Visit, number: str, macro: int) -> HttpResponse:
    """Rehearsed: what is done is taken back at once."""
    refused = actions.rehearse_macro(visit.actor, number, macro, at=visit.now)
    return _show(visit, number, macro, refused, 200, rehearsed=True)


@reads_and_acts
def macro(visit: Visit, number: str, macro: int) -> HttpResponse:
    """What it will do; sent, all of it is done."""
    if visit.method != "POST":
        return _show(visit, number, macro, None, 200)
    submission = visit.POST.get("submission", "")[:64] or new_submission()
    shown = {int(each) for each in visit.POST.get("shown", "").split() if re.fullmatch("[0-9]{1,15}", each)}
    try:
        run = actions.run_macro(visit.actor, number, macro, at=visit.now, submission=submission, shown=shown)
    except Refused as refused:
        if of_the_person(refused) and "step" not in refused.facts:
            raise
        return _show(visit, number, macro, refused, status_of(refused))
    messages.success(visit, _("Done: %(name)s.") % {"name": queries.name_of(run.version, english=english())})
    draft = next((row.step for row in run.version.steps.all() if row.do == Do.DRAFT), None)
    return redirect(reverse("console:card", args=[number]) + (_composer(draft) if draft else ""))


def _composer(draft: Step) -> str:
    version = queries.newest().get(aid=draft.number)
    return f"?act=reply&canned={version.pk}#composer"


def _show(
    visit: Visit, number: str, version_id: int, refused: Refused | None, status: int, *, rehearsed: bool = False
) -> HttpResponse:
    ticket = queries.card_of(visit.actor, number)
    version = queries.macro_version(version_id)
    steps = [row.step for row in version.steps.all()]
    words, kept = worded(steps, english=english()), queries.in_use(steps)
    # What was revised since is shown as it is now, and may be sent so.
    revised = refused is not None and refused.code == "macro_changed" and "step" in refused.facts
    whole = all(step.number in kept for step in steps if step.do in AIDS)
    return page(
        visit,
        "console/card_macro.html",
        status=status,
        ticket=ticket,
        version=version,
        name=queries.name_of(version, english=english()),
        text=queries.text_of(version, english=english()),
        steps=[(words[step], _text(visit, card, step, kept)) for step, card in _met(ticket, steps)],
        refused=refused,
        rehearsed=rehearsed,
        wrong=refused.facts.get("step") if refused else None,
        shown=" ".join(str(each.pk) for each in kept.values()),
        offered=refused is None or (revised and whole),
        submission=new_submission(),
    )


def _met(ticket: Ticket, steps: Sequence[Step]) -> Iterator[tuple[Step, Ticket]]:
    """The card as each step will find it: of what a text may say, the steps set the module alone."""
    set_to = next((step.number for step in steps if step.do == Do.MODULE), None)
    module = next((each for each in every_module() if each.pk == set_to), None) if set_to else None
    for step in steps:
        yield step, ticket
        if module is not None and step.do in CLASSIFIES:
            ticket = copy(ticket)
            ticket.module = module


def _text(visit: Visit, ticket: Ticket, step: Step, kept: Mapping[int, Version]) -> str:
    """What will be said: a reply or a note with the facts of the card, or the reason."""
    if step.do in {Do.REPLY, Do.DRAFT}:
        version = kept.get(step.number)
        return queries.filled(version, ticket, visit.user, english=False) if version else ""
    return fill(step.words, queries.facts_of(ticket, visit.user, english=False))
