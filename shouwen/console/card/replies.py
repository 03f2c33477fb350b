"""Replies to the hospital, and internal notes."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of


@acts
def reply(visit: Visit, number: str) -> HttpResponse:
    return carry_out(
        visit,
        number,
        Act.REPLY,
        lambda: actions.reply(
            visit.actor,
            number,
            visit.POST.get("text", ""),
            at=visit.now,
            submission=submission_of(visit.POST),
            uploads=visit.FILES.getlist("uploads"),
            shows_patient=shows_of(visit.POST),
        ),
    )


@acts
def note(visit: Visit, number: str) -> HttpResponse:
    return carry_out(
        visit,
        number,
        Act.NOTE,
        lambda: actions.note(
            visit.actor,
            number,
            visit.POST.get("text", ""),
            at=visit.now,
            submission=submission_of(visit.POST),
            uploads=visit.FILES.getlist("uploads"),
            shows_patient=shows_of(visit.POST),
        ),
    )
