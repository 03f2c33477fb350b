"""The list of agreements, and one agreement whole."""

from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from shouwen.apps.agreements import book
from shouwen.apps.agreements.access import find
from shouwen.apps.agreements.actions.targets import by_place
from shouwen.apps.customers.access import may_keep
from shouwen.apps.people.queries import with_roles
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets.urgent_units import used_of
from shouwen.console.agreements.history import history_of
from shouwen.console.frame.guard import page, reads
from shouwen.policy.phases import ORDER
from shouwen.policy.roles import KEEPS_MONEY, READS_CUSTOMERS
from shouwen.policy.setting import UNPAID_COVER
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_faces, timeline_of
from shouwen.ui.faces.paid import money_of
from shouwen.ui.faces.person import face_of

STATES = [f"{phase.value}.{cover.value}" for phase, cover in ORDER] + ["none"]
ENDINGS = ("30", "60", "90")
ASKED = ("q", "state", "within")


@reads
def agreements(visit: Visit) -> HttpResponse:
    """A page of the agreements that this person may read; the filters are part of the address."""
    asked = {name: visit.GET.get(name, "") for name in ASKED}
    after = visit.GET.get("after", "")
    found = listed(visit, after)
    return page(
        visit,
        "console/agreements.html",
        rows=[(row.agreement, row.standing, book.code_of(row.standing)) for row in found.rows],
        asked=asked,
        narrowed=any(asked.values()),
        states=[(code, word(code, "standing")) for code in STATES],
        endings=ENDINGS,
        export_url=_address(visit.GET, "", "console:agreements_sheet"),
        newer_url=_address(visit.GET, "") if after else "",
        older_url=_address(visit.GET, found.after) if found.after else "",
        may_keep=may_keep(visit.actor),
    )


def listed(visit: Visit, after: str, size: int = book.PAGE) -> book.Page:
    """A page as the address narrows it; what is not one of a choice is as if it were not there."""
    asked = {name: visit.GET.get(name, "") for name in ASKED}
    return book.agreements(
        visit.actor,
        timezone.localdate(visit.now),
        text=asked["q"],
        state=asked["state"] if asked["state"] in STATES else "",
        within=int(asked["within"]) if asked["within"] in ENDINGS else None,
        after=after,
        size=size,
    )


@reads
def agreement(visit: Visit, agreement: int) -> HttpResponse:
    """Dates, lines with their phases, paid periods and own targets, and what happened to it."""
    found = find(visit.actor, agreement)
    today = timezone.localdate(visit.now)
    every = book.of_hospital(found.hospital_id, today)
    lines = next(lines for each, lines in every if each.pk == found.pk)
    others = [line.line for _agreement, found_lines in every for line in found_lines]
    lines = [book.line_now(each.line, today, others) for each in lines]
    used = used_of([each.line for each in lines], today)
    people = with_roles([found.hospital.account_manager_id, found.engineer_id])
    return page(
        visit,
        "console/agreement.html",
        agreement=found,
        manager=face_of(people.get(found.hospital.account_manager_id)),
        lines=[
            (face, {name: minutes for name, minutes in by_place(face.line).items() if minutes}, used.get(face.pk))
            for face in line_faces(found, lines, today)
        ],
        timeline=timeline_of(lines, today),
        history=history_of(found),
        may_keep=may_keep(visit.actor) and found.terminated_on is None,
        may_pay=bool(visit.actor.roles & KEEPS_MONEY) and found.terminated_on is None,
        may_stop=value(UNPAID_COVER, visit.now) == "may_stop",
        paid=money_of([each.line for each in lines], today),
        engineer=face_of(people.get(found.engineer_id or 0)),
        documents=book.documents(found),
        sees_hospital=bool(visit.actor.roles & READS_CUSTOMERS),
    )


def _address(asked: QueryDict, after: str, to: str = "console:agreements") -> str:
    kept = {name: asked[name] for name in ASKED if asked.get(name)} | ({"after": after} if after else {})
    return f"{reverse(to)}?{urlencode(kept)}"
