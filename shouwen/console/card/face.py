"""A card as the console's templates read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext

from shouwen.apps.billing.models import Quote
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets.clocks import is_void
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.whole_card import Card
from shouwen.console.card.forms import (
    FORMS,
    ChoicesForm,
    ClassifyForm,
    DispatchForm,
    OfferForm,
    SubstituteForm,
    auto_id,
)
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.policy.stand_in import stand_in
from shouwen.ui.code_words import word
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.clock import full_face
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.person import face_of
from shouwen.ui.faces.story import ByRules, FileUrls, OriginalUrl, StoryItem, files_of, story_of
from shouwen.ui.submission import new_submission

# The colleagues to choose from, and who of them is out and for whom somebody stands in.
Colleagues = tuple[list[User], Mapping[int, int | None]]
# The hospital confirms, disputes and rates at its own door; a problem has pages of its own.
CONSOLE_ACTS = [act for act in Act if act not in {Act.CONFIRM, Act.DISPUTE, Act.RATE, Act.BIND_PROBLEM}]
# Acts whose forms stand ready on the page; the others come when they are asked for.
AT_HAND = frozenset(
    {Act.REPLY, Act.NOTE, Act.HOLD, Act.RESUME, Act.RESTORE, Act.RESOLVE, Act.FOLLOW_UP, Act.REOPEN, Act.CLASSIFY,
     Act.SUBSTITUTE, Act.RETITLE}
)  # fmt: skip
SHOWN_AS_THEY_ARE = (
    "number", "title", "grade", "grade_is_provisional", "state", "kind", "impact", "urgency", "service", "cause",
    "channel", "accepted_at", "version", "outcome", "major_since", "recorded_at", "recorded_late_because",
)  # fmt: skip


# Forms that name a colleague: the field, and who of the card's people is not to be chosen.
PEOPLE_FIELDS: tuple[tuple[type[ChoicesForm], str, str], ...] = (
    (SubstituteForm, "substitute", "first_contact_id"),
    (OfferForm, "receiver", "handler_id"),
    (DispatchForm, "engineer", ""),
)


@dataclass(frozen=True)
class ActFace:
    code: str
    url: str
    refused: Refused | None
    form: forms.Form | None


def _story(card: Card, kept_ready: Mapping[int, str], by_rules: ByRules | None) -> list[StoryItem]:
    file_urls, original_url = _addresses(card.ticket.number)
    return story_of(
        card,
        file_urls,
        inside=True,
        original_url=original_url,
        kept_ready=kept_ready,
        by_rules=by_rules,
        fax_url=reverse("console:card_faxes", args=[card.ticket.number]),
    )


def card_face(
    card: Card,
    *,
    quotes: Sequence[Quote] = (),
    modules: list[Module],
    colleagues: list[User],
    out: Mapping[int, int | None] = MappingProxyType({}),
    kept_ready: Mapping[int, str] = MappingProxyType({}),
    by_rules: ByRules | None = None,
    open_act: str = "",
    open_form: forms.Form | None = None,
    next_url: str = "",
    queue_url: str = "",
) -> dict[str, Any]:
    """Everything that the card's template lists at its head."""
    ticket, number = card.ticket, card.ticket.number
    file_urls, original_url = _addresses(number)

    def why_url(reading: Reading) -> str:
        return reverse("console:why_clock", args=[number, reading.kind])

    clocks = [
        full_face(reading, card.facts, why_url(reading), provisional=card.provisional(reading), void=is_void(ticket))
        for reading in card.readings
    ]
    return {
        "ticket": ticket_face(ticket),
        "first_contact": face_of(card.people.get(ticket.first_contact_id)),
        "first_contact_because": ticket.first_contact_because,
        "substitute": face_of(card.people.get(card.bond.substitute or 0)),
        "handler": face_of(card.people.get(ticket.handler_id or 0)),
        "handler_since": ticket.handler_since,
        "clocks": clocks,
        "verdict": {
            "charge": card.verdict.charge,
            "phase": card.verdict.phase,
            "cover": card.verdict.cover,
            "reason": gettext("Judged anew once the hospital is known.")
            if ticket.hospital.is_unlisted
            else clause_faces(card.verdict.clauses[-1:])[0].text,
            "why_url": reverse("console:why_verdict", args=[number]),
        },
        "quotes": quotes,
        "resolution": card.resolution,
        "files": files_of(card, file_urls, original_url),
        "story": _story(card, kept_ready, by_rules),
        "acts": _acts(card, modules, (colleagues, out), open_act, open_form),
        "open_act": open_act,
        "offer": _offer(card),
        "travelling": card.extras.journey,
        "dispute": card.extras.dispute,
        "links": [(link.kind, link.other) for link in card.extras.links],
        "links_here": [(link.kind, link.card) for link in card.extras.links_to_here],
        "rating": card.extras.rating,
        "archive": card.extras.archive,
        "submission": new_submission(),
        "next_url": next_url or reverse("console:card", args=[number]),
        "queue_url": queue_url or reverse("console:queue"),
        "qr_url": "",
    } | _standing(card)


def _addresses(number: str) -> tuple[FileUrls, OriginalUrl]:
    """Where a file and its preview are, and where its original is asked for."""

    def files(file_id: UUID) -> tuple[str, str]:
        return reverse("console:file", args=[number, file_id]), reverse("console:preview", args=[number, file_id])

    return files, lambda original: reverse("console:original", args=[number, original])


def _standing(card: Card) -> dict[str, Any]:
    """What waits on the card, and for whom; and what only we know of it."""
    ticket = card.ticket
    return {
        "nobodys_minutes": card.idle // timedelta(minutes=1),
        "in_nobodys_hands": ticket.nobody_for is None,
        "waits_since": ticket.waits_since,
        "waits_level": ticket.level,
        "confirmed": ticket.confirmed_at,
        "chase": card.extras.chase,
        "problems": card.extras.problems,
        "may_bind": card.refusals[Act.BIND_PROBLEM] is None,
    }


def _offer(card: Card) -> dict[str, Any] | None:
    """The open offer, and what this reader may do with it."""
    offer = card.extras.offer
    if offer is None:
        return None
    number = card.ticket.number
    return {
        "to": offer.to.name,
        "by": offer.by.name,
        "level": offer.to_level,
        "reason": offer.reason,
        "until": offer.expires_at,
        "mine": offer.to_id == card.reader,
        "from_me": offer.by_id == card.reader,
        "accept_url": reverse("console:accept", args=[number]),
        "decline_url": reverse("console:decline", args=[number]),
        "undo_url": reverse("console:withdraw_offer", args=[number]),
    }


def ticket_face(ticket: Ticket) -> dict[str, Any]:
    """The card's own facts."""
    return {name: getattr(ticket, name) for name in SHOWN_AS_THEY_ARE} | {
        "hospital": "" if ticket.hospital.is_unlisted else ticket.hospital.name,
        "campus": ticket.campus.name if ticket.campus else "",
        "department": ticket.department.name if ticket.department else "",
        "contact_name": ticket.contact.name if ticket.contact else ticket.caller_name,
        "contact_phone": ticket.contact.phone if ticket.contact else ticket.caller_phone,
        "module": module_name(ticket.module),
        "url": reverse("console:card", args=[ticket.number]),
        "print_url": reverse("console:print", args=[ticket.number]),
    }


def _acts(
    card: Card, modules: list[Module], people: Colleagues, open_act: str, open_form: forms.Form | None
) -> dict[str, ActFace]:
    faces = {}
    for act in CONSOLE_ACTS:
        refused = card.refusals[act]
        if act is Act.IDENTIFY and refused is None and not card.ticket.hospital.is_unlisted:
            refused = Refused("hospital_known")
        form = open_form if act == open_act and open_form is not None else None
        if form is None and refused is None and act in FORMS and (act in AT_HAND or act == open_act):
            form = fill(FORMS[act](initial=_initial(act, card), auto_id=auto_id(act)), card, modules, *people)
        faces[act.value] = ActFace(act.value, reverse(f"console:{act.value}", args=[card.ticket.number]), refused, form)
    return faces


def fill(
    form: forms.Form, card: Card, modules: list[Module], colleagues: list[User], out: Mapping[int, int | None]
) -> forms.Form:
    """Give a form the choices that only the database knows."""
    if isinstance(form, ClassifyForm):
        form.set_choices("module", [("", "—"), *((str(module.pk), module_name(module)) for module in modules)])
    names = {person.pk: person.name for person in colleagues}
    for kind, field, without in PEOPLE_FIELDS:
        if isinstance(form, kind):
            others = [person for person in colleagues if person.pk != getattr(card.ticket, without or "pk", None)]
            form.set_choices(field, [("", "—"), *((str(person.pk), _named(person, names, out)) for person in others)])
    return form


def _named(person: User, names: Mapping[int, str], out: Mapping[int, int | None]) -> str:
    """A colleague to choose: with his level, and, when he is out, who stands in."""
    shown = f"{person.name}（{word(person.level, 'level_short')}）" if person.level else person.name
    if person.pk not in out:
        return shown
    there = stand_in(person.pk, out)
    if there is None or there not in names:
        return gettext("%(name)s: out of office, nobody stands in") % {"name": shown}
    return gettext("%(name)s: out of office, %(other)s stands in") % {"name": shown, "other": names[there]}


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
    if act is Act.RETITLE:
        return {"title": ticket.title}
    if act is Act.RESOLVE and ticket.cause != "unknown":
        return {"cause": ticket.cause}
    return {}
