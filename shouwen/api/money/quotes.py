"""Quotes and work on cards: read, and the acts on them."""

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
from shouwen.api.frame.wire import nothing_said, only
from shouwen.api.money.shown import (
    NewQuote,
    NewWork,
    Quotes,
    QuoteWhole,
    Signature,
    Why,
    WorkOut,
    Works,
    quote_out,
    quote_whole,
    work_out,
)
from shouwen.apps.billing import actions, queries
from shouwen.apps.billing.access import find_quote
from shouwen.apps.tickets.access import find
from shouwen.policy.quoting import Stage
from shouwen.policy.refusal import Refused
from shouwen.ui.fields import day_of

router = Router(tags=["money"])
QUOTE = "/quotes/{slug:quote}"
CARD = "/tickets/{slug:number}"


@router.get("/quotes", response=reads(Quotes), summary="Quotes, newest first")
def quotes(
    request: Call,
    stage: str | None = Query(
        None, max_length=16, description="draft, sent, confirmed, declined, expired, withdrawn, revised or void."
    ),
    cursor: str | None = Query(None, max_length=64),
) -> Quotes:
    """On cards that you may see; a hospital finds those that were sent to it."""
    only(request, "stage", "cursor")
    if stage is not None and stage not in set(Stage):
        raise Refused("unknown_choice", field="stage")
    page = queries.quotes(request.actor, stage=stage or "", after=after_of("quotes", cursor))
    return Quotes(items=[quote_out(each) for each in page.rows], next=cursor_of("quotes", page.after))


@router.get(QUOTE, response=reads(QuoteWhole), summary="One quote")
def quote(request: Call, quote: str) -> QuoteWhole:
    """With its lines."""
    only(request)
    return _whole(request, quote)


@router.post(CARD + "/quotes", **acts(QuoteWhole, 201, keyed=True), summary="Draft a quote")
def draft_quote(request: Call, response: HttpResponse, number: str, said: NewQuote) -> Any:
    """On a card that is to be paid for; the account manager's, or the director's."""
    only(request)
    facts = _facts(said)
    made = once(
        request,
        lambda key: actions.draft_quote(request.actor, number, facts, at=request.now, submission=key),
    )
    response["Location"] = f"/api/v1/quotes/{made.number}"
    return Status(201, _whole(request, made.number))


@router.post(QUOTE + "/revision", **acts(QuoteWhole, 201, keyed=True), summary="Replace a quote")
def revise_quote(request: Call, response: HttpResponse, quote: str, said: NewQuote) -> Any:
    """By another one, as long as it was not confirmed; the new one is a draft."""
    only(request)
    facts = _facts(said)
    made = once(
        request,
        lambda key: actions.revise_quote(request.actor, quote, facts, at=request.now, submission=key),
    )
    response["Location"] = f"/api/v1/quotes/{made.number}"
    return Status(201, _whole(request, made.number))


@router.post(QUOTE + "/sending", **acts(QuoteWhole), summary="Send a quote")
def send_quote(request: Call, quote: str) -> QuoteWhole:
    """To the hospital, whose head of IT is told."""
    nothing_said(request)
    return _done(request, quote, lambda: actions.send_quote(request.actor, quote, at=request.now))


@router.post(QUOTE + "/withdrawal", **acts(QuoteWhole), summary="Withdraw a quote")
def withdraw_quote(request: Call, quote: str, said: Why) -> QuoteWhole:
    """Before the hospital has answered."""
    return _done(request, quote, lambda: actions.withdraw_quote(request.actor, quote, said.words, at=request.now))


@router.post(QUOTE + "/confirmation", **acts(QuoteWhole), summary="Confirm a quote")
def confirm_quote(request: Call, quote: str, said: Signature) -> QuoteWhole:
    """For the hospital, by its head of IT; from then on it is owed."""
    return _done(request, quote, lambda: actions.confirm_quote(request.actor, quote, said.signed_name, at=request.now))


@router.post(QUOTE + "/refusal", **acts(QuoteWhole), summary="Decline a quote")
def decline_quote(request: Call, quote: str, said: Why) -> QuoteWhole:
    """For the hospital, by its head of IT."""
    return _done(request, quote, lambda: actions.decline_quote(request.actor, quote, said.words, at=request.now))


@router.get(CARD + "/work", response=reads(Works), summary="Work on a card")
def work(request: Call, number: str) -> Works:
    """For staff: the latest first, struck rows too."""
    only(request)
    ticket = find(request.actor, number)
    _staff(request)
    return Works(items=[work_out(each) for each in queries.work_of_card(request.actor, ticket.pk)])


@router.post(CARD + "/work", **acts(WorkOut, 201, keyed=True), summary="Write down work")
def log_work(request: Call, number: str, said: NewWork) -> Any:
    """One's own, against the confirmed quote or the cover."""
    only(request)
    _staff(request)
    facts = actions.WorkFacts(said.kind, said.started_at, said.ended_at, said.place, said.words, said.goodwill)
    made = once(request, lambda key: actions.log_work(request.actor, number, facts, at=request.now, submission=key))
    return Status(201, work_out(made))


@router.post("/worklog/{int:work}/removal", **acts(WorkOut), summary="Strike a piece of work")
def strike_work(request: Call, work: int, said: Why) -> WorkOut:
    """It stays on record and counts no more."""
    only(request)
    at_most_once(request, lambda: actions.strike_work(request.actor, work, said.words, at=request.now))
    return work_out(queries.one_work(request.actor, work))


def _done(request: Call, number: str, do: Callable[[], object]) -> QuoteWhole:
    only(request)
    at_most_once(request, do)
    return _whole(request, number)


def _whole(request: Call, number: str) -> QuoteWhole:
    found = find_quote(request.actor, number)
    return quote_whole(found, list(found.lines.all()))


def _facts(said: NewQuote) -> actions.QuoteFacts:
    lines = [
        actions.LineFacts(
            line.unit,
            line.words,
            line.hundredths,
            day_of({"on": line.on or ""}, "on"),
            line.at_night,
            line.price_fen,
        )
        for line in said.lines
    ]
    return actions.QuoteFacts(
        said.title, lines, said.note, day_of({"valid_until": said.valid_until or ""}, "valid_until")
    )


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
