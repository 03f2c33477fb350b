"""What time brings about on the cards: found by stored instants, decided by replay, recorded once."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Min

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.actions.archive import archive, due_to_archive
from shouwen.apps.tickets.actions.climb import climb, propose_climb
from shouwen.apps.tickets.actions.ending import close_by_itself, due_to_close
from shouwen.apps.tickets.actions.offer import lapse, lapsed_offers
from shouwen.apps.tickets.actions.repromise import catch_up
from shouwen.apps.tickets.actions.ruling import due_rulings, tell_ruling
from shouwen.apps.tickets.actions.urgent import due_urgent, tell_urgent
from shouwen.apps.tickets.models import Chase, Clock, Firing, Ticket
from shouwen.policy.ladder import BREACH, Step, Way, steps
from shouwen.policy.roles import SYSTEM

# An act that was begun in time may still be waiting for its turn to write.
PATIENCE = timedelta(seconds=5)

log = logging.getLogger(__name__)


def watch(now: datetime, limit: int = 200) -> int:
    """Tell of every deadline and climb whose instant has come; the number of events written.

    Looks at no more than `limit` cards. A card that another worker holds is his; one that fails is left for later
    and does not stop the others.
    """
    seen: set[int] = set()
    told = 0
    while len(seen) < limit:
        found = _due(now - PATIENCE, seen, limit - len(seen))
        if not found:
            break
        for ticket_id in found:
            seen.add(ticket_id)
            try:
                told += look(ticket_id, now)
            except Exception as error:
                trouble = trouble_of(error)
                # Without a connection no card can be looked at: said once, by whoever called.
                if trouble and not connection.is_usable():
                    raise
                log.error("card %s could not be looked at", ticket_id, exc_info=not trouble)
    return told


def come_back(now: datetime) -> int:
    """Offers that nobody answered; the number that came back."""
    return sum(lapse(offer_id, at=now) for offer_id in lapsed_offers(now))


def close_and_archive(now: datetime) -> int:
    """Cards that close by themselves, and closed ones whose window is over; the number of both."""
    closed = sum(close_by_itself(ticket_id, at=now) for ticket_id in due_to_close(now))
    return closed + sum(archive(ticket_id, at=now) for ticket_id in due_to_archive(now))


def tell_terms(now: datetime) -> int:
    """Urgent responses and rulings whose warning or deadline has come; the number of events written.

    An arrival at the last instant may still be waiting for its turn to write.
    """
    ripe = now - PATIENCE
    told = sum(tell_urgent(call_id, at=ripe) for call_id in due_urgent(ripe))
    return told + sum(tell_ruling(ruling_id, at=ripe) for ruling_id in due_rulings(ripe))


def behind(now: datetime) -> timedelta:
    """How late the watch is: the age of the oldest instant that has come and has not been told."""
    oldest = [
        Clock.objects.aggregate(at=Min("next_step_at"))["at"],
        Chase.objects.aggregate(at=Min("next_step_at"))["at"],
        Ticket.objects.aggregate(at=Min("climb_at"))["at"],
    ]
    return max([now - at for at in oldest if at is not None and at < now], default=timedelta())


def pass_time(ticket_id: int, until: datetime) -> None:
    """Look at one card whenever something comes due on it, up to an instant: for a story that is told afterwards."""
    while (due := next_look(ticket_id)) is not None and due <= until:
        look(ticket_id, due)


def next_look(ticket_id: int) -> datetime | None:
    """When one card is to be looked at next; None when nothing more comes due on it."""
    found = [
        Clock.objects.filter(ticket=ticket_id).aggregate(at=Min("next_step_at"))["at"],
        Chase.objects.filter(ticket=ticket_id).aggregate(at=Min("next_step_at"))["at"],
        Ticket.objects.values_list("climb_at", flat=True).get(pk=ticket_id),
    ]
    due = min((at for at in found if at is not None), default=None)
    return due and due + PATIENCE


@act
def look(ticket_id: int, now: datetime) -> int:
    """Replay one card and tell what is due: the claim is the lock on its row, the effect in the same transaction.

    A clock that was set back is not believed: nothing is earlier than the card's last act. A card that a newly
    published calendar has not reached yet is promised anew first, so that it is never late by yesterday's calendar.
    """
    ticket = Ticket.objects.select_for_update(skip_locked=True).filter(pk=ticket_id).first()
    if ticket is None:
        return 0
    at, ripe = max(now, ticket.changed_at), now - PATIENCE
    catch_up(ticket, at)
    facts = list(ticket.facts.all())
    fired = clocks.told(ticket)
    readings = () if clocks.is_void(ticket) else clocks.readings(ticket, facts, at)
    told = sum(_tell(ticket, reading.kind, steps(reading, fired[reading.kind]), ripe, at) for reading in readings)
    for chase in clocks.live_chases(ticket):
        told += _tell(ticket, clocks.CHASE, clocks.chase_steps(ticket, chase, fired[clocks.CHASE]), ripe, at)
    changed_at = ticket.changed_at
    clocks.settle(ticket, at)
    ticket.changed_at = changed_at
    ticket.save(update_fields=["next_due_at", "climb_at"])
    if ticket.climb_at is None or ticket.climb_at > ripe:
        return told
    rung = clocks.rung(ticket, facts, at)
    if rung is not None:
        (climb if rung.way is Way.CLIMB else propose_climb)(SYSTEM, ticket.number, at=at)
    return told + 1


def _tell(ticket: Ticket, clock: str, coming: Iterable[Step], ripe: datetime, at: datetime) -> int:
    """Each share that is used up, with its true instant; `overtaken` marks one that a later one follows at once."""
    due = [step for step in coming if step.at <= ripe]
    for step in due:
        Firing.objects.create(
            ticket=ticket, clock=clock, percent=step.percent, cycle=step.cycle, due_at=step.at, fired_at=at
        )
        code = events.Code.BREACHED if step.percent == BREACH else events.Code.WARNED
        facts = {"clock": str(clock), "percent": step.percent, "due": step.at.isoformat()}
        events.record(ticket, code, SYSTEM, at, **facts, overtaken=step is not due[-1])
    return len(due)


def _due(ripe: datetime, seen: Iterable[int], size: int) -> list[int]:
    steps_due = Clock.objects.filter(next_step_at__lte=ripe).exclude(ticket__in=seen)
    chases_due = Chase.objects.filter(next_step_at__lte=ripe).exclude(ticket__in=seen)
    climbs_due = Ticket.objects.filter(climb_at__lte=ripe).exclude(pk__in=seen)
    ids = [
        *steps_due.order_by("next_step_at", "pk").values_list("ticket_id", flat=True)[:size],
        *chases_due.order_by("next_step_at", "pk").values_list("ticket_id", flat=True)[:size],
        *climbs_due.order_by("climb_at", "pk").values_list("pk", flat=True)[:size],
    ]
    return list(dict.fromkeys(ids))[:size]
