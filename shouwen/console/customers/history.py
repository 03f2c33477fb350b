"""A hospital's ledger in words: who did what, when; names are looked up, the ledger holds only ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import newest_first
from shouwen.apps.people.queries import with_roles
from shouwen.ui.code_words import word

PAGE = 40


@dataclass(frozen=True)
class Item:
    at: datetime
    who: str
    code: str
    detail: str


@dataclass(frozen=True)
class Told:
    items: Sequence[Item]
    after: str


def history_of(hospital: Hospital, after: str = "") -> Told:
    """A page of what happened to the record, the newest first. Three queries."""
    events = newest_first("hospital", hospital.pk, PAGE + 1, after)
    people = with_roles(
        {event.actor_id for event in events}
        | {
            event.data.get(name)
            for event in events
            for name in ("person", "before")
            if isinstance(event.data.get(name), int)
        }
    )
    names = {pk: person.name for pk, person in people.items()}
    items = [
        Item(event.at, names.get(event.actor_id or 0, "—"), event.code.removeprefix("hospital."), _detail(event, names))
        for event in events[:PAGE]
    ]
    return Told(items, str(events[PAGE - 1].seq) if len(events) > PAGE else "")


def _detail(event: Event, names: dict[int, str]) -> str:
    data = event.data
    code = event.code.removeprefix("hospital.")
    if code in {"account_manager_changed", "deputy_changed"}:
        return f"{names.get(data['before'], '—')} → {names.get(data['person'], '—')} · {data['since']}"
    if code == "version_changed":
        return f"{data['module']} {data['before']} → {data['after']}"
    if code in {"installed", "uninstalled"}:
        return " ".join(filter(None, [data["module"], data.get("version"), data.get("since") or data.get("until")]))
    if code in {"resident_posted", "posting_ended", "work_recorded"}:
        post = word(data["post"], "tenure") if "post" in data else ""
        parts = [post, names.get(data["person"], "—"), data.get("since") or data.get("until")]
        return " · ".join(filter(None, parts))
    if code.startswith("dossier_"):
        return word(data["section"], "dossier_section")
    if "fields" in data:
        return pgettext("between items", ", ").join(word(name, "record_field") for name in data["fields"])
    return ""
