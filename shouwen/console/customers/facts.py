"""Forms about the hospital itself, its campuses, departments and contacts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.customers import actions, record
from shouwen.apps.customers.access import find_hospital, may_keep
from shouwen.apps.customers.models import Hospital
from shouwen.apps.people.queries import qualified_staff
from shouwen.console.customers.forms import (
    CampusForm,
    ContactForm,
    DepartmentForm,
    HospitalForm,
    NewDepartmentForm,
    NewHospitalForm,
)
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.fields import number_of


def kept(visit: Visit, hospital: int) -> Hospital:
    """The hospital of a form; only who keeps its record gets to see the form."""
    found = find_hospital(visit.actor, hospital)
    if not may_keep(visit.actor):
        raise Refused("not_your_role", act="keep_customers")
    return found


def sheet(hospital: Hospital, section: str, title: Words, send: Words, note: Words = "") -> Sheet:
    """A form of a hospital: it returns to the section where it was opened."""
    address = "console:customer" if section == "overview" else f"console:customer_{section}"
    return Sheet("customers", title, send, reverse(address, args=[hospital.pk]), hospital.short_name, note)


@reads_and_acts
def add(visit: Visit) -> HttpResponse:
    if not may_keep(visit.actor):
        raise Refused("not_your_role", act="keep_customers")
    form = NewHospitalForm(data=typed(visit), initial={"account_manager": str(visit.actor.id or "")})
    people = [(str(person.pk), person.name) for person in qualified_staff()]
    choose(form, "account_manager", people, empty="—")
    choose(form, "deputy", people, empty="—")
    around = Sheet("customers", _("New hospital"), _("Add the hospital"), reverse("console:customers"), _("Hospitals"))
    return carry_out(visit, around, form, lambda: _add(visit), done=_("The hospital is on the books."), made=_address)


def _address(hospital: Hospital) -> str:
    return reverse("console:customer", args=[hospital.pk])


def _add(visit: Visit) -> Hospital:
    return actions.add_hospital(
        visit.actor,
        _facts(visit),
        account_manager_id=number_of(visit.POST, "account_manager"),
        deputy_id=number_of(visit.POST, "deputy"),
        campus=visit.POST.get("campus", ""),
        since=timezone.localdate(visit.now),
        at=visit.now,
    )


@reads_and_acts
def change(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    names = ("name", "short_name", "category", "credit_code", "address")
    form = HospitalForm(data=typed(visit))
    around = sheet(found, "overview", _("Change the hospital"), _("Save"))
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.change_hospital(visit.actor, hospital, _facts(visit), at=visit.now),
        done=_("Saved."),
        kept=lambda: {name: getattr(find_hospital(visit.actor, hospital), name) or "" for name in names},
    )


def _facts(visit: Visit) -> actions.HospitalFacts:
    said = visit.POST.get
    return actions.HospitalFacts(
        name=said("name", ""),
        short_name=said("short_name", ""),
        category=said("category", ""),
        credit_code=said("credit_code", ""),
        address=said("address", ""),
    )


@reads_and_acts
def add_campus(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = CampusForm(data=typed(visit))
    around = sheet(found, "places", _("New campus"), _("Add the campus"))
    name, fax = visit.POST.get("name", ""), visit.POST.get("fax", "")
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.add_campus(visit.actor, hospital, name, at=visit.now, fax=fax),
        done=_("The campus is on record."),
    )


@reads_and_acts
def change_campus(visit: Visit, hospital: int, campus: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = CampusForm(data=typed(visit))
    around = sheet(found, "places", _("Change the campus"), _("Save"))
    name, fax = visit.POST.get("name", ""), visit.POST.get("fax", "")
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.change_campus(visit.actor, hospital, campus, name, at=visit.now, fax=fax),
        done=_("Saved."),
        kept=lambda: _campus_kept(found, campus),
    )


@acts
def retire_campus(visit: Visit, hospital: int, campus: int) -> HttpResponse:
    actions.retire_campus(visit.actor, hospital, campus, at=visit.now)
    messages.success(visit, _("Retired. Cards that name it keep it."))
    return redirect("console:customer_places", hospital)


@acts
def bring_back_campus(visit: Visit, hospital: int, campus: int) -> HttpResponse:
    actions.bring_back_campus(visit.actor, hospital, campus, at=visit.now)
    messages.success(visit, _("Brought back; its departments one by one."))
    return redirect("console:customer_places", hospital)


@reads_and_acts
def add_department(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = NewDepartmentForm(data=typed(visit), initial={"campus": visit.GET.get("campus", "")[:19]})
    choose(form, "campus", [(str(row.pk), row.name) for row in record.campuses(found) if row.retired_on is None])
    around = sheet(found, "places", _("New department"), _("Add the department"))

    def do() -> object:
        campus, name = number_of(visit.POST, "campus"), visit.POST.get("name", "")
        return actions.add_department(visit.actor, hospital, campus, name, at=visit.now)

    return carry_out(visit, around, form, do, done=_("The department is on record."))


@reads_and_acts
def change_department(visit: Visit, hospital: int, department: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = DepartmentForm(data=typed(visit))
    around = sheet(found, "places", _("Rename the department"), _("Save"))
    name = visit.POST.get("name", "")
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.change_department(visit.actor, hospital, department, name, at=visit.now),
        done=_("Saved."),
        kept=lambda: {"name": _present(_departments(found), department).name},
    )


@acts
def retire_department(visit: Visit, hospital: int, department: int) -> HttpResponse:
    actions.retire_department(visit.actor, hospital, department, at=visit.now)
    messages.success(visit, _("Retired. Cards that name it keep it."))
    return redirect("console:customer_places", hospital)


@acts
def bring_back_department(visit: Visit, hospital: int, department: int) -> HttpResponse:
    actions.bring_back_department(visit.actor, hospital, department, at=visit.now)
    messages.success(visit, _("Brought back."))
    return redirect("console:customer_places", hospital)


@reads_and_acts
def add_contact(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = _contact_form(visit, found, {})
    around = sheet(found, "contacts", _("New contact"), _("Add the contact"))
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.add_contact(visit.actor, hospital, _contact(visit), at=visit.now),
        done=_("The contact is on record."),
    )


@reads_and_acts
def change_contact(visit: Visit, hospital: int, contact: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = _contact_form(visit, found, _contact_kept(found, contact))
    around = sheet(found, "contacts", _("Change the contact"), _("Save"))
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.change_contact(visit.actor, hospital, contact, _contact(visit), at=visit.now),
        done=_("Saved."),
        kept=lambda: _contact_kept(found, contact),
    )


@acts
def retire_contact(visit: Visit, hospital: int, contact: int) -> HttpResponse:
    actions.retire_contact(visit.actor, hospital, contact, at=visit.now)
    messages.success(visit, _("Retired. The account, if there was one, sees nothing of this hospital any more."))
    return redirect("console:customer_contacts", hospital)


@acts
def bring_back_contact(visit: Visit, hospital: int, contact: int) -> HttpResponse:
    actions.bring_back_contact(visit.actor, hospital, contact, at=visit.now)
    messages.success(visit, _("Brought back, without an account: tie one to the contact anew, if there is to be one."))
    return redirect("console:customer_contacts", hospital)


def _contact_form(visit: Visit, hospital: Hospital, initial: dict[str, Any]) -> ContactForm:
    form = ContactForm(data=typed(visit), initial=initial)
    places = [
        (str(row.pk), f"{campus.name} · {row.name}")
        for campus in record.campuses(hospital)
        for row in campus.departments.all()
        if row.retired_on is None or str(row.pk) == str(initial.get("department", ""))
    ]
    choose(form, "department", places, empty=_("The whole hospital"))
    return form


def _campus_kept(hospital: Hospital, campus: int) -> dict[str, Any]:
    place = _present(record.campuses(hospital), campus)
    return {"name": place.name, "fax": place.fax}


def _contact_kept(hospital: Hospital, contact: int) -> dict[str, Any]:
    person = _present(record.contacts(hospital), contact)
    return {
        "name": person.name,
        "title": person.title,
        "phone": person.phone,
        "fax": person.fax,
        "department": str(person.department_id or ""),
        "account": person.user.username if person.user else "",
        "is_it": person.is_it,
    }


def _departments(hospital: Hospital) -> list[Any]:
    return [row for campus in record.campuses(hospital) for row in campus.departments.all()]


def _contact(visit: Visit) -> actions.ContactFacts:
    said = visit.POST.get
    return actions.ContactFacts(
        name=said("name", ""),
        title=said("title", ""),
        phone=said("phone", ""),
        department_id=number_of(visit.POST, "department"),
        is_it=said("is_it") == "on",
        account=said("account", ""),
        fax=said("fax", ""),
    )


def _present(rows: Any, wanted: int) -> Any:
    """The row of a form, if it is there and in use."""
    found = next((row for row in rows if row.pk == wanted and row.retired_on is None), None)
    if found is None:
        raise Refused("absent")
    return found
