"""What was covered on a card, seen as it came: by right, with a reason, for five minutes, on record."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.actions import let_in
from shouwen.apps.originals.models import Opening, Original
from shouwen.apps.originals.queries import opened_content
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import find, lock
from shouwen.apps.tickets.models import Attachment, Message, Ticket
from shouwen.policy.masking import mask
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def open_original(actor: Actor, number: str, original_id: UUID, why: str, *, at: datetime) -> Opening:
    """Let this person see an original of the card for five minutes (clause privacy.masked_on_save).

    Refused: `not_your_role`, `absent`, `original_deleted`; with `field`: `text_missing`, `text_too_long`.
    """
    if not may_open(actor, at):
        raise Refused("not_your_role", act="open_original")
    ticket = lock(actor, number)
    original = _on(ticket, original_id)
    opening = let_in(actor, original, mask(checked_text(why, "why", limit=200)).text, ticket.number, at=at)
    facts = {"original": original.pk.hex, "opening": opening.pk, "until": opening.until.isoformat()}
    events.record(ticket, events.Code.ORIGINAL_OPENED, actor, at, **facts)
    return opening


def original_on(actor: Actor, number: str, original_id: UUID) -> Original:
    """An original of this card, without its content. Staff only. Refused: `absent`."""
    if not actor.is_staff:
        raise Refused("absent")
    return _on(find(actor, number), original_id)


def read_original(actor: Actor, number: str, original_id: UUID, *, now: datetime) -> tuple[Original, bytes]:
    """What this person has opened, while it is open. Refused: `absent`, `not_your_role`, `original_closed`,
    `original_deleted`, `original_key_missing`."""
    original = original_on(actor, number, original_id)
    return original, opened_content(actor, original, now)


def _on(ticket: Ticket, original_id: UUID) -> Original:
    here = Q(pk__in=Message.objects.filter(ticket=ticket).values("original"))
    here |= Q(pk__in=Attachment.objects.filter(ticket=ticket).values("file__original"))
    found = Original.objects.filter(here, pk=original_id).first()
    if found is None:
        raise Refused("absent")
    return found
