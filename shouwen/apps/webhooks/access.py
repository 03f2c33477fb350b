"""Whose endpoints they are, and whether what one is to be told may still be told to it."""

from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.webhooks.kinds import offered
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role


def may_have(actor: Actor) -> bool:
    """May this person have programs called at all?"""
    return actor.leads_it or (actor.is_staff and Role.ADMIN in actor.roles)


def find(actor: Actor, endpoint_id: int) -> Endpoint:
    """An endpoint of one's own. Refused: `absent`."""
    endpoint = Endpoint.objects.for_actor(actor).select_related("keeper").filter(pk=endpoint_id).first()
    if endpoint is None:
        raise Refused("absent")
    return endpoint


def lock(actor: Actor, endpoint_id: int) -> Endpoint:
    """As `find`, locked for one act."""
    return Endpoint.objects.select_for_update().get(pk=find(actor, endpoint_id).pk)


def is_kept(endpoint: Endpoint) -> bool:
    """Is its keeper still here, and could he still set it up?"""
    if not endpoint.keeper.is_active:
        return False
    return Endpoint.objects.for_actor(actor_of(endpoint.keeper)).filter(pk=endpoint.pk).exists()


def may_hear(endpoint: Endpoint, event: Event, ticket: Ticket) -> bool:
    """Of a hospital's own cards only what it sees there. Asked when it is written down and again when it is sent."""
    if endpoint.hospital_id is not None and endpoint.hospital_id != ticket.hospital_id:
        return False
    return event.code in endpoint.kinds and event.code in offered(of_vendor=endpoint.hospital_id is None)
