"""Statements and rate cards: read, and the acts on them."""

from collections.abc import Callable
from datetime import date
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
    Invoice,
    Money,
    NewCreditNote,
    NewRateCard,
    NewStatement,
    RateCardOut,
    RateCards,
    Statements,
    StatementWhole,
    rate_card_out,
    statement_out,
    statement_whole,
)
from shouwen.apps.billing import actions, queries
from shouwen.apps.billing.access import find_statement
from shouwen.apps.billing.figures import figures_of, settling_of, settlings_of
from shouwen.apps.billing.models import Statement
from shouwen.policy.rates import Rates
from shouwen.policy.refusal import Refused
from shouwen.ui.fields import day_of

router = Router(tags=["money"])
STATEMENT = "/statements/{slug:statement}"


@router.get("/rate-cards", response=reads(RateCards), summary="Versions of the rate card")
def rate_cards(request: Call) -> RateCards:
    """The newest first."""
    only(request)
    _staff(request)
    return RateCards(items=[rate_card_out(each) for each in queries.rate_cards(request.actor)])


@router.post("/rate-cards", **acts(RateCardOut, 201), summary="Publish a rate card")
def publish_rates(request: Call, said: NewRateCard) -> Any:
    """For quotes drafted from its first day on; by finance."""
    only(request)
    _staff(request)
    rates = Rates(
        day=said.day_fen,
        visit=said.visit_fen,
        travel=said.travel_fen,
        night_percent=said.night_percent,
        rest_day_percent=said.rest_day_percent,
        holiday_percent=said.holiday_percent,
        night_from=said.night_from,
        night_until=said.night_until,
    )
    facts = actions.RateFacts(rates, _day(said.valid_from, "valid_from"), said.note)
    at_most_once(request, lambda: actions.publish_rates(request.actor, facts, at=request.now))
    return Status(201, rate_card_out(queries.rate_cards(request.actor)[0]))


@router.get("/statements", response=reads(Statements), summary="Statements, newest month first")
def statements(request: Call, cursor: str | None = Query(None, max_length=64)) -> Statements:
    """Of a hospital its head of IT finds those that are closed."""
    only(request, "cursor")
    page = queries.statements(request.actor, after=after_of("statements", cursor))
    how = settlings_of(page.rows)
    rows = [statement_out(each, how[each.pk]) for each in page.rows]
    return Statements(items=rows, next=cursor_of("statements", page.after))


@router.get(STATEMENT, response=reads(StatementWhole), summary="One statement")
def statement(request: Call, statement: str) -> StatementWhole:
    """With its lines, each with the posting that it stands for."""
    only(request)
    return _whole(request, statement)


@router.post("/statements", **acts(StatementWhole, 201), summary="Draft a statement")
def draft_statement(request: Call, response: HttpResponse, said: NewStatement) -> Any:
    """Of a hospital for a month; one that is there already is answered. By finance."""
    only(request)
    _staff(request)
    month = _day(said.month, "month")
    made: list[Statement] = []

    def do() -> None:
        made.append(actions.draft_statement(request.actor, said.hospital, month, at=request.now))

    at_most_once(request, do)
    number = made[0].number if made else queries.statement_of(request.actor, said.hospital, month)
    response["Location"] = f"/api/v1/statements/{number}"
    return Status(201, _whole(request, number))


@router.post(STATEMENT + "/closing", **acts(StatementWhole), summary="Close a statement")
def close_statement(request: Call, statement: str) -> StatementWhole:
    """For good, after its month."""
    nothing_said(request)
    return _done(request, statement, lambda: actions.close_statement(request.actor, statement, at=request.now))


@router.post(STATEMENT + "/invoice", **acts(StatementWhole), summary="Write down the invoice")
def record_invoice(request: Call, statement: str, said: Invoice) -> StatementWhole:
    """Its number and day, and when the hospital received it."""
    days = _day(said.invoiced_on, "invoiced_on"), _day(said.received_on or "", "received_on")
    return _done(
        request,
        statement,
        lambda: actions.record_invoice(request.actor, statement, said.invoice_number, *days, at=request.now),
    )


@router.post(STATEMENT + "/payments", **acts(StatementWhole, keyed=True), summary="Write down a payment")
def record_payment(request: Call, statement: str, said: Money) -> StatementWhole:
    """All that is left, or a part."""
    return _moved(request, statement, said, actions.record_payment)


@router.post(STATEMENT + "/refunds", **acts(StatementWhole, keyed=True), summary="Write down a refund")
def record_refund(request: Call, statement: str, said: Money) -> StatementWhole:
    """Of what was paid and is no longer owed."""
    return _moved(request, statement, said, actions.record_refund)


@router.post(STATEMENT + "/credit-notes", **acts(StatementWhole, keyed=True), summary="Make a credit note")
def credit(request: Call, statement: str, said: NewCreditNote) -> StatementWhole:
    """On a line of a closed statement."""
    only(request)
    once(
        request,
        lambda key: actions.credit(
            request.actor, statement, said.place, said.fen, said.because, said.words, at=request.now, submission=key
        ),
    )
    return _whole(request, statement)


def _moved(request: Call, number: str, said: Money, act: Callable[..., object]) -> StatementWhole:
    only(request)
    on = _day(said.on, "on")
    once(
        request,
        lambda key: act(request.actor, number, said.fen, on, said.reference, at=request.now, submission=key),
    )
    return _whole(request, number)


def _done(request: Call, number: str, do: Callable[[], object]) -> StatementWhole:
    only(request)
    at_most_once(request, do)
    return _whole(request, number)


def _whole(request: Call, number: str) -> StatementWhole:
    found = find_statement(request.actor, number)
    notes = list(found.credit_notes.select_related("posting"))
    return statement_whole(found, settling_of(found), figures_of(found), notes)


def _day(said: str, field: str) -> date | None:
    return day_of({field: said}, field)


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
