"""The console's guard: staff only."""

import functools
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.ui.door import Visit, door

reads = door("staff")
acts = door("staff", method="POST")


def page(visit: Visit, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the console's frame."""
    context |= {
        "actor": visit.actor,
        "person": visit.user,
        "now": visit.now,
        "on_duty": functools.partial(on_duty, SERVICE_CENTRE, visit.now),
    }
    return render(visit, template, context, status=status)
