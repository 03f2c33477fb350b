"""An agreement's ledger in words, with what stood there before and after."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext

from shouwen.apps.agreements.models import Agreement
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import newest_first
from shouwen.apps.people.queries import with_roles
from shouwen.policy.money import yuan
from shouwen.ui.code_words import word
from shouwen.ui.time_words import minutes_words

LATEST = 50


@dataclass(frozen=True)
class Item:
    at: datetime
    who: str
    code: str
    detail: str


def history_of(agreement: Agreement) -> list[Item]:
    """What happened to it, the newest first. Two queries."""
    events = newest_first("agreement", agreement.pk, LATEST)
    people = with_roles({event.actor_id for event in events})
    return [
        Item(
            event.at,
            people[event.actor_id].name if event.actor_id in people else "—",
            event.code.removeprefix("agreement."),
            _detail(event),
        )
        for event in events
    ]


def _detail(event: Event) -> str:
    data = event.data
    match event.code.removeprefix("agreement."):
        case "dates_changed":
            before, after = data["before"], data["after"]
            changes = [f"{word(name, 'agreement_date')} {before[name] or '—'} → {after[name] or '—'}" for name in after]
            return pgettext("between items", ", ").join(changes)
        case "free_end_changed" | "period_end_changed" | "terminated":
            return f"{data['before'] or '—'} → {data['after']}"
        case "line_added":
            return f"{data['free_from']} – {data['free_until']} · {word(data['basis'], 'basis')}"
        case "renewed":
            return f"{data['starts_on']} – {data['ends_on']} · {word(data['how'], 'renewal')}"
        case "fee_set":
            before = f"¥{yuan(data['before'])}" if data["before"] is not None else "—"
            return f"{before} → ¥{yuan(data['after'])}"
        case "paid":
            return f"{data['paid_on']} · ¥{yuan(data['amount'])}"
        case "cover_stopped" | "cover_resumed":
            return f"{data['on']} · {data['reason']}"
        case "payment_undone":
            return f"{data['before']} · {data['reason']}"
        case "cover_ends":
            return str(data["ends_on"])
        case "period_added":
            return f"{data['starts_on']} – {data['ends_on']}"
        case "targets_changed":
            return f"{_targets(data['before'])} → {_targets(data['after'])}"
        case _:
            return ""


def _targets(own: dict[str, Any]) -> str:
    parts = []
    for clock, minutes in own.items():
        if isinstance(minutes, dict):
            parts += [
                f"{word(f'{clock}_{grade}', 'target')} {minutes_words(each)}" for grade, each in sorted(minutes.items())
            ]
        else:
            parts.append(f"{word(clock, 'target')} {minutes_words(minutes)}")
    return pgettext("between items", ", ").join(parts) or "—"
