"""The other ways in which a card ends, the hospital's rating, and closing by itself."""

from datetime import datetime, timedelta

from django.conf import settings

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.urgent import no_longer
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Closure, Rating, Ticket
from shouwen.policy.calendars import CalendarName
from shouwen.policy.lifecycle import Act, Outcome, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor

WORKING_DAY = 8 * 3600
CANCELLATIONS = frozenset({Outcome.CANCELLED, Outcome.NOT_OURS})


@act
def withdraw(actor: Actor, number: str, words: str, *, at: datetime) -> Ticket:
    """The hospital takes its request back; it stands outside the rates.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_first_contact`; with `field`: `text_missing`.
    """
    ticket = lock_for(actor, number, Act.WITHDRAW)
    return end(ticket, actor, Outcome.WITHDRAWN, masked_text(words, "words", limit=500).text, at)


@act
def cancel(actor: Actor, number: str, outcome: str, words: str, *, at: datetime) -> Ticket:
    """End a card that was no request to us, with the reason; it stands outside the rates.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_first_contact`; with `field`: `unknown_choice`,
    `text_missing`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.CANCEL)
    if outcome not in CANCELLATIONS:
        raise Refused("unknown_choice", field="outcome")
    return end(ticket, actor, Outcome(outcome), masked_text(words, "words", limit=500).text, at)


def end(ticket: Ticket, actor: Actor, outcome: Outcome, words: str, at: datetime) -> Ticket:
    """Close a locked card with an outcome; from now the window in which it may be reopened runs."""
    row = Closure.objects.create(ticket=ticket, by_id=actor.id, at=at, outcome=outcome, words=words)
    ticket.state, ticket.outcome = State.CLOSED, outcome
    ticket.closes_at = None
    if ticket.nobody_for is None:
        ticket.nobody_for = at - ticket.accepted_at
    ticket.archives_at = at + timedelta(days=settings.REOPEN_DAYS)
    events.record(ticket, events.Code.CLOSED, actor, at, closure=row.pk, outcome=outcome.value)
    no_longer(ticket, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def rate(actor: Actor, number: str, score: str, words: str, *, at: datetime) -> Rating:
    """The hospital's satisfaction on five steps, once.

    Refused: `absent`, `not_your_role`, `not_now`, `already_rated`; with `field`: `unknown_choice`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.RATE)
    if Rating.objects.filter(ticket=ticket).exists():
        raise Refused("already_rated")
    if score not in {"1", "2", "3", "4", "5"}:
        raise Refused("unknown_choice", field="score")
    said = masked_text(words, "words", limit=500, required=False).text
    row = Rating.objects.create(ticket=ticket, by_id=actor.person, score=int(score), words=said, at=at)
    events.record(ticket, events.Code.RATED, actor, at, score=row.score)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return row


def closing_time(ticket: Ticket, at: datetime) -> datetime:
    """When a resolved card closes by itself if nobody says a word: some working days from `at`."""
    calendar = working_times(ticket.calendar_version_id)[CalendarName.ONLINE]
    return calendar.add(at, settings.CLOSE_AFTER_WORKING_DAYS * WORKING_DAY)


@act
def close_by_itself(ticket_id: int, *, at: datetime) -> bool:
    """Close a card whose hospital kept silent (clause closing.silence): only after the first contact has tried, or
    the hospital itself has said yes.

    False when it has moved on meanwhile, or when he has not tried: then it stays his debt.
    """
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.closes_at is None or at < ticket.closes_at or ticket.state not in {State.RESOLVED, State.FOLLOWED_UP}:
        return False
    if ticket.tried_at is None:
        return False
    end(ticket, SYSTEM, Outcome.SOLVED, "", at)
    return True


def due_to_close(now: datetime, limit: int = 100) -> list[int]:
    """Cards whose silence is over and whose first contact has tried; by an index that holds no others."""
    rows = Ticket.objects.filter(closes_at__lte=now, tried_at__isnull=False).order_by("closes_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])
