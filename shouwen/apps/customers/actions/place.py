"""Campuses and departments: added, renamed, retired, brought back. What cards name is never deleted."""

from datetime import datetime

from django.utils import timezone

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Campus, Department
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.fax import checked_fax
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

LIMIT = 80


@act
def add_campus(actor: Actor, hospital_id: int, name: str, *, at: datetime, fax: str = "") -> Campus:
    """A new campus. Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`,
    `already_there`, `fax_odd`."""
    hospital = lock_hospital(actor, hospital_id)
    wanted = checked_text(name, "name", limit=LIMIT)
    if hospital.campuses.filter(name=wanted).exists():
        raise Refused("already_there", field="name")
    campus = Campus.objects.create(hospital=hospital, name=wanted, fax=checked_fax(fax))
    record(hospital, Code.CAMPUS_ADDED, actor, at, campus=campus.pk)
    return campus


@act
def change_campus(
    actor: Actor, hospital_id: int, campus_id: int, name: str, *, at: datetime, fax: str | None = None
) -> Campus:
    """Rename a campus; `fax` None leaves its fax number as it is. Refused: as `add_campus`."""
    hospital = lock_hospital(actor, hospital_id)
    campus = hospital.campuses.filter(pk=campus_id, retired_on=None).first()
    if campus is None:
        raise Refused("absent")
    wanted = checked_text(name, "name", limit=LIMIT)
    if hospital.campuses.filter(name=wanted).exclude(pk=campus.pk).exists():
        raise Refused("already_there", field="name")
    campus.name = wanted
    campus.fax = campus.fax if fax is None else checked_fax(fax)
    campus.save(update_fields=["name", "fax"])
    record(hospital, Code.CAMPUS_CHANGED, actor, at, campus=campus.pk)
    return campus


@act
def retire_campus(actor: Actor, hospital_id: int, campus_id: int, *, at: datetime) -> Campus:
    """A campus and its departments are used no more; one of them stays, always.

    Refused: `not_your_role`, `absent`, `last_campus`.
    """
    hospital = lock_hospital(actor, hospital_id)
    campus = hospital.campuses.filter(pk=campus_id, retired_on=None).first()
    if campus is None:
        raise Refused("absent")
    if not hospital.campuses.filter(retired_on=None).exclude(pk=campus.pk).exists():
        raise Refused("last_campus")
    campus.retired_on = timezone.localdate(at)
    campus.save(update_fields=["retired_on"])
    campus.departments.filter(retired_on=None).update(retired_on=campus.retired_on)
    record(hospital, Code.CAMPUS_RETIRED, actor, at, campus=campus.pk)
    return campus


@act
def bring_back_campus(actor: Actor, hospital_id: int, campus_id: int, *, at: datetime) -> Campus:
    """A retired campus is used again. Its departments stay retired until each is brought back.

    Refused: `not_your_role`, `absent`.
    """
    hospital = lock_hospital(actor, hospital_id)
    campus = hospital.campuses.filter(pk=campus_id, retired_on__isnull=False).first()
    if campus is None:
        raise Refused("absent")
    campus.retired_on = None
    campus.save(update_fields=["retired_on"])
    record(hospital, Code.CAMPUS_BROUGHT_BACK, actor, at, campus=campus.pk)
    return campus


@act
def add_department(actor: Actor, hospital_id: int, campus_id: int | None, name: str, *, at: datetime) -> Department:
    """A new department at a campus. Refused: as `add_campus`, and `absent` with `field`."""
    hospital = lock_hospital(actor, hospital_id)
    campus = hospital.campuses.filter(pk=campus_id or 0, retired_on=None).first()
    if campus is None:
        raise Refused("absent", field="campus")
    wanted = checked_text(name, "name", limit=LIMIT)
    if campus.departments.filter(name=wanted).exists():
        raise Refused("already_there", field="name")
    department = Department.objects.create(hospital=hospital, campus=campus, name=wanted)
    record(hospital, Code.DEPARTMENT_ADDED, actor, at, department=department.pk, campus=campus.pk)
    return department


@act
def change_department(actor: Actor, hospital_id: int, department_id: int, name: str, *, at: datetime) -> Department:
    """Rename a department. Refused: as `add_campus`."""
    hospital = lock_hospital(actor, hospital_id)
    department = hospital.departments.filter(pk=department_id, retired_on=None).first()
    if department is None:
        raise Refused("absent")
    wanted = checked_text(name, "name", limit=LIMIT)
    if Department.objects.filter(campus=department.campus_id, name=wanted).exclude(pk=department.pk).exists():
        raise Refused("already_there", field="name")
    department.name = wanted
    department.save(update_fields=["name"])
    record(hospital, Code.DEPARTMENT_CHANGED, actor, at, department=department.pk)
    return department


@act
def retire_department(actor: Actor, hospital_id: int, department_id: int, *, at: datetime) -> Department:
    """A department is used no more. Refused: `not_your_role`, `absent`."""
    hospital = lock_hospital(actor, hospital_id)
    department = hospital.departments.filter(pk=department_id, retired_on=None).first()
    if department is None:
        raise Refused("absent")
    department.retired_on = timezone.localdate(at)
    department.save(update_fields=["retired_on"])
    record(hospital, Code.DEPARTMENT_RETIRED, actor, at, department=department.pk)
    return department


@act
def bring_back_department(actor: Actor, hospital_id: int, department_id: int, *, at: datetime) -> Department:
    """A retired department is used again. Refused: `not_your_role`, `absent`, `campus_retired`."""
    hospital = lock_hospital(actor, hospital_id)
    rows = hospital.departments.filter(pk=department_id, retired_on__isnull=False).select_related("campus")
    department = rows.first()
    if department is None:
        raise Refused("absent")
    if department.campus.retired_on is not None:
        raise Refused("campus_retired")
    department.retired_on = None
    department.save(update_fields=["retired_on"])
    record(hospital, Code.DEPARTMENT_BROUGHT_BACK, actor, at, department=department.pk)
    return department
