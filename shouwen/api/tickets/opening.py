"""A new card: a hospital reports, staff takes in."""

from typing import Any

from django.http import HttpResponse
from ninja.responses import Status

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import once
from shouwen.api.frame.operations import acts, body_of
from shouwen.api.frame.parcel import Parcel, parcel_of
from shouwen.api.frame.wire import only
from shouwen.api.tickets import faces, said, shown
from shouwen.api.tickets.reading import router
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.originals import Shows

# One address, two methods: so this stands on the router of the lists.
__all__ = ["router"]


@router.post(
    "/tickets",
    **acts(shown.Card, 201, keyed=True, extra=body_of(said.Report, said.Intake)),
    summary="Report, or take in",
)
def new_ticket(request: Call, response: HttpResponse) -> Any:
    """A hospital's person sends a Report, staff an Intake; with files as multipart/form-data. The same key answers
    with the same card."""
    only(request)
    parcel = parcel_of(request)
    ticket = _report(request, parcel) if request.actor.is_customer else _take_in(request, parcel)
    response["Location"] = f"{request.path}/{ticket.number}"
    return Status(201, faces.card(request, ticket.number))


def _report(request: Call, parcel: Parcel) -> Ticket:
    told = said.Report.model_validate(parcel.document)
    wanted = actions.Report(
        answer=told.answer,
        text=told.text,
        module_id=told.module,
        department_id=told.department,
        continues=told.continues,
        uploads=parcel.files,
        shows_patient=Shows.of(told.shows_patient),
    )
    return once(
        request, lambda key: actions.report(request.actor, wanted, at=request.now, submission=key), parcel.stamp
    )


def _take_in(request: Call, parcel: Parcel) -> Ticket:
    told = said.Intake.model_validate(parcel.document)
    wanted = actions.Intake(
        channel=told.channel,
        text=told.text,
        kind=told.kind,
        impact=told.impact,
        urgency=told.urgency,
        hospital_id=told.hospital,
        department_id=told.department,
        contact_id=told.contact,
        module_id=told.module,
        caller_name=told.caller_name,
        caller_phone=told.caller_phone,
        contacted_at=told.contacted_at,
        late_because=told.late_because,
        uploads=parcel.files,
        shows_patient=Shows.of(told.shows_patient),
    )

    def do(key: str) -> Ticket:
        if told.answered is None:
            return actions.take_in(request.actor, wanted, at=request.now, submission=key)
        answered = actions.AnsweredAtOnce(told.answered.answer, told.answered.cause)
        return actions.take_in_answered(request.actor, wanted, answered, at=request.now, submission=key)

    return once(request, do, parcel.stamp)
