"""Consultations, experts, visits and solutions: read, and the acts on them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query
from ninja.responses import Status

from shouwen.api.experts.shown import (
    Accepted,
    CertificateOut,
    Certificates,
    Conclusion,
    ConsultationOut,
    Consultations,
    ConsultationWhole,
    ExpertName,
    ExpertsOnCard,
    ExpertWords,
    GreenReport,
    Invitation,
    MemberOut,
    NamedExpertIn,
    NamedList,
    NamedOut,
    NewCertificate,
    NewConsultation,
    NewVersion,
    NewVisit,
    Opinion,
    SolutionOut,
    VersionOut,
    VisitOut,
)
from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, body_of, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.parcel import parcel_of
from shouwen.api.frame.wire import nothing_said, only
from shouwen.apps.consultations import actions, queries
from shouwen.apps.consultations.access import find_consultation, find_solution, find_visit
from shouwen.apps.consultations.models import Consultation, ExpertVisit, Solution
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.actions import Report
from shouwen.policy.refusal import Refused
from shouwen.ui.fields import day_of

router = Router(tags=["experts"])
CARD = "/tickets/{slug:number}"
CONSULTATION = "/consultations/{slug:consultation}"
VISIT = "/expert-visits/{slug:expert_visit}"
SOLUTION = "/solutions/{slug:solution}"


@router.get("/consultations", response=reads(Consultations), summary="Consultations, newest first")
def consultations(request: Call, cursor: str | None = Query(None, max_length=64)) -> Consultations:
    """A hospital finds those whose minutes are signed."""
    only(request, "cursor")
    page = queries.consultations(request.actor, after=after_of("consultations", cursor))
    return Consultations(items=[_row(each) for each in page.rows], next=cursor_of("consultations", page.after))


@router.get(CONSULTATION, response=reads(ConsultationWhole), summary="One consultation")
def consultation(request: Call, consultation: str) -> ConsultationWhole:
    """With who was called."""
    only(request)
    return _whole(request, consultation)


@router.post(CARD + "/consultations", **acts(ConsultationWhole, 201, keyed=True), summary="Call a consultation")
def call_consultation(request: Call, response: HttpResponse, number: str, said: NewConsultation) -> Any:
    """Of certified experts."""
    only(request)
    facts = actions.CallFacts(said.question, said.meets_at, said.chair, said.members, said.due_at)
    made = once(
        request, lambda key: actions.call_consultation(request.actor, number, facts, at=request.now, submission=key)
    )
    response["Location"] = f"/api/v1/consultations/{made.number}"
    return Status(201, _whole(request, made.number))


@router.post(CONSULTATION + "/answer", **acts(ConsultationWhole), summary="Answer an invitation")
def answer_invitation(request: Call, consultation: str, said: Invitation) -> ConsultationWhole:
    """One's own."""
    return _done(
        request,
        consultation,
        lambda: actions.answer_invitation(
            request.actor, consultation, said.words, accepts=said.accepts, at=request.now
        ),
    )


@router.post(CONSULTATION + "/opinion", **acts(ConsultationWhole), summary="Give an opinion")
def give_opinion(request: Call, consultation: str, said: Opinion) -> ConsultationWhole:
    """One's own, until there is a conclusion."""
    return _done(
        request, consultation, lambda: actions.give_opinion(request.actor, consultation, said.words, at=request.now)
    )


@router.post(CONSULTATION + "/conclusion", **acts(ConsultationWhole), summary="Conclude")
def conclude(request: Call, consultation: str, said: Conclusion) -> ConsultationWhole:
    """By the chair."""
    told = said.conclusion, said.plan
    return _done(request, consultation, lambda: actions.conclude(request.actor, consultation, *told, at=request.now))


@router.post(CONSULTATION + "/signature", **acts(ConsultationWhole), summary="Sign the minutes")
def sign_minutes(request: Call, consultation: str) -> ConsultationWhole:
    """With the last signature they are frozen."""
    nothing_said(request)
    return _done(request, consultation, lambda: actions.sign_minutes(request.actor, consultation, at=request.now))


@router.post(CONSULTATION + "/cancellation", **acts(ConsultationWhole), summary="Cancel a consultation")
def cancel_consultation(request: Call, consultation: str, said: ExpertWords) -> ConsultationWhole:
    """Before its conclusion."""
    return _done(
        request,
        consultation,
        lambda: actions.cancel_consultation(request.actor, consultation, said.words, at=request.now),
    )


@router.post("/green", **acts(Accepted, 201, keyed=True), summary="Report through the green channel")
def report_green(request: Call, response: HttpResponse, said: GreenReport) -> Any:
    """For a hospital whose agreement names it."""
    only(request)
    told = Report(answer=said.answer, text=said.text)
    made = once(request, lambda key: actions.report_green(request.actor, told, at=request.now, submission=key))
    response["Location"] = f"/api/v1/tickets/{made.number}"
    return Status(201, Accepted(number=made.number))


@router.get("/experts", response=reads(Certificates), summary="The register of certified experts")
def experts(request: Call) -> Certificates:
    """For staff."""
    only(request)
    _staff(request)
    return Certificates(items=[_certificate(each) for each in queries.certificates(request.now.date())])


@router.post("/experts", **acts(Certificates, 201), summary="Register a certificate")
def register_certificate(request: Call, said: NewCertificate) -> Any:
    """A renewal is one of its own."""
    only(request)
    _staff(request)
    facts = actions.CertificateFacts(
        said.number,
        _day(said.issued_on, "issued_on"),
        _day(said.expires_on, "expires_on"),
        said.branch,
        said.specialty,
    )
    at_most_once(request, lambda: actions.register_certificate(request.actor, said.person, facts, at=request.now))
    return Status(201, Certificates(items=[_certificate(each) for each in queries.certificates(request.now.date())]))


@router.post("/experts/{int:certificate}/end", **acts(Certificates), summary="Withdraw a certificate")
def end_certificate(request: Call, certificate: int, said: ExpertWords) -> Certificates:
    """From today on it counts no more."""
    only(request)
    _staff(request)
    at_most_once(request, lambda: actions.end_certificate(request.actor, certificate, said.words, at=request.now))
    return Certificates(items=[_certificate(each) for each in queries.certificates(request.now.date())])


@router.post("/hospitals/{int:hospital}/experts", **acts(NamedList, 201), summary="Name an expert")
def name_expert(request: Call, hospital: int, said: NamedExpertIn) -> Any:
    """For a hospital's green channel."""
    only(request)
    _staff(request)
    at_most_once(request, lambda: actions.name_expert(request.actor, hospital, said.person, at=request.now))
    return Status(201, _named(hospital))


@router.delete("/hospitals/{int:hospital}/experts/{int:named}", **acts(NamedList), summary="Name no more")
def release_expert(request: Call, hospital: int, named: int) -> NamedList:
    """From today on."""
    nothing_said(request)
    only(request)
    _staff(request)
    at_most_once(request, lambda: actions.release_expert(request.actor, hospital, named, at=request.now))
    return _named(hospital)


@router.get(CARD + "/experts", response=reads(ExpertsOnCard), summary="Experts on a card")
def on_card(request: Call, number: str) -> ExpertsOnCard:
    """Consultations, visits, the special solution."""
    only(request)
    ticket = find(request.actor, number)
    solution = queries.solution_on(request.actor, ticket.pk)
    return ExpertsOnCard(
        consultations=[_row(each) for each in queries.consultations_on(request.actor, ticket.pk)],
        visits=[_visit(each) for each in queries.visits_on(request.actor, ticket.pk)],
        solution=_solution(request, solution) if solution else None,
    )


@router.post(CARD + "/expert-visits", **acts(VisitOut, 201, keyed=True), summary="Propose a visit of an expert")
def propose_visit(request: Call, number: str, said: NewVisit) -> Any:
    """With our signature under scope, day and price."""
    only(request)
    facts = actions.VisitFacts(said.expert, _day(said.on, "on"), said.scope, said.price_fen)
    made = once(
        request, lambda key: actions.propose_visit(request.actor, number, facts, at=request.now, submission=key)
    )
    return Status(201, _visit(find_visit(request.actor, made.number)))


@router.post(VISIT + "/agreement", **acts(VisitOut), summary="Agree to a visit")
def agree_visit(request: Call, expert_visit: str, said: ExpertName) -> VisitOut:
    """The hospital's signature."""
    name = said.signed_name
    return _visited(
        request, expert_visit, lambda: actions.agree_visit(request.actor, expert_visit, name, at=request.now)
    )


@router.post(VISIT + "/refusal", **acts(VisitOut), summary="Decline a visit")
def decline_visit(request: Call, expert_visit: str, said: ExpertWords) -> VisitOut:
    """By the hospital."""
    return _visited(
        request, expert_visit, lambda: actions.decline_visit(request.actor, expert_visit, said.words, at=request.now)
    )


@router.post(VISIT + "/arrival", **acts(VisitOut), summary="The expert is there")
def make_visit(request: Call, expert_visit: str) -> VisitOut:
    """Only after both have signed, and with a certificate that counts today."""
    nothing_said(request)
    return _visited(request, expert_visit, lambda: actions.make_visit(request.actor, expert_visit, at=request.now))


@router.post(VISIT + "/cancellation", **acts(VisitOut), summary="Cancel a visit")
def cancel_visit(request: Call, expert_visit: str, said: ExpertWords) -> VisitOut:
    """By us."""
    return _visited(
        request, expert_visit, lambda: actions.cancel_visit(request.actor, expert_visit, said.words, at=request.now)
    )


@router.post(
    CARD + "/solution", **acts(SolutionOut, 201, keyed=True, extra=body_of(NewVersion)), summary="Write a version"
)
def write_solution(request: Call, number: str) -> Any:
    """With its file: multipart/form-data of `body` and one of `files`."""
    only(request)
    parcel = parcel_of(request)
    said = NewVersion.model_validate(parcel.document)
    made = once(
        request,
        lambda key: actions.write_solution(
            request.actor, number, said.title, said.words, parcel.files, at=request.now, submission=key
        ),
        parcel.stamp,
    )
    return Status(201, _solution(request, find_solution(request.actor, made.solution.number)))


@router.post(SOLUTION + "/{int:version}/approval", **acts(SolutionOut), summary="Approve a version")
def approve(request: Call, solution: str, version: int) -> SolutionOut:
    """By a second person; then the hospital sees it."""
    nothing_said(request)
    only(request)
    at_most_once(request, lambda: actions.approve(request.actor, solution, version, at=request.now))
    return _solution(request, find_solution(request.actor, solution))


@router.post(SOLUTION + "/{int:version}/acknowledgement", **acts(SolutionOut), summary="Acknowledge a version")
def acknowledge(request: Call, solution: str, version: int, said: ExpertName) -> SolutionOut:
    """By the hospital, under a name."""
    only(request)
    name = said.signed_name
    at_most_once(request, lambda: actions.acknowledge(request.actor, solution, version, name, at=request.now))
    return _solution(request, find_solution(request.actor, solution))


def _done(request: Call, number: str, do: Callable[[], object]) -> ConsultationWhole:
    only(request)
    at_most_once(request, do)
    return _whole(request, number)


def _visited(request: Call, number: str, do: Callable[[], object]) -> VisitOut:
    only(request)
    at_most_once(request, do)
    return _visit(find_visit(request.actor, number))


def _row(row: Consultation) -> ConsultationOut:
    own = ("number", "stage", "question", "meets_at", "due_at", "conclusion", "plan", "signed_at")
    return ConsultationOut(**{name: getattr(row, name) for name in own}, card=row.ticket.number, chair=row.chair_id)


def _whole(request: Call, number: str) -> ConsultationWhole:
    found = find_consultation(request.actor, number)
    members = [
        MemberOut(
            person=each.person_id,
            name=each.person.name,
            answer=each.answer,
            opinion=each.opinion,
            signed_at=each.signed_at,
        )
        for each in queries.members_of(found)
    ]
    return ConsultationWhole(**_row(found).model_dump(), members=members)


def _certificate(row: Any) -> CertificateOut:
    own = ("number", "issued_on", "expires_on", "branch", "specialty", "ended_on")
    told = {name: getattr(row, name) for name in own}
    return CertificateOut(id=row.pk, person=row.person_id, name=row.person.name, **told)


def _visit(row: ExpertVisit) -> VisitOut:
    own = ("number", "on", "scope", "price_fen", "state", "signed_name", "made_at")
    told = {name: getattr(row, name) for name in own}
    return VisitOut(card=row.ticket.number, expert=row.expert_id, **told)


def _solution(request: Call, row: Solution) -> SolutionOut:
    own = ("version", "words", "written_at", "approved_at", "acknowledged_at", "signed_name")
    versions = [
        VersionOut(file=each.file.label, **{name: getattr(each, name) for name in own})
        for each in queries.versions_of(request.actor, row)
    ]
    return SolutionOut(number=row.number, card=row.ticket.number, title=row.title, versions=versions)


def _named(hospital: int) -> NamedList:
    rows = queries.named_for(hospital)
    return NamedList(items=[NamedOut(id=each.pk, person=each.person_id, name=each.person.name) for each in rows])


def _day(said: str, field: str) -> date | None:
    return day_of({field: said}, field)


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
