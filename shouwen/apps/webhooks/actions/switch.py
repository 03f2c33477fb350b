"""On and off: by hand, and by itself when an address has failed for days."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.webhooks import events
from shouwen.apps.webhooks.access import lock
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor


@act
def switch_off(actor: Actor, endpoint_id: int, *, at: datetime) -> Endpoint:
    """Send nothing to it; what happens meanwhile is not told later. Refused: `absent`, `nothing_changed`."""
    row = lock(actor, endpoint_id)
    if row.off:
        raise Refused("nothing_changed")
    row.off = Endpoint.Off.BY_HAND
    row.save(update_fields=["off"])
    events.record(row, events.Code.SWITCHED_OFF, actor, at)
    return row


@act
def switch_on(actor: Actor, endpoint_id: int, *, at: datetime) -> Endpoint:
    """Send to it again; whoever does is its keeper from now on. Refused: `absent`, `nothing_changed`."""
    row = lock(actor, endpoint_id)
    if not row.off:
        raise Refused("nothing_changed")
    row.off, row.keeper_id = "", actor.person
    row.failing_since, row.failures, row.rests_until = None, 0, None
    row.save()
    events.record(row, events.Code.SWITCHED_ON, actor, at)
    return row


@act
def give_up_endpoint(endpoint_id: int, because: Endpoint.Off, *, at: datetime) -> bool:
    """Switched off by itself, and its keeper is told. False when somebody has switched it off or removed it."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    if not row.is_on:
        return False
    row.off = because
    row.save(update_fields=["off"])
    events.record(row, events.Code.GIVEN_UP, SYSTEM, at, because=because.value, keeper=row.keeper_id)
    return True
