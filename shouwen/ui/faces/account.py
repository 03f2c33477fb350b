"""A hospital's account, as both doors show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shouwen.apps.accounts.queries import Account
from shouwen.apps.tickets.urgent_units import Units
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.money import yuan
from shouwen.ui.faces.agreement import LineFace, Timeline, line_faces, line_words, timeline_of
from shouwen.ui.faces.catalogue import service_faces
from shouwen.ui.faces.paid import money_of
from shouwen.ui.faces.person import face_of


@dataclass(frozen=True)
class LineOfAccount:
    """A line, the services that count today, its units, and what is paid of its periods."""

    face: LineFace
    services: Sequence[str]
    units: Units | None


def services_of(face: LineFace, today: date) -> list[str]:
    """The services that count today, in the catalogue's order; none while nothing covers."""
    line = face.line
    if face.until is None:
        return []
    if face.state == "free.valid":
        named = {service.value for service in Service if service not in SPECIAL} | set(line.special)
    else:
        grace = timedelta(days=line.grace_days)
        running = [row for row in line.paid_periods.all() if row.starts_on <= today <= row.ends_on + grace]
        now = [row for row in running if today <= row.ends_on] or running
        named = {code for row in now for code in [*row.services, *row.special]}
    return [service.value for service in Service if service.value in named]


def account_face(account: Account, today: date) -> dict[str, Any]:
    """agreements: (agreement, lines); timeline; standards of what counts today; next_end; people; money by period."""
    agreements = [
        (
            found,
            [
                LineOfAccount(face, services_of(face, today), account.units.get(face.pk))
                for face in line_faces(found, lines, today)
            ],
        )
        for found, lines in account.agreements
    ]
    named = {code for _found, lines in agreements for line in lines for code in line.services}
    end = account.next_end
    return {
        "agreements": agreements,
        "timeline": _timeline(account, today),
        "standards": [face for face in service_faces() if face.code in named],
        "next_end": (line_words(end[0]), end[1], (end[1] - today).days) if end else None,
        "units_left": sum(units.left for units in account.units.values()),
        "units_quota": sum(units.quota for units in account.units.values()),
        "account_manager": face_of(account.account_manager),
        "deputy": face_of(account.deputy),
        "engineers": [(face_of(each.person), each.agreement, each.posted_since) for each in account.engineers],
        "open_quotes": [(quote, yuan(quote.total.gross)) for quote in account.quotes],
        "open_statements": [(statement, yuan(how.left)) for statement, how in account.statements],
        "paid": money_of([line.line for line in account.lines], today),
    }


def _timeline(account: Account, today: date) -> Timeline | None:
    return timeline_of(account.lines, today)
