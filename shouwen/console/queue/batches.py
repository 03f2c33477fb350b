"""One act on many cards: shown card by card before it is done, done, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.batch import Rehearsed, Wanted, rehearse
from shouwen.apps.tickets.models import BatchItem
from shouwen.apps.tickets.queries import batch_of, items_of
from shouwen.console.frame.guard import acts, page, reads
from shouwen.console.queue.batch_forms import form_of
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, next_url
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.submission import new_submission, submission_of

# Comes with the form of the preview; what comes from the list has filled nothing in yet.
SEEN = "seen"


@acts
def preview(visit: Visit) -> HttpResponse:
    """What would become of each card. A fault in the form itself is told at its field, not at every card."""
    back = next_url(visit, reverse("console:queue"))
    wanted = _wanted(visit)
    try:
        rehearsed = rehearse(visit.actor, visit.POST.getlist("card"), wanted, at=visit.now)
    except Refused as refused:
        if refused.facts.get("field") not in {"card", "act"}:
            raise
        messages.error(visit, refusal_words(refused))
        return redirect(back)
    form = form_of(wanted.act, visit.POST if SEEN in visit.POST else None)
    told = form is None or form.is_bound
    fault = next((each.refused for each in rehearsed if each.refused and _of_form(each.refused)), None)
    if form is not None and form.is_bound and fault:
        refuse(form, Refused(fault.code, **(fault.facts | {"field": _field_of(fault)})))
    return page(
        visit,
        "console/batch_preview.html",
        wanted=wanted,
        form=form,
        rows=[_row(each, told=told) for each in rehearsed],
        possible=[each.ticket.number for each in rehearsed if each.refused is None],
        back=back,
        submission=new_submission(),
    )


@acts
def run(visit: Visit) -> HttpResponse:
    """Each card in a transaction of its own. Sent twice it is done once; sent again after a break it goes on."""
    wanted = _wanted(visit)
    numbers = visit.POST.getlist("card")
    try:
        batch = actions.begin_batch(visit.actor, wanted, numbers, at=visit.now, submission=submission_of(visit.POST))
    except Refused as refused:
        if refused.facts.get("field") not in {"card", "act"}:
            raise
        messages.error(visit, refusal_words(refused))
        return redirect(next_url(visit, reverse("console:queue")))
    for item in items_of(visit.actor, batch):
        if item.outcome == BatchItem.Outcome.WAITING:
            actions.do_item(visit.actor, batch.pk, item.ticket.number, wanted, at=visit.now)
    return redirect("console:batch", batch.pk)


@reads
def batch(visit: Visit, batch: int) -> HttpResponse:
    """What became of each card."""
    found = batch_of(visit.actor, batch)
    if found is None:
        raise Refused("absent")
    items = items_of(visit.actor, found)
    return page(
        visit,
        "console/batch.html",
        batch=found,
        rows=[(item, refusal_words(Refused(item.code, **item.facts)) if item.code else "") for item in items],
        counts={outcome.value: sum(item.outcome == outcome for item in items) for outcome in BatchItem.Outcome},
        undoable=sum(_can_be_undone(item) for item in items),
    )


@acts
def undo(visit: Visit, batch: int) -> HttpResponse:
    """Take back every offer of the batch that nobody has answered."""
    found = batch_of(visit.actor, batch)
    if found is None:
        raise Refused("absent")
    undone = 0
    for item in items_of(visit.actor, found):
        if _can_be_undone(item):
            done = actions.undo_item(visit.actor, found.pk, item.ticket.number, at=visit.now)
            undone += done.outcome == BatchItem.Outcome.UNDONE
    messages.success(visit, _("Taken back: %(count)s.") % {"count": undone})
    return redirect("console:batch", found.pk)


def _can_be_undone(item: BatchItem) -> bool:
    return item.outcome == BatchItem.Outcome.DONE and item.offer is not None and item.offer.answer == "open"


def _wanted(visit: Visit) -> Wanted:
    said = visit.POST
    try:
        receiver, module = number_of(said, "receiver"), number_of(said, "module")
    except Refused:
        receiver, module = 0, 0
    return Wanted(said.get("act", ""), receiver or 0, module, said.get("words", ""))


def _of_form(refused: Refused) -> bool:
    return "field" in refused.facts and refused.code not in {"is_the_handler", "module_not_installed"}


def _field_of(refused: Refused) -> str:
    """The form's own name for the field at fault."""
    field = str(refused.facts["field"])
    return "words" if field == "reason" else field


def _row(each: Rehearsed, *, told: bool) -> dict[str, object]:
    """A card of the preview; before the form is filled in, a fault of the form is no fault of the card."""
    open_ = each.refused is not None and _of_form(each.refused) and not told
    why = "" if each.refused is None or open_ else refusal_words(each.refused)
    return {"ticket": each.ticket, "why": why, "open": open_}
