"""Complaints: read, and each step of one. Whoever is complained of finds nothing here either."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from ninja import Router
from ninja.params.functions import Query
from ninja.responses import Status

from shouwen.api.complaints import shown
from shouwen.api.complaints.shown import ComplaintWhole
from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import FILE, FILE_FAULTS, acts, body_of, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.parcel import parcel_of
from shouwen.api.frame.wire import nothing_said, only
from shouwen.apps.complaints import actions as complaining
from shouwen.apps.complaints import queries
from shouwen.apps.complaints.access import find
from shouwen.apps.complaints.actions.ending import Correction
from shouwen.policy.originals import Shows
from shouwen.ui.file_answer import download

router = Router(tags=["complaints"])
COMPLAINT = "/complaints/{slug:complaint}"


@router.get("/complaints", response=reads(shown.Complaints), summary="Complaints, newest first")
def complaints(
    request: Call, view: str = Query("all", max_length=8), cursor: str | None = Query(None, max_length=64)
) -> shown.Complaints:
    """`view`: open, mine, settled or all."""
    only(request, "view", "cursor")
    page = queries.page(request.actor, queries.Asked.of({"view": view}), after_of("complaints", cursor))
    rows = [shown.Complaint(**shown.row(each)) for each in page.complaints]
    return shown.Complaints(items=rows, next=cursor_of("complaints", page.after))


@router.get(COMPLAINT, response=reads(ComplaintWhole), summary="One complaint")
def complaint(request: Call, complaint: str) -> ComplaintWhole:
    """With its clocks, its answers, and what was said."""
    only(request)
    return shown.whole(request.actor, find(request.actor, complaint), request.now)


@router.get(COMPLAINT + "/files/{uuid:file}", response=FILE_FAULTS, openapi_extra=FILE, summary="A file of a complaint")
def complaint_file(request: Call, complaint: str, file: UUID) -> FileResponse:
    """The bytes, always as a download."""
    only(request)
    return download(queries.file_of(request.actor, complaint, file).file)


@router.post(
    "/complaints",
    **acts(ComplaintWhole, 201, keyed=True, extra=body_of(shown.NewComplaint)),
    summary="File a complaint",
)
def file_complaint(request: Call, response: HttpResponse) -> Any:
    """From a hospital, or written down by staff; with files as multipart/form-data. Who writes down one about himself
    gets 404: he does not see it."""
    only(request)
    parcel = parcel_of(request)
    said = shown.NewComplaint.model_validate(parcel.document)
    filing = complaining.Filing(
        kind=said.kind,
        text=said.text,
        about=said.about,
        people=tuple(said.people),
        card=said.card,
        earlier=said.earlier,
        withholds_name=said.withholds_name,
        channel=said.channel,
        hospital_id=said.hospital,
        contact_id=said.contact,
        caller_name=said.caller_name,
        caller_phone=said.caller_phone,
        received_at=said.received_at,
        files=complaining.Files(parcel.files, Shows.of(said.shows_patient)),
    )
    made = once(
        request,
        lambda key: complaining.file(request.actor, filing, at=request.now, submission=key),
        parcel.stamp,
    )
    found = find(request.actor, made.number)
    response["Location"] = f"/api/v1/complaints/{made.number}"
    return Status(201, shown.whole(request.actor, found, request.now))


@router.post(COMPLAINT + "/grade", **acts(ComplaintWhole), summary="Grade it")
def grade_complaint(request: Call, complaint: str, said: shown.ComplaintGrade) -> ComplaintWhole:
    """A lower grade needs a reason."""
    return _done(
        request,
        complaint,
        lambda: complaining.grade(request.actor, complaint, said.grade, said.reason, at=request.now),
    )


@router.post(COMPLAINT + "/accused", **acts(ComplaintWhole), summary="Name who is complained of")
def name_in_complaint(request: Call, complaint: str, said: shown.ComplaintPerson) -> ComplaintWhole:
    """A supervisor's; that person loses sight of it at once."""
    return _done(
        request,
        complaint,
        lambda: complaining.name(request.actor, complaint, said.person, said.reason, at=request.now),
    )


@router.delete(COMPLAINT + "/accused", **acts(ComplaintWhole), summary="Take back a name")
def clear_in_complaint(request: Call, complaint: str, said: shown.ComplaintPerson) -> ComplaintWhole:
    """Somebody was not meant after all."""
    return _done(
        request,
        complaint,
        lambda: complaining.clear(request.actor, complaint, said.person, said.reason, at=request.now),
    )


@router.post(COMPLAINT + "/assignment", **acts(ComplaintWhole), summary="Give it out")
def assign_complaint(request: Call, complaint: str, said: shown.ComplaintHandler) -> ComplaintWhole:
    """To somebody independent of those who are complained of."""
    return _done(request, complaint, lambda: complaining.assign(request.actor, complaint, said.handler, at=request.now))


@router.post(COMPLAINT + "/contacts", **acts(ComplaintWhole, keyed=True), summary="Spoke with the customer")
def complaint_contact(request: Call, complaint: str, said: shown.ComplaintText) -> ComplaintWhole:
    """The first time is the response."""
    return _said(request, complaint, said, complaining.contact)


@router.post(
    COMPLAINT + "/words",
    **acts(ComplaintWhole, keyed=True, extra=body_of(shown.ComplaintWords)),
    summary="A word that both sides read",
)
def complaint_word(request: Call, complaint: str) -> ComplaintWhole:
    """Ours on the way, or the customer's own; with files as multipart/form-data."""
    only(request)
    text, files, stamp = _with_files(request)
    once(
        request,
        lambda key: complaining.say(request.actor, complaint, text, at=request.now, submission=key, files=files),
        stamp,
    )
    return shown.whole(request.actor, find(request.actor, complaint), request.now)


@router.post(COMPLAINT + "/notes", **acts(ComplaintWhole, keyed=True), summary="A note of the investigation")
def complaint_note(request: Call, complaint: str, said: shown.ComplaintText) -> ComplaintWhole:
    """Among those who look into it."""
    return _said(request, complaint, said, complaining.note)


@router.post(COMPLAINT + "/proposals", **acts(ComplaintWhole), summary="Propose")
def propose_for_complaint(request: Call, complaint: str, said: shown.ComplaintProposal) -> ComplaintWhole:
    """The handler's; it waits for a supervisor."""
    found = complaining.Found(said.verdict, said.finding, said.remedy)
    return _done(request, complaint, lambda: complaining.propose(request.actor, complaint, found, at=request.now))


@router.post(COMPLAINT + "/decision", **acts(ComplaintWhole), summary="Decide on the proposal")
def decide_on_complaint(request: Call, complaint: str, said: shown.ComplaintDecision) -> ComplaintWhole:
    """By a supervisor who neither handles it nor is complained of."""
    return _done(
        request,
        complaint,
        lambda: complaining.decide(request.actor, complaint, said.approved, said.reason, at=request.now),
    )


@router.post(COMPLAINT + "/answer", **acts(ComplaintWhole, extra=body_of(shown.ComplaintWords)), summary="Answer")
def answer_complaint(request: Call, complaint: str) -> ComplaintWhole:
    """Once the proposal is approved; with files as multipart/form-data."""
    text, files, stamp = _with_files(request)
    return _done(
        request,
        complaint,
        lambda: complaining.answer(request.actor, complaint, text, at=request.now, files=files),
        stamp,
    )


@router.post(COMPLAINT + "/acceptance", **acts(ComplaintWhole), summary="Take the answer")
def accept_complaint(request: Call, complaint: str, said: shown.ComplaintReply) -> ComplaintWhole:
    """The customer's, or what we heard from him."""
    return _done(request, complaint, lambda: complaining.accept(request.actor, complaint, said.words, at=request.now))


@router.post(COMPLAINT + "/withdrawal", **acts(ComplaintWhole), summary="Take it back")
def withdraw_complaint(request: Call, complaint: str, said: shown.ComplaintReply) -> ComplaintWhole:
    """The customer's, with the reason; it ends there."""
    return _done(request, complaint, lambda: complaining.withdraw(request.actor, complaint, said.words, at=request.now))


@router.post(COMPLAINT + "/rejection", **acts(ComplaintWhole), summary="Do not take the answer")
def reject_complaint(request: Call, complaint: str, said: shown.ComplaintReply) -> ComplaintWhole:
    """A second round; after that the last word."""
    return _done(request, complaint, lambda: complaining.reject(request.actor, complaint, said.words, at=request.now))


@router.post(
    COMPLAINT + "/conclusion", **acts(ComplaintWhole, extra=body_of(shown.ComplaintWords)), summary="Say the last word"
)
def conclude_complaint(request: Call, complaint: str) -> ComplaintWhole:
    """A supervisor's, after two answers that were not taken; with files as multipart/form-data."""
    text, files, stamp = _with_files(request)
    return _done(
        request,
        complaint,
        lambda: complaining.conclude(request.actor, complaint, text, at=request.now, files=files),
        stamp,
    )


@router.post(COMPLAINT + "/correction", **acts(ComplaintWhole), summary="Write down cause and correction")
def correct_complaint(request: Call, complaint: str, said: shown.ComplaintCorrection) -> ComplaintWhole:
    """Needed before the archive; `until` is a day."""
    found = Correction(said.cause, said.correction, said.by, shown.day(said.until))
    return _done(request, complaint, lambda: complaining.correct(request.actor, complaint, found, at=request.now))


@router.post(COMPLAINT + "/archive", **acts(ComplaintWhole), summary="Archive it")
def archive_complaint(request: Call, complaint: str) -> ComplaintWhole:
    """By a supervisor who is not complained of."""
    nothing_said(request)
    return _done(request, complaint, lambda: complaining.archive(request.actor, complaint, at=request.now))


def _with_files(request: Call) -> tuple[str, complaining.Files, bytes]:
    """Text, files, and what stands for the body."""
    parcel = parcel_of(request)
    said = shown.ComplaintWords.model_validate(parcel.document)
    return said.text, complaining.Files(parcel.files, Shows.of(said.shows_patient)), parcel.stamp


def _done(request: Call, number: str, do: Callable[[], object], stamp: bytes | None = None) -> ComplaintWhole:
    only(request)
    at_most_once(request, do, stamp)
    return shown.whole(request.actor, find(request.actor, number), request.now)


def _said(request: Call, number: str, said: shown.ComplaintText, do: Callable[..., object]) -> ComplaintWhole:
    only(request)
    once(request, lambda key: do(request.actor, number, said.text, at=request.now, submission=key))
    return shown.whole(request.actor, find(request.actor, number), request.now)
