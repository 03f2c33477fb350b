"""One agreement whole, what is paid of it, its renewal, and where a hospital stands."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from ninja import Router

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.wire import only
from shouwen.api.record.terms_shown import (
    AccountOut,
    AgreementWhole,
    InstalmentPaid,
    NotPaid,
    Renewal,
    account_out,
    agreement_whole,
)
from shouwen.apps.accounts import access as accounts
from shouwen.apps.accounts.queries import account_of
from shouwen.apps.agreements import actions, book
from shouwen.apps.agreements.access import find
from shouwen.apps.customers.queries import contact_of
from shouwen.apps.tickets.urgent_units import used_of
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.fields import day_of

router = Router(tags=["record"])
AGREEMENT = "/agreements/{int:agreement}"
PAYMENT = AGREEMENT + "/instalments/{int:instalment}/payment"


@router.get(AGREEMENT, response=reads(AgreementWhole), summary="One agreement")
def agreement(request: Call, agreement: int) -> AgreementWhole:
    """Lines, paid periods with instalments, units that are left today, papers by title."""
    only(request)
    return _whole(request, agreement)


@router.get("/hospitals/{int:hospital}/account", response=reads(AccountOut), summary="The account of a hospital")
def account(request: Call, hospital: int) -> AccountOut:
    """Where it stands today; of a hospital only the head of IT reads it, its own."""
    only(request)
    if request.actor.is_customer:
        contact = contact_of(request.actor)
        if contact is None or contact.hospital_id != hospital or Role.IT_HEAD not in request.actor.roles:
            raise Refused("absent")
        found = contact.hospital
    else:
        found = accounts.find_hospital(request.actor, hospital)
    today = timezone.localdate(request.now)
    return account_out(hospital, account_of(found, today), today)


@router.post(PAYMENT, **acts(AgreementWhole), summary="An instalment was paid")
def record_payment(request: Call, agreement: int, instalment: int, said: InstalmentPaid) -> AgreementWhole:
    """On which day, by which receipt; by finance."""
    paid_on = day_of({"paid_on": said.paid_on}, "paid_on")
    told = (paid_on, said.receipt)
    return _done(
        request,
        agreement,
        lambda: actions.record_payment(request.actor, agreement, instalment, *told, at=request.now),
    )


@router.delete(PAYMENT, **acts(AgreementWhole), summary="It was not paid after all")
def undo_payment(request: Call, agreement: int, instalment: int, said: NotPaid) -> AgreementWhole:
    """With the reason; by finance."""
    return _done(
        request,
        agreement,
        lambda: actions.undo_payment(request.actor, agreement, instalment, said.reason, at=request.now),
    )


@router.post(AGREEMENT + "/lines/{int:line}/renewal", **acts(AgreementWhole, keyed=True), summary="Renew a line")
def renew(request: Call, agreement: int, line: int, said: Renewal) -> AgreementWhole:
    """From the day after the last covered one, or anew. A first day in the past recomputes open quotes only."""
    facts = actions.PeriodFacts(
        starts_on=day_of({"starts_on": said.starts_on}, "starts_on"),
        ends_on=day_of({"ends_on": said.ends_on}, "ends_on"),
        services=said.services,
        special=said.special,
        policy_change=said.policy_change,
    )
    return _done(
        request,
        agreement,
        lambda: actions.renew(request.actor, agreement, line, said.how, facts, said.reason, at=request.now),
    )


def _done(request: Call, agreement: int, do: Callable[[], Any]) -> AgreementWhole:
    only(request)
    if not request.actor.is_staff:
        raise Refused("absent")
    at_most_once(request, do)
    return _whole(request, agreement)


def _whole(request: Call, agreement: int) -> AgreementWhole:
    """Of a hospital its head of IT reads its own."""
    today = timezone.localdate(request.now)
    if request.actor.is_customer:
        contact = contact_of(request.actor)
        if contact is None or Role.IT_HEAD not in request.actor.roles:
            raise Refused("absent")
        hospital_id = contact.hospital_id
    else:
        hospital_id = find(request.actor, agreement).hospital_id
    for row, lines in book.of_hospital(hospital_id, today):
        if row.pk == agreement:
            units = used_of([each.line for each in lines], today)
            return agreement_whole(row, lines, units, book.documents(row))
    raise Refused("absent")
