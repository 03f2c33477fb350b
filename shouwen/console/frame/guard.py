"""The console's guard: staff only; and the frame around its pages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shouwen.apps.accounts.access import READS_RENEWALS
from shouwen.apps.channels.actions.quarantine import TENDS_MAIL
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.files.queries import damaged, may_mend
from shouwen.apps.notices.queries import bell
from shouwen.apps.outbox.actions import may_tend
from shouwen.apps.outbox.queries import dead_count
from shouwen.apps.tickets.debts import may_see_debts
from shouwen.apps.tickets.wall_board import WATCHES_WALL
from shouwen.policy.complaint import HANDLER_ROLES
from shouwen.policy.originals import READS_OPENINGS
from shouwen.policy.quoting import READS_BOOKS
from shouwen.policy.roles import QUALIFIED_ROLES, READS_AGREEMENTS, READS_CUSTOMERS, Role
from shouwen.policy.setting import READS_SETTINGS
from shouwen.ui.door import Visit, door
from shouwen.ui.faces.person import face_of

reads = door("staff", "GET")
acts = door("staff", "POST")
reads_and_acts = door("staff", "GET", "POST")


def _may_read(visit: Visit) -> frozenset[str]:
    """Rooms that not everybody of the staff has."""
    roles = visit.actor.roles
    rooms: dict[str, frozenset[Role]] = {
        "mails": TENDS_MAIL,
        "wall": WATCHES_WALL,
        "customers": READS_CUSTOMERS,
        "agreements": READS_AGREEMENTS,
        "renewals": READS_RENEWALS,
        "settings": READS_SETTINGS,
        "complaints": HANDLER_ROLES | {Role.ADMIN},
        "originals": READS_OPENINGS,
        "money": READS_BOOKS | QUALIFIED_ROLES,
    }
    found = frozenset(room for room, allowed in rooms.items() if roles & allowed)
    return found | {"intake"} if visit.actor.is_qualified else found


def page(visit: Visit, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the console's frame. A view that has asked already gives `on_duty` with the rest."""
    told, called = bell(visit.actor)
    frame = {
        "viewer": face_of(visit.user),
        "on_duty": context["on_duty"] if "on_duty" in context else on_duty(SERVICE_CENTRE, visit.now),
        "unread": told,
        "called": called,
        "may_read": _may_read(visit),
        "sees_debts": may_see_debts(visit.actor),
        # None for whoever does not look after them.
        "dead_letters": dead_count() if may_tend(visit.actor) else None,
        # Of no use to whoever cannot mend it.
        "damaged_files": damaged() if may_mend(visit.actor) else [],
        "searched": "",
    }
    return render(visit, template, frame | context, status=status)
