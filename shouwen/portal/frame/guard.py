"""The portal's guard: a hospital's people only; and the frame around its pages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shouwen.apps.billing.queries import quotes_waiting, sees_money
from shouwen.apps.customers.access import contact_behind
from shouwen.apps.customers.models import Contact
from shouwen.apps.notices.queries import unread
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, door

reads = door("customer", "GET")
acts = door("customer", "POST")
reads_and_acts = door("customer", "GET", "POST")


def who(visit: Visit) -> Contact:
    """The hospital's person behind this visit; an account that belongs to no hospital finds nothing."""
    contact = contact_behind(visit.user)
    if contact is None:
        raise Refused("absent")
    return contact


def page(visit: Visit, template: str, contact: Contact, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the portal's frame. `quotes_waiting`: counted here unless
    the page knows it; None for whoever has no room of money."""
    viewer = {
        "name": contact.name,
        "hospital": contact.hospital.name,
        "department": contact.department.name if contact.department else "",
    }
    if "quotes_waiting" not in context:
        context["quotes_waiting"] = quotes_waiting(visit.actor, visit.now) if sees_money(visit.actor) else None
    around = {"viewer": viewer, "unread": unread(visit.actor)}
    return render(visit, template, around | context, status=status)
