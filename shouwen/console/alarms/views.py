"""What rings now and what rang before; answering a call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.paging.actions import answer_page
from shouwen.apps.paging.queries import ended_alarms, may_answer, open_alarms
from shouwen.console.frame.guard import acts, page, reads
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person
from shouwen.ui.refusal_words import refusal_words


@reads
def alarms(visit: Visit) -> HttpResponse:
    """The open ones on top, the ended ones below, newest first."""
    after = visit.GET.get("after", "")
    found = ended_alarms(visit.actor, after)
    here = reverse("console:alarms")
    return page(
        visit,
        "console/alarms.html",
        ringing=[] if after else open_alarms(visit.actor),
        ended=found.alarms,
        may_answer=may_answer(visit.actor),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@acts
def answer(visit: Visit, number: str) -> HttpResponse:
    """“I have it”: from here straight to the card, where the hospital is waiting."""
    try:
        answer_page(visit.actor, number, at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        messages.error(visit, refusal_words(refused))
        return redirect("console:alarms")
    messages.success(visit, _("Nobody else is called. Now speak with the hospital."))
    return redirect("console:card", number)
