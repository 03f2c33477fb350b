"""What the new columns say of cards that are older than they: read from the card's own rows and from its ledger."""

from datetime import datetime, timedelta
from typing import Any

from django.db import migrations
from django.db.models import F

ENDED = ["closed", "archived"]


def fill(apps: Any, _editor: Any) -> None:
    ticket, chase = apps.get_model("tickets", "Ticket"), apps.get_model("tickets", "Chase")
    event = apps.get_model("ledger", "Event")
    chase.objects.filter(answered_at=None).exclude(ticket__state__in=ENDED).update(next_step_at=F("due_at"))
    taken = event.objects.filter(subject_kind="ticket", code="ticket.taken").order_by("-pk")
    for ticket_id, data in taken.values_list("subject_id", "data").iterator(chunk_size=500):
        # The first taking is written last.
        ticket.objects.filter(pk=ticket_id).update(nobody_for=timedelta(seconds=data["nobodys_seconds"]))
    ticket.objects.filter(nobody_for=None).exclude(handler=None).update(nobody_for=timedelta())
    ticket.objects.filter(nobody_for=None, state__in=ENDED).update(nobody_for=timedelta())
    for row in ticket.objects.exclude(closes_at=None).iterator(chunk_size=500):
        ticket.objects.filter(pk=row.pk).update(tried_at=_tried(row))


def _tried(ticket: Any) -> datetime | None:
    resolved = ticket.resolutions.order_by("-at", "-pk").first()
    tries = ticket.follow_ups.filter(at__gte=resolved.at) if resolved else ticket.follow_ups.none()
    found = tries.order_by("at").first()
    return found.at if found else None


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_problem_chase_repromise"), ("ledger", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
