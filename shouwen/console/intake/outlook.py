"""What is known of the hospital that calls, and what its request would be given: said before it is saved."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from shouwen.apps.agreements.book import code_of, standings
from shouwen.apps.customers.models import Hospital
from shouwen.apps.tickets.actions import Intake
from shouwen.apps.tickets.at_hospital import open_cards, open_count
from shouwen.apps.tickets.forecast import forecast
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.clock import full_face
from shouwen.ui.faces.row import row_of
from shouwen.ui.refusal_words import refusal_words

SHOWN = 5


def outlook(visit: Visit, said: Intake | None, hospital: Hospital | None) -> dict[str, Any]:
    """`said`: None when what was typed cannot be read as a request yet."""
    return {
        "known": _known(visit, hospital) if hospital else None,
        "forecast": _forecast(visit, said) if said else None,
    }


def _known(visit: Visit, hospital: Hospital) -> dict[str, Any]:
    found = open_cards(visit.actor, hospital.pk, size=SHOWN).tickets
    rows = [row_of(each, reverse("console:card", args=[each.number])) for each in found]
    stood = standings([hospital.pk], timezone.localdate(visit.now)).get(hospital.pk)
    return {
        "hospital": hospital,
        "cards": rows,
        "count": open_count(visit.actor, hospital.pk) if len(rows) == SHOWN else len(rows),
        "standing": code_of(stood),
        "until": stood.until if stood else None,
    }


def _forecast(visit: Visit, said: Intake) -> dict[str, Any]:
    try:
        found = forecast(visit.actor, said, visit.now)
    except Refused as refused:
        return {"missing": refusal_words(refused)}
    verdict = found.judgement.verdict if found.judgement else None
    return {
        "missing": "",
        "grade": found.grade,
        "charge": verdict.charge.value if verdict else "",
        "phase": verdict.phase.value if verdict else "",
        "cover": verdict.cover.value if verdict else "",
        "reason": clause_faces(verdict.clauses[-1:])[0].text if verdict else "",
        "clocks": [full_face(each, (), "", provisional=found.provisional) for each in found.readings],
    }
