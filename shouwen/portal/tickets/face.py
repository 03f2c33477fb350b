"""A request as the portal's template reads it: progress like a parcel's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.lifecycle import ENDED, Act, State
from shouwen.portal.tickets.forms import FORMS
from shouwen.portal.tickets.steps import steps_of
from shouwen.ui.faces.clause import clause_faces
from shouwen.ui.faces.clock import ClockFace, full_face, hold_reason_of
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.person import face_of
from shouwen.ui.faces.ruling import ruling_faces
from shouwen.ui.faces.story import StoryItem, story_of

# What the steps above the talk do not say already.
TOLD = {"held", "resumed", "restored", "reopened", "chased", "chase_answered", "confirmed", "urgent_asked",
        "urgent_accepted", "urgent_declined", "urgent_ended", "urgent_missed", "ruled", "ruling_appealed",
        "ruling_final", "talk_begun", "talk_taken", "talk_waits", "talk_ended",
        "remote_asked", "remote_granted", "remote_refused", "remote_withdrawn", "remote_cancelled", "remote_started",
        "remote_ended", "remote_written", "remote_confirmed", "remote_rejected"}  # fmt: skip
FINISHED = {State.RESOLVED, State.FOLLOWED_UP, State.CLOSED}


def request_face(card: Card, now: datetime, *, open_act: Act | None, open_form: forms.Form | None) -> dict[str, Any]:
    """Everything that the template lists at its head."""
    ticket, number = card.ticket, card.ticket.number

    def file_urls(file_id: UUID) -> tuple[str, str]:
        return reverse("portal:file", args=[number, file_id]), reverse("portal:preview", args=[number, file_id])

    def act_face(act: Act) -> dict[str, Any]:
        form = open_form if act is open_act else FORMS[act](auto_id=f"id_{act.value}_%s")
        return {"refused": card.refusals[act], "url": reverse(f"portal:{act.value}", args=[number]), "form": form}

    held = ticket.state == State.HELD
    paused = next((fact for fact in reversed(card.facts) if fact.type == "paused"), None) if held else None
    return {
        "ticket": {
            "number": number,
            "title": ticket.title,
            "state": ticket.state,
            "grade": ticket.grade,
            "accepted_at": ticket.accepted_at,
            "module": module_name(ticket.module),
            "department": ticket.department.name if ticket.department else "",
            "hold_reason": hold_reason_of(card.facts) if held else "",
            "hold_words": paused.words if paused else "",
        },
        "promise": _promise(card),
        "steps": steps_of(card),
        "first_contact": face_of(card.people.get(ticket.first_contact_id)),
        "handler": face_of(card.people.get(ticket.handler_id or 0)),
        "verdict": {"charge": card.verdict.charge, "reason": clause_faces(card.verdict.clauses[-1:])[0].text},
        "story": [item for item in story_of(card, file_urls, inside=False) if _is_said(item)],
        "resolution": card.resolution if ticket.state in FINISHED else None,
        "reply": act_face(Act.REPLY),
        "reopen": act_face(Act.REOPEN),
        "acts": {act.value: act_face(act) for act in (Act.CONFIRM, Act.CHASE, Act.DISPUTE, Act.WITHDRAW, Act.RATE)},
        # The card has moved on: the form is gone from the page, what was typed into it is not.
        "stranded": open_form if open_form is not None and open_form.non_field_errors() else None,
        "open_act": open_act.value if open_act else "",
        "chase": card.extras.chase,
        "answered_chase": card.extras.answered_chase,
        "confirmed_at": ticket.confirmed_at,
        "dispute": card.extras.dispute,
        "rating": card.extras.rating,
        "travelling": card.extras.journey,
        "urgent": card.extras.urgent[-1] if card.extras.urgent else None,
        "ruling": next(iter(ruling_faces(card)), None),
        "links": [(link.kind, link.other) for link in card.extras.links],
        "links_here": [(link.kind, link.card) for link in card.extras.links_to_here],
        "archived": card.extras.archive,
        "closes_at": _closes_at(card, now),
        "reopens_until": ticket.archives_at,
        "outcome": ticket.outcome,
        "outcome_words": next((each.words for each in reversed(card.extras.closures) if not each.undone_at), ""),
    }


def _closes_at(card: Card, now: datetime) -> datetime | None:
    """When it closes by itself. A day that went by before anybody had tried to reach the hospital closes nothing."""
    at = card.ticket.closes_at
    return at if at is not None and (at > now or card.ticket.tried_at) else None


def _is_said(item: StoryItem) -> bool:
    return item.kind == "message" or item.code in TOLD


def _promise(card: Card) -> ClockFace | None:
    """The next thing promised: the first clock that is still open; none on a card that has ended."""
    if card.ticket.state in ENDED:
        return None
    for reading in card.readings:
        if reading.stopped_at is None:
            return full_face(reading, card.facts, "")
    return None
