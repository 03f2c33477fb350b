"""备案记录: a card as one frozen document. Codes stay codes; names, words and instants are written out."""

import hashlib
import json
from datetime import datetime
from typing import Any

from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import story
from shouwen.apps.people.models import User
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.models import Message, Ticket

Document = dict[str, Any]
FACTS = ("number", "title", "channel", "kind", "service", "impact", "urgency", "grade", "cause", "outcome", "level",
         "version", "policy_version", "first_contact_because", "caller_name", "recorded_late_because")  # fmt: skip
# Said by the message itself.
SILENT = frozenset({events.Code.REPLIED, events.Code.NOTED})


def document_of(ticket: Ticket, at: datetime) -> Document:
    """Everything that the card says at `at`, as plain JSON."""
    facts = list(ticket.facts.select_related("by"))
    told = story(events.SUBJECT, ticket.pk)
    names = _names(told, ticket)
    verdict = ticket.verdicts.last()
    resolution = ticket.resolutions.select_related("by").last()
    rating = getattr(ticket, "rating", None)
    return {name: getattr(ticket, name) for name in FACTS} | {
        "hospital": ticket.hospital.name,
        "campus": ticket.campus.name if ticket.campus else "",
        "department": ticket.department.name if ticket.department else "",
        "contact": ticket.contact.name if ticket.contact else "",
        "module_zh": ticket.module.name_zh if ticket.module else "",
        "module_en": ticket.module.name_en if ticket.module else "",
        "calendar_version": ticket.calendar_version.number,
        "accepted_at": ticket.accepted_at.isoformat(),
        "recorded_at": ticket.recorded_at.isoformat() if ticket.recorded_at else None,
        "first_contact": names.get(ticket.first_contact_id, ""),
        "handler": names.get(ticket.handler_id or 0, ""),
        "charge": verdict.charge if verdict else "",
        "phase": verdict.phase if verdict else "",
        "cover": verdict.cover if verdict else "",
        "clauses": verdict.clauses if verdict else [],
        "clocks": [_clock(reading, ticket.outcome) for reading in clocks.readings(ticket, facts, at)],
        "story": sorted([*_events(told, names), *_messages(ticket)], key=lambda item: (item["at"], item["kind"])),
        "resolution": _resolution(resolution) if resolution else None,
        "follow_ups": [
            {"by": each.by.name, "at": each.at.isoformat(), "result": each.result, "words": each.words}
            for each in ticket.follow_ups.select_related("by")
        ],
        "confirmed": _confirmed(ticket),
        "rating": {"score": rating.score, "words": rating.words} if rating else None,
        "revisions": [],
        "frozen_at": at.isoformat(),
    }


def digest_of(document: Document) -> str:
    """SHA-256 of the document in canonical JSON."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _names(told: list[Event], ticket: Ticket) -> dict[int, str]:
    ids = {event.actor_id for event in told} | {ticket.first_contact_id, ticket.handler_id}
    return {person.pk: person.name for person in User.objects.filter(pk__in=[pk for pk in ids if pk])}


def _clock(reading: Any, outcome: str) -> Document:
    return {
        "kind": reading.kind.value,
        "calendar": reading.calendar,
        "target_minutes": reading.target_minutes,
        "elapsed_minutes": reading.elapsed_seconds // 60,
        "due_at": reading.due_at.isoformat(),
        "stopped_at": reading.stopped_at.isoformat() if reading.stopped_at else None,
        "state": clocks.VOID if outcome != "solved" else reading.state.value,
        "spans": [[span.start.isoformat(), span.end.isoformat(), span.because.value] for span in reading.spans],
    }


def _events(told: list[Event], names: dict[int, str]) -> list[Document]:
    return [
        {
            "kind": "event",
            "at": event.at.isoformat(),
            "who": names.get(_whose(event), ""),
            "code": event.code.removeprefix("ticket."),
            "data": event.data,
        }
        for event in told
        if event.code not in SILENT
    ]


def _whose(event: Event) -> int:
    """Who stands beside an event: he who did it, or he who became accountable by it."""
    if event.code == events.Code.FIRST_CONTACT_SET:
        return int(event.data["person"])
    return event.actor_id or 0


def _messages(ticket: Ticket) -> list[Document]:
    return [
        {
            "kind": "message" if message.audience == Message.Audience.PUBLIC else "note",
            "at": message.at.isoformat(),
            "who": message.author.name,
            "text": message.body,
            "files": [[each.file.label, each.file.sha256] for each in message.attachments.all()],
        }
        for message in ticket.messages.select_related("author").prefetch_related("attachments__file")
    ]


def _confirmed(ticket: Ticket) -> Document | None:
    if ticket.confirmed_at is None or ticket.confirmed_by is None:
        return None
    return {"by": ticket.confirmed_by.name, "at": ticket.confirmed_at.isoformat()}


def _resolution(row: Any) -> Document:
    return {
        "by": row.by.name,
        "at": row.at.isoformat(),
        "finding": row.finding,
        "remedy": row.remedy,
        "prevention": row.prevention,
        "is_workaround": row.is_workaround,
    }
