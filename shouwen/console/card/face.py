"""A card as the console's templates read it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.queries import Card
from shouwen.console.card.forms import FORMS, ClassifyForm, SubstituteForm, auto_id
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.clock import full_face
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.person import face_of
from shouwen.ui.faces.story import files_of, story_of

SHOWN_AS_THEY_ARE = (
    "number", "title", "grade", "grade_is_provisional", "state", "kind", "impact", "urgency", "service", "cause",
    "channel", "accepted_at", "version",
)  # fmt: skip


@dataclass(frozen=True)
class ActFace:
    code: str
    url: str
    refused: Refused | None
    form: forms.Form | None


def card_face(
    card: Card,
    *,
    modules: list[Module],
    colleagues: list[User],
    open_act: str = "",
    open_form: forms.Form | None = None,
    next_url: str = "",
    queue_url: str = "",
) -> dict[str, Any]:
    """Everything that the card's template lists at its head."""
    ticket, number = card.ticket, card.ticket.number

    def file_urls(file_id: UUID) -> tuple[str, str]:
        return reverse("console:file", args=[number, file_id]), reverse("console:preview", args=[number, file_id])

    def why_url(reading: Reading) -> str:
        return reverse("console:why_clock", args=[number, reading.kind])

    clocks = [
        full_face(reading, card.facts, why_url(reading), provisional=card.provisional(reading))
        for reading in card.readings
    ]
    return {
        "ticket": ticket_face(ticket),
        "first_contact": face_of(card.people.get(ticket.first_contact_id)),
        "first_contact_because": ticket.first_contact_because,
        "substitute": face_of(card.people.get(card.bond.substitute or 0)),
        "handler": face_of(card.people.get(ticket.handler_id or 0)),
        "handler_since": ticket.handler_since,
        "nobodys_minutes": card.nobodys_seconds // 60,
        "clocks": clocks,
        "verdict": {
            "charge": card.verdict.charge,
            "phase": card.verdict.phase,
            "cover": card.verdict.cover,
            "reason": clause_faces(card.verdict.clauses[-1:])[0].text,
            "why_url": reverse("console:why_verdict", args=[number]),
        },
        "resolution": card.resolution,
        "files": files_of(card, file_urls),
        "story": story_of(card, file_urls, inside=True),
        "acts": _acts(card, modules, colleagues, open_act, open_form),
        "open_act": open_act,
        "next_url": next_url or reverse("console:card", args=[number]),
        "queue_url": queue_url or reverse("console:queue"),
        "qr_url": "",
    }


def ticket_face(ticket: Ticket) -> dict[str, Any]:
    """The card's own facts."""
    return {name: getattr(ticket, name) for name in SHOWN_AS_THEY_ARE} | {
        "hospital": ticket.hospital.name,
        "campus": ticket.campus.name if ticket.campus else "",
        "department": ticket.department.name if ticket.department else "",
        "contact_name": ticket.contact.name if ticket.contact else "",
        "contact_phone": ticket.contact.phone if ticket.contact else "",
        "module": module_name(ticket.module),
        "url": reverse("console:card", args=[ticket.number]),
        "print_url": reverse("console:print", args=[ticket.number]),
    }


def _acts(
    card: Card, modules: list[Module], colleagues: list[User], open_act: str, open_form: forms.Form | None
) -> dict[str, ActFace]:
    faces = {}
    for act in Act:
        refused = card.refusals[act]
        form = open_form if act == open_act and open_form is not None else None
        if form is None and refused is None and act in FORMS:
            form = fill(FORMS[act](initial=_initial(act, card), auto_id=auto_id(act)), card, modules, colleagues)
        faces[act.value] = ActFace(act.value, reverse(f"console:{act.value}", args=[card.ticket.number]), refused, form)
    return faces


def fill(form: forms.Form, card: Card, modules: list[Module], colleagues: list[User]) -> forms.Form:
    """Give a form the choices that only the database knows."""
    if isinstance(form, ClassifyForm):
        form.set_choices("module", [("", "—"), *((str(module.pk), module_name(module)) for module in modules)])
    if isinstance(form, SubstituteForm):
        others = [person for person in colleagues if person.pk != card.ticket.first_contact_id]
        form.set_choices("substitute", [("", "—"), *((str(person.pk), person.name) for person in others)])
    return form


def _initial(act: Act, card: Card) -> dict[str, object]:
    ticket = card.ticket
    if act is Act.CLASSIFY:
        return {
            "kind": ticket.kind,
            "impact": ticket.impact,
            "urgency": ticket.urgency,
            "service": ticket.service,
            "cause": ticket.cause,
            "module": str(ticket.module_id or ""),
        }
    if act is Act.RESOLVE and ticket.cause != "unknown":
        return {"cause": ticket.cause}
    return {}
