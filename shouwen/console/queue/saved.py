"""Views that a person keeps of the queue: named, ordered, shared, taken away and had back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.people import actions
from shouwen.apps.people.access import may_share
from shouwen.apps.people.models import SavedView
from shouwen.apps.people.queries import dropped_views, views_of
from shouwen.apps.tickets.filters import Choices, choices
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, typed
from shouwen.console.queue.asked import address, query_of, view_of
from shouwen.console.queue.narrowing import ROOM, TAB_WORDS, chips
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.refusal_words import refusal_words


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=20)


class SaveForm(NameForm):
    query = forms.CharField(widget=forms.HiddenInput)


@reads
def views(visit: Visit) -> HttpResponse:
    """One's own views, what others share, and what was taken away lately."""
    known = choices(visit.actor)
    found = views_of(visit.actor, ROOM)
    own = [each for each in found if each.user_id == visit.actor.id]
    return page(
        visit,
        "console/views.html",
        own=[_face(each, known) for each in own],
        others=[_face(each, known) for each in found if each.user_id != visit.actor.id],
        dropped=dropped_views(visit.actor, ROOM, visit.now),
        may_share=may_share(visit.actor),
    )


@reads_and_acts
def save(visit: Visit) -> HttpResponse:
    """What the queue shows now, under a name. Only what a filter knows is kept."""
    asked = visit.POST if visit.method == "POST" else visit.GET
    view = view_of(asked.get("query", ""), choices(visit.actor))
    form = SaveForm(typed(visit), initial={"query": query_of(view)})
    sheet = Sheet("queue", _("Keep this view"), _("Keep it"), address(view), _("Queue"), icon="bi-bookmark-plus")
    name = visit.POST.get("name", "")
    return carry_out(
        visit,
        sheet,
        form,
        lambda: actions.save_view(visit.actor, ROOM, name, query_of(view), at=visit.now),
        done=_("Kept. It is a tab of your queue now."),
    )


@reads_and_acts
def rename(visit: Visit, view: int) -> HttpResponse:
    mine = [each for each in views_of(visit.actor, ROOM) if each.pk == view and each.user_id == visit.actor.id]
    if not mine:
        raise Refused("absent")
    form = NameForm(typed(visit), initial={"name": mine[0].name})
    sheet = Sheet("queue", _("Rename the view"), _("Rename"), reverse("console:views"), _("My views"))
    name = visit.POST.get("name", "")
    return carry_out(
        visit, sheet, form, lambda: actions.rename_view(visit.actor, view, name, at=visit.now), done=_("Renamed.")
    )


@acts
def move(visit: Visit, view: int) -> HttpResponse:
    """One place on; back with `to` = before."""
    actions.move_view(visit.actor, view, -1 if visit.POST.get("to") == "before" else 1, at=visit.now)
    return redirect("console:views")


@acts
def share(visit: Visit, view: int) -> HttpResponse:
    actions.share_view(visit.actor, view, True, at=visit.now)
    messages.success(visit, _("Everybody on the desk has this view now."))
    return redirect("console:views")


@acts
def unshare(visit: Visit, view: int) -> HttpResponse:
    actions.share_view(visit.actor, view, False, at=visit.now)
    messages.success(visit, _("Only you have this view now."))
    return redirect("console:views")


@acts
def drop(visit: Visit, view: int) -> HttpResponse:
    actions.drop_view(visit.actor, view, at=visit.now)
    messages.success(visit, _("Taken away. Below you can have it back."))
    return redirect("console:views")


@acts
def restore(visit: Visit, view: int) -> HttpResponse:
    try:
        actions.restore_view(visit.actor, view, at=visit.now)
    except Refused as refused:
        if "field" not in refused.facts:
            raise
        messages.error(visit, refusal_words(refused))
    else:
        messages.success(visit, _("Here it is again."))
    return redirect("console:views")


def _face(saved: SavedView, known: Choices) -> dict[str, object]:
    view = view_of(saved.query, known)
    return {
        "saved": saved,
        "url": address(view),
        "tab": TAB_WORDS[view.tab],
        "chips": chips(view, known),
    }
