"""The list of hospitals: found by name or first letters, narrowed by category, cover and account manager."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from shouwen.apps.agreements.book import code_of, standings
from shouwen.apps.customers.access import may_keep
from shouwen.apps.customers.models import Hospital
from shouwen.apps.customers.record import Question, hospitals, visible_ids
from shouwen.apps.people.queries import qualified_staff
from shouwen.console.frame.guard import page, reads
from shouwen.policy.phases import ORDER
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit

COVERS = [f"{phase.value}.{cover.value}" for phase, cover in ORDER] + ["none"]
ASKED = ("q", "category", "cover", "manager")


@reads
def customers(visit: Visit) -> HttpResponse:
    """A page of the hospitals that this person keeps or reads; the filters are part of the address."""
    today = timezone.localdate(visit.now)
    asked = {name: visit.GET.get(name, "") for name in ASKED}
    after = visit.GET.get("after", "")
    found = hospitals(visit.actor, question_of(visit), after)
    stood = standings([hospital.pk for hospital in found.hospitals], today)
    return page(
        visit,
        "console/customers.html",
        rows=[(hospital, stood.get(hospital.pk), code_of(stood.get(hospital.pk))) for hospital in found.hospitals],
        asked=asked,
        narrowed=any(asked.values()),
        choices=_choices(),
        export_url=_address(visit.GET, "", "console:customers_sheet"),
        newer_url=_address(visit.GET, "") if after else "",
        older_url=_address(visit.GET, found.after) if found.after else "",
        may_keep=may_keep(visit.actor),
    )


def question_of(visit: Visit) -> Question:
    """How the address narrows the list; what is not one of a choice is as if it were not there."""
    asked = {name: visit.GET.get(name, "") for name in ASKED}
    among = _covered(visit, asked["cover"], timezone.localdate(visit.now)) if asked["cover"] in COVERS else None
    manager = asked["manager"] if asked["manager"].isascii() and asked["manager"].isdigit() else ""
    category = asked["category"] if asked["category"] in Hospital.Category.values else ""
    return Question(asked["q"], category, int(manager[:15]) if manager else None, among)


def _covered(visit: Visit, cover: str, today: Any) -> list[int]:
    """The hospitals in this state: a day's state is the policy's to say, not the database's."""
    every = visible_ids(visit.actor)
    stood = standings(every, today)
    return [pk for pk in every if code_of(stood.get(pk)) == cover]


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "category": [(code, word(code, "hospital_category")) for code in Hospital.Category.values],
        "cover": [(code, word(code, "standing")) for code in COVERS],
        "manager": [(str(person.pk), person.name) for person in qualified_staff()],
    }


def _address(asked: QueryDict, after: str, to: str = "console:customers") -> str:
    kept = {name: asked[name] for name in ASKED if asked.get(name)} | ({"after": after} if after else {})
    return f"{reverse(to)}?{urlencode(kept)}"
