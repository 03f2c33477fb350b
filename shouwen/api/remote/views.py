"""Remote service: read, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query
from ninja.responses import Status

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import only
from shouwen.api.remote.shown import (
    AuthorisationOut,
    NewAuthorisation,
    NewSession,
    OnsiteOut,
    OnsiteSend,
    PhoneGrant,
    RemoteGrant,
    RemoteOnCard,
    RemoteSessions,
    RemoteWords,
    SessionEnd,
    SessionName,
    SessionOut,
    SessionRemark,
)
from shouwen.apps.remote import actions, queries
from shouwen.apps.remote.access import find_authorisation, find_session
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets.access import find

router = Router(tags=["remote"])
CARD = "/tickets/{slug:number}"
AUTHORISATION = "/remote/{slug:authorisation}"
SESSION = "/remote-sessions/{slug:remote_session}"


@router.get("/remote-sessions", response=reads(RemoteSessions), summary="Remote sessions, newest first")
def remote_sessions(request: Call, cursor: str | None = Query(None, max_length=64)) -> RemoteSessions:
    """Of the cards that the caller may know of."""
    only(request, "cursor")
    page = queries.sessions(request.actor, after=after_of("remote_sessions", cursor))
    items = [_session(each, each.ticket.number, each.authorisation.number) for each in page.rows]
    return RemoteSessions(items=items, next=cursor_of("remote_sessions", page.after))


@router.get(SESSION, response=reads(SessionOut), summary="One remote session")
def remote_session(request: Call, remote_session: str) -> SessionOut:
    """Of its id only the mask is kept."""
    only(request)
    return _found(request, remote_session)


@router.get(CARD + "/remote", response=reads(RemoteOnCard), summary="Remote service on a card")
def remote_on_card(request: Call, number: str) -> RemoteOnCard:
    """Authorisations with their sessions, newest first."""
    only(request)
    ticket = find(request.actor, number)
    clock = queries.proposal_on(ticket.pk) if request.actor.is_staff else None
    rows = queries.authorisations_on(request.actor, ticket.pk)
    items = [_authorisation(each, ticket.number) for each in rows]
    return RemoteOnCard(items=items, onsite_due=clock.due_at if clock else None)


@router.post(CARD + "/remote", **acts(AuthorisationOut, 201, keyed=True), summary="Ask for authorisation")
def ask_remote(request: Call, response: HttpResponse, number: str, said: NewAuthorisation) -> Any:
    """Of the card's hospital."""
    only(request)
    wanted = actions.Wanted(**said.model_dump())
    made = once(request, lambda key: actions.ask_remote(request.actor, number, wanted, at=request.now, submission=key))
    response["Location"] = f"/api/v1/tickets/{number}/remote"
    return Status(201, _authorised(request, made.number))


@router.post(AUTHORISATION + "/grant", **acts(AuthorisationOut), summary="Authorise")
def grant_remote(request: Call, authorisation: str, said: RemoteGrant) -> AuthorisationOut:
    """By the hospital, under a name."""
    facts = actions.Granted(**said.model_dump())
    return _answered(
        request, authorisation, lambda: actions.grant_remote(request.actor, authorisation, facts, at=request.now)
    )


@router.post(AUTHORISATION + "/telephone", **acts(AuthorisationOut), summary="Authorised by telephone")
def record_grant(request: Call, authorisation: str, said: PhoneGrant) -> AuthorisationOut:
    """Written down by staff; the hospital is told."""
    facts = actions.Granted(said.signed_name, said.backup, said.backup_words)
    return _answered(
        request,
        authorisation,
        lambda: actions.record_grant(request.actor, authorisation, facts, said.said_at, at=request.now),
    )


@router.post(AUTHORISATION + "/refusal", **acts(AuthorisationOut), summary="Do not authorise")
def refuse_remote(request: Call, authorisation: str, said: RemoteWords) -> AuthorisationOut:
    """By the hospital."""
    return _answered(
        request, authorisation, lambda: actions.refuse_remote(request.actor, authorisation, said.words, at=request.now)
    )


@router.post(AUTHORISATION + "/withdrawal", **acts(AuthorisationOut), summary="Withdraw an authorisation")
def withdraw_remote(request: Call, authorisation: str, said: RemoteWords) -> AuthorisationOut:
    """By the hospital; a running session ends at once."""
    return _answered(
        request,
        authorisation,
        lambda: actions.withdraw_remote(request.actor, authorisation, said.words, at=request.now),
    )


@router.post(AUTHORISATION + "/cancellation", **acts(AuthorisationOut), summary="Take an authorisation back")
def cancel_remote(request: Call, authorisation: str, said: RemoteWords) -> AuthorisationOut:
    """By staff, while nobody is in a session."""
    return _answered(
        request, authorisation, lambda: actions.cancel_remote(request.actor, authorisation, said.words, at=request.now)
    )


@router.post(AUTHORISATION + "/sessions", **acts(SessionOut, 201, keyed=True), summary="Begin a remote session")
def start_session(request: Call, response: HttpResponse, authorisation: str, said: NewSession) -> Any:
    """As its operator."""
    only(request)
    facts = actions.Started(**said.model_dump())
    made = once(
        request,
        lambda key: actions.start_session(request.actor, authorisation, facts, at=request.now, submission=key),
    )
    response["Location"] = f"/api/v1/remote-sessions/{made.number}"
    return Status(201, _found(request, made.number))


@router.post(SESSION + "/end", **acts(SessionOut), summary="End a remote session")
def end_session(request: Call, remote_session: str, said: SessionEnd) -> SessionOut:
    """With what was changed; of one that was cut off, what was changed."""
    facts = actions.Ended(said.changed, said.solved, said.recording)
    return _done(
        request, remote_session, lambda: actions.end_session(request.actor, remote_session, facts, at=request.now)
    )


@router.post(SESSION + "/confirmation", **acts(SessionOut), summary="Confirm a remote session")
def confirm_session(request: Call, remote_session: str, said: SessionName) -> SessionOut:
    """By the hospital, under a name."""
    name = said.signed_name
    return _done(
        request, remote_session, lambda: actions.confirm_session(request.actor, remote_session, name, at=request.now)
    )


@router.post(SESSION + "/rejection", **acts(SessionOut), summary="Do not confirm a remote session")
def reject_session(request: Call, remote_session: str, said: SessionRemark) -> SessionOut:
    """By the hospital, with what is not right."""
    return _done(
        request,
        remote_session,
        lambda: actions.reject_session(request.actor, remote_session, said.remark, at=request.now),
    )


@router.post(CARD + "/onsite", **acts(OnsiteOut), summary="Follow the proposal that somebody goes there")
def send_onsite(request: Call, number: str, said: OnsiteSend) -> OnsiteOut:
    """By staff, when remote service has not solved it in time."""
    only(request)
    at_most_once(
        request, lambda: actions.send_onsite(request.actor, number, said.engineer, said.reason, at=request.now)
    )
    return OnsiteOut(card=number, state="sent")


@router.post(CARD + "/onsite/refusal", **acts(OnsiteOut), summary="Nobody need go there")
def decline_onsite(request: Call, number: str, said: RemoteWords) -> OnsiteOut:
    """By staff, with the reason."""
    only(request)
    at_most_once(request, lambda: actions.decline_onsite(request.actor, number, said.words, at=request.now))
    return OnsiteOut(card=number, state="declined")


def _answered(request: Call, number: str, do: Callable[[], object]) -> AuthorisationOut:
    only(request)
    at_most_once(request, do)
    return _authorised(request, number)


def _done(request: Call, number: str, do: Callable[[], object]) -> SessionOut:
    only(request)
    at_most_once(request, do)
    return _found(request, number)


def _authorised(request: Call, number: str) -> AuthorisationOut:
    found = find_authorisation(request.actor, number)
    return _authorisation(found, found.ticket.number)


def _found(request: Call, number: str) -> SessionOut:
    found = find_session(request.actor, number)
    return _session(found, found.ticket.number, found.authorisation.number)


def _authorisation(row: Authorisation, card: str) -> AuthorisationOut:
    own = ("number", "state", "why", "scope", "systems", "tool", "needs_backup", "backup", "starts_at", "ends_at",
           "asked_at", "signed_name", "by_phone", "words")  # fmt: skip
    sessions = [_session(each, card, row.number) for each in row.sessions.all()]
    return AuthorisationOut(card=card, sessions=sessions, **{name: getattr(row, name) for name in own})


def _session(row: RemoteSession, card: str, authorisation: str) -> SessionOut:
    own = ("number", "stage", "tool", "masked_id", "scope", "started_at", "ended_at", "ended_because", "off_hours",
           "changed", "recording", "solved", "signed_name", "remark")  # fmt: skip
    told = {name: getattr(row, name) for name in own}
    return SessionOut(card=card, authorisation=authorisation, operator=row.operator_id, **told)
