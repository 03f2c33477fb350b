"""Colleagues, and the contacts of hospitals, as Excel files."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.customers.models import Contact
from shouwen.apps.customers.queries import contact_page
from shouwen.apps.people.queries import Asked, away, colleagues, with_roles
from shouwen.console.frame.guard import reads
from shouwen.console.people.faces import PersonRow, row_of
from shouwen.console.people.views import name_of
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.record_words import yes_no
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

PEOPLE: tuple[Column[PersonRow], ...] = (
    Column(_("Name"), lambda row: row.name),
    Column(_("Account"), lambda row: row.username),
    Column(_("Phone"), lambda row: row.phone, 18),
    Column(pgettext_lazy("column", "Level"), lambda row: word(row.level, "level") if row.level else "", 20),
    Column(pgettext_lazy("column", "Roles"), lambda row: "、".join(word(role, "role") for role in row.roles), 24),
    Column(pgettext_lazy("people", "Teams"), lambda row: "、".join(row.teams), 24),
    Column(pgettext_lazy("column", "Works here"), lambda row: yes_no(row.active), 10),
    Column(pgettext_lazy("column", "Out of office"), lambda row: yes_no(row.out), 12),
    Column(pgettext_lazy("column", "Stand-in"), lambda row: row.stand_in),
)
CONTACTS: tuple[Column[Contact], ...] = (
    Column(_("Hospital"), lambda one: one.hospital.name, 30),
    Column(_("Department"), lambda one: one.department.name if one.department else ""),
    Column(_("Name"), lambda one: one.name),
    Column(pgettext_lazy("column", "Position"), lambda one: one.title),
    Column(_("Phone"), lambda one: one.phone, 18),
    Column(pgettext_lazy("column", "Hospital IT"), lambda one: yes_no(one.is_it), 10),
    Column(_("Account"), lambda one: one.user.username if one.user else ""),
)


@reads
def people_sheet(visit: Visit) -> FileResponse:
    asked, out = Asked.of(visit.GET), away(visit.now)
    stand_ins = with_roles(out.values())

    def batch(after: str) -> tuple[list[PersonRow], str]:
        found = colleagues(asked, after, size=BATCH)
        return [row_of(person, out, stand_ins) for person in found.people], found.after

    title = pgettext("room", "People")
    return excel(title, Table(title, PEOPLE, batch), now=visit.now)


@reads
def contacts_sheet(visit: Visit) -> FileResponse:
    name = name_of(visit)

    def batch(after: str) -> tuple[Sequence[Contact], str]:
        return contact_page(visit.actor, name, after, size=BATCH)

    title = pgettext("people", "Hospitals' contacts")
    return excel(title, Table(title, CONTACTS, batch), now=visit.now)
