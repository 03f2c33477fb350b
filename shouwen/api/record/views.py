"""Hospitals and agreements, each as far as the caller may read them."""

from datetime import date

from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query
from pydantic import BaseModel

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import only
from shouwen.apps.agreements import book
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers import record
from shouwen.apps.customers.access import find_hospital
from shouwen.apps.customers.models import Hospital
from shouwen.apps.customers.queries import contact_of, departments_for, departments_of
from shouwen.apps.installations.queries import modules_at
from shouwen.policy.phases import Standing, best
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.faces.module import module_name

router = Router(tags=["record"])


class HospitalRow(BaseModel):
    id: int
    name: str
    short_name: str
    category: str
    account_manager: str
    deputy: str


class Hospitals(BaseModel):
    items: list[HospitalRow]
    next: str | None


class Place(BaseModel):
    id: int
    name: str
    campus: str


class InstalledModule(BaseModel):
    id: int
    code: str
    name: str


class HospitalWhole(HospitalRow):
    """With what a new card may name."""

    departments: list[Place]
    modules: list[InstalledModule]


class Cover(BaseModel):
    """Where it stands today; `until`: the last day of this cover."""

    phase: str
    cover: str
    until: date | None


class AgreementRow(BaseModel):
    id: int
    number: str
    hospital: int
    signed_on: date
    terminated_on: date | None
    standing: Cover | None


class Agreements(BaseModel):
    items: list[AgreementRow]
    next: str | None


@router.get("/hospitals", response=reads(Hospitals), summary="Hospitals by name")
def hospitals(
    request: Call,
    q: str | None = Query(None, max_length=40, description="Name, first letters or credit code."),
    cursor: str | None = Query(None, max_length=64),
) -> Hospitals:
    """The hospitals whose record you may read; a hospital's person gets his own."""
    only(request, "q", "cursor")
    after = after_of("hospitals", cursor)
    if request.actor.is_customer:
        return Hospitals(items=[_row(_own(request))], next=None)
    page = record.hospitals(request.actor, record.Question(q or ""), after)
    return Hospitals(items=[_row(each) for each in page.hospitals], next=cursor_of("hospitals", page.after))


@router.get("/hospitals/{int:hospital}", response=reads(HospitalWhole), summary="One hospital")
def hospital(request: Call, hospital: int) -> HospitalWhole:
    """Departments and modules, to name them on a card."""
    only(request)
    if request.actor.is_customer:
        found = _own(request)
        if found.pk != hospital:
            raise Refused("absent")
        places = departments_for(request.actor)
    else:
        found = find_hospital(request.actor, hospital)
        places = departments_of([found])
    return HospitalWhole(
        **_row(found).model_dump(),
        departments=[Place(id=each.pk, name=each.name, campus=each.campus.name) for each in places],
        modules=[InstalledModule(id=each.pk, code=each.code, name=module_name(each)) for each in modules_at(found.pk)],
    )


@router.get("/agreements", response=reads(Agreements), summary="Agreements, newest first")
def agreements(request: Call, cursor: str | None = Query(None, max_length=64)) -> Agreements:
    """Staff reads those of its hospitals; of a hospital only the head of IT, its own."""
    only(request, "cursor")
    after = after_of("agreements", cursor)
    today = timezone.localdate(request.now)
    if request.actor.is_customer:
        if Role.IT_HEAD not in request.actor.roles:
            raise Refused("absent")
        kept = book.of_hospital(_own(request).pk, today)
        rows = [_agreement(each, best([line.standing for line in lines])) for each, lines in kept]
        return Agreements(items=rows, next=None)
    page = book.agreements(request.actor, today, after=after)
    rows = [_agreement(row.agreement, row.standing) for row in page.rows]
    return Agreements(items=rows, next=cursor_of("agreements", page.after))


def _own(request: Call) -> Hospital:
    contact = contact_of(request.actor)
    if contact is None:
        raise Refused("absent")
    return contact.hospital


def _row(hospital: Hospital) -> HospitalRow:
    return HospitalRow(
        id=hospital.pk,
        name=hospital.name,
        short_name=hospital.short_name,
        category=hospital.category,
        account_manager=hospital.account_manager.name,
        deputy=hospital.deputy.name if hospital.deputy else "",
    )


def _agreement(row: Agreement, stood: Standing | None) -> AgreementRow:
    return AgreementRow(
        id=row.pk,
        number=row.number,
        hospital=row.hospital_id,
        signed_on=row.signed_on,
        terminated_on=row.terminated_on,
        standing=Cover(phase=stood.phase.value, cover=stood.cover.value, until=stood.until) if stood else None,
    )
