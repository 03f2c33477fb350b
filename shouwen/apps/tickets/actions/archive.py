"""备案: when the window for reopening is over the card is frozen; a later word is a revision."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Archive, Ticket
from shouwen.apps.tickets.record import digest_of, document_of
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.roles import SYSTEM, Actor


@act
def archive(ticket_id: int, *, at: datetime) -> bool:
    """Freeze a closed card whose window is over (clause archive.frozen). False when it has moved on meanwhile."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.state != State.CLOSED or ticket.archives_at is None or at < ticket.archives_at:
        return False
    document = document_of(ticket, at)
    row = Archive.objects.create(
        ticket=ticket,
        number=ticket.number.replace("SW-", "BA-", 1),
        revision=1,
        at=at,
        document=document,
        sha256=digest_of(document),
    )
    events.record(ticket, events.Code.ARCHIVED, SYSTEM, at, number=row.number, sha256=row.sha256)
    ticket.state, ticket.archives_at, ticket.changed_at = State.ARCHIVED, None, at
    ticket.save(update_fields=["state", "archives_at", "changed_at"])
    return True


@act
def revise(actor: Actor, number: str, words: str, *, at: datetime) -> Archive:
    """Add a word to an archived record; what stood there stays.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_first_contact`; with `field`: `text_missing`,
    `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.REVISE)
    row = add_revision(ticket, actor, masked_text(words, "words", limit=500).text, at)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return row


def add_revision(ticket: Ticket, actor: Actor, said: str, at: datetime) -> Archive:
    """A word of somebody under the frozen record. The card is locked by the act, which saves it."""
    last = ticket.archives.latest("revision")
    said = said[:500]
    revision = {"by": actor.name, "at": at.isoformat(), "words": said}
    document = last.document | {"revisions": [*last.document["revisions"], revision]}
    row = Archive.objects.create(
        ticket=ticket,
        number=last.number,
        revision=last.revision + 1,
        at=at,
        by_id=actor.person,
        reason=said,
        document=document,
        sha256=digest_of(document),
    )
    events.record(ticket, events.Code.REVISED, actor, at, revision=row.revision, sha256=row.sha256)
    return row


def due_to_archive(now: datetime, limit: int = 100) -> list[int]:
    """Closed cards whose window is over, by index."""
    rows = Ticket.objects.filter(archives_at__lte=now).order_by("archives_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])
