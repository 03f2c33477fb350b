"""One hospital, section by section."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from shouwen.apps.agreements.book import of_hospital
from shouwen.apps.customers import record
from shouwen.apps.customers.access import find_hospital, may_keep
from shouwen.apps.customers.models import Hospital, Tenure
from shouwen.apps.installations.queries import installations_of
from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets.at_hospital import open_cards, open_count
from shouwen.console.customers.history import history_of
from shouwen.console.frame.guard import page, reads
from shouwen.policy.dossier import SLOTS, Section
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_faces, timeline_of
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.person import face_of
from shouwen.ui.faces.row import row_of

SECTIONS = ("overview", "places", "contacts", "dossier", "installations", "agreements", "cards", "history")
ADDRESSES = {section: f"console:customer_{section}" for section in SECTIONS} | {"overview": "console:customer"}


@reads
def overview(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    today = timezone.localdate(visit.now)
    tenures = record.tenures(found)
    people = with_roles([found.account_manager_id, found.deputy_id])
    agreements = of_hospital(found.pk, today)
    return _page(
        visit,
        "overview",
        found,
        manager=face_of(people.get(found.account_manager_id)),
        deputy=face_of(people.get(found.deputy_id or 0)),
        it_contacts=[contact for contact in record.contacts(found) if contact.is_it],
        lines=[face for agreement, lines in agreements for face in line_faces(agreement, lines, today)],
        open_count=open_count(visit.actor, found.pk),
        standing=[row for row in tenures if row.post in {Tenure.Post.ACCOUNT_MANAGER, Tenure.Post.DEPUTY}],
        works=[row for row in tenures if row.post in {Tenure.Post.IMPLEMENTATION, Tenure.Post.TRAINING}],
        postings=record.postings(found),
    )


@reads
def places(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    return _page(visit, "places", found, campuses=record.campuses(found))


@reads
def contacts(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    return _page(visit, "contacts", found, contacts=record.contacts(found), former=record.former_contacts(found))


@reads
def dossier(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    entries = record.dossier(found)
    sections = [
        (
            section.value,
            [slot.code for slot in SLOTS[section] if slot.code != "name"],
            [entry for entry in entries if entry.section == section],
        )
        for section in Section
    ]
    return _page(visit, "dossier", found, sections=sections)


@reads
def installations(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    rows = [(row, module_name(row.module), list(row.changes.all())) for row in installations_of(found.pk)]
    return _page(visit, "installations", found, rows=rows)


@reads
def agreements(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    today = timezone.localdate(visit.now)
    kept = of_hospital(found.pk, today)
    every = [line for _agreement, lines in kept for line in lines]
    return _page(
        visit,
        "agreements",
        found,
        agreements=[(agreement, line_faces(agreement, lines, today)) for agreement, lines in kept],
        timeline=timeline_of(every, today),
    )


@reads
def cards(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    if visit.actor.roles == {Role.ADMIN}:
        raise Refused("not_your_role", act="read_cards")
    after = visit.GET.get("after", "")
    shown = open_cards(visit.actor, found.pk, after)
    here = reverse("console:customer_cards", args=[found.pk])
    return _page(
        visit,
        "cards",
        found,
        rows=[row_of(each, reverse("console:card", args=[each.number])) for each in shown.tickets],
        newer_url=here if after else "",
        older_url=f"{here}?after={shown.after}" if shown.after else "",
    )


@reads
def history(visit: Visit, hospital: int) -> HttpResponse:
    found = find_hospital(visit.actor, hospital)
    after = visit.GET.get("after", "")
    told = history_of(found, after)
    here = reverse("console:customer_history", args=[found.pk])
    return _page(
        visit,
        "history",
        found,
        items=told.items,
        newer_url=here if after else "",
        older_url=f"{here}?after={told.after}" if told.after else "",
    )


def _page(visit: Visit, section: str, hospital: Hospital, **context: Any) -> HttpResponse:
    tabs = [
        {"code": code, "url": reverse(ADDRESSES[code], args=[hospital.pk]), "current": code == section}
        for code in SECTIONS
        if code != "cards" or visit.actor.roles != {Role.ADMIN}
    ]
    return page(
        visit,
        f"console/customer_{section}.html",
        hospital=hospital,
        tabs=tabs,
        section=section,
        may_keep=may_keep(visit.actor),
        **context,
    )
