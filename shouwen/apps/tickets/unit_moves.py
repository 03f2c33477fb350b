"""The units of the urgent response: whose they are, how many are left, and every move from one account to another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.agreements.models import Line
from shouwen.apps.agreements.queries import Pool, lines_for, pools
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket, UnitEntry, UrgentCall
from shouwen.apps.tickets.numbers import day_of
from shouwen.policy.coverage import Cause
from shouwen.policy.quota import GiveBack
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.ruling import DEFECTS
from shouwen.policy.unit_book import Account, Balance, Entry, Move, balance, entry, stands


@dataclass(frozen=True)
class Room:
    """A year's units, and the slots of it that are taken."""

    pool: Pool
    taken: frozenset[int]

    @property
    def left(self) -> int:
        return max(0, self.pool.quota - len(self.taken))

    @property
    def slot(self) -> int:
        """The first that is free."""
        return next(number for number in range(1, self.pool.quota + 1) if number not in self.taken)


def taken(keys: Iterable[str], besides: int | None = None) -> Mapping[str, int]:
    """Units reserved or used, by pool; `besides` leaves a card's own out. One query."""
    rows = UrgentCall.objects.filter(pool__in=list(keys), slot__isnull=False).exclude(ticket=besides or 0)
    return Counter(rows.order_by().values_list("pool", flat=True))


def rooms(ticket: Ticket) -> list[Room]:
    """Every year's units that count for a card: by the day on which it was accepted (clause quota.year)."""
    lines = lines_for(ticket.hospital_id, ticket.campus_id, ticket.module_id)
    return rooms_of([pool for line in lines for pool in pools(line, day_of(ticket.accepted_at))])


def rooms_of(found: Sequence[Pool]) -> list[Room]:
    """One query."""
    rows = UrgentCall.objects.filter(pool__in=[pool.key for pool in found], slot__isnull=False).order_by()
    slots: dict[str, set[int]] = {}
    for key, slot in rows.values_list("pool", "slot"):
        slots.setdefault(key, set()).add(slot or 0)
    return [Room(pool, frozenset(slots.get(pool.key, ()))) for pool in found]


def reserve(ticket: Ticket, call: UrgentCall, actor: Actor, at: datetime) -> bool:
    """Take a unit for this call; False when there is none. Whoever else wants the same line's waits until we are done:
    the line's row is locked, and a slot of a year can be taken once."""
    lines = lines_for(ticket.hospital_id, ticket.campus_id, ticket.module_id)
    list(Line.objects.select_for_update().filter(pk__in=[line.pk for line in lines]).order_by("pk"))
    room = next((each for each in rooms(ticket) if each.left > 0), None)
    if room is None:
        return False
    call.pool, call.line, call.slot = room.pool.key, room.pool.line, room.slot
    call.save(update_fields=["pool", "line", "slot"])
    move(ticket, call, Move.RESERVE, actor, at)
    return True


def move(ticket: Ticket, call: UrgentCall, what: Move, actor: Actor, at: datetime, because: str = "") -> None:
    """One entry; a unit that comes back frees its slot. The card is locked by the act."""
    found = entry(what, account_of(call))
    if found.target is Account.AVAILABLE:
        call.slot = None
        call.save(update_fields=["slot"])
    if call.line is None:
        raise Refused("quota.not_there", move=what.value, account=found.source.value)
    UnitEntry.objects.create(
        call=call,
        pool=call.pool,
        line=call.line,
        source=found.source,
        target=found.target,
        because=because,
        by_id=actor.id,
        at=at,
    )
    events.record(
        ticket,
        events.Code.UNIT_MOVED,
        actor,
        at,
        call=call.pk,
        pool=call.pool,
        source=found.source.value,
        target=found.target.value,
        because=because,
    )


def give_back(ticket: Ticket, call: UrgentCall, because: GiveBack, actor: Actor, at: datetime) -> None:
    """The unit comes back, if the call has one (clause quota.given_back)."""
    if account_of(call) is not Account.AVAILABLE:
        move(ticket, call, Move.GIVE_BACK, actor, at, because.value)


def account_of(call: UrgentCall) -> Account:
    """Where the call's unit stands by its entries."""
    rows = call.entries.values_list("source", "target") if call.pool else ()
    return stands(Entry(Account(source), Account(target)) for source, target in rows)


def follow_cause(ticket: Ticket, actor: Actor, at: datetime) -> None:
    """What a new cause does to the card's units: of a defect of ours they come back, used or not; if it turns out to
    be none after all, they are taken again, as long as the year has one left."""
    defect = Cause(ticket.cause) in DEFECTS
    for call in UrgentCall.objects.filter(ticket=ticket).exclude(pool=""):
        last = call.entries.last()
        if defect:
            give_back(ticket, call, GiveBack.DEFECT, actor, at)
        elif last is not None and last.because == GiveBack.DEFECT:
            _take_again(ticket, call, actor, at)


def _take_again(ticket: Ticket, call: UrgentCall, actor: Actor, at: datetime) -> None:
    list(Line.objects.select_for_update().filter(pk=call.line_id or 0))
    room = next((each for each in rooms(ticket) if each.pool.key == call.pool and each.left > 0), None)
    if room is None:
        return
    call.slot = room.slot
    call.save(update_fields=["slot"])
    arrived = call.state == UrgentCall.State.ARRIVED
    move(ticket, call, Move.TAKE_AGAIN if arrived else Move.RESERVE, actor, at)


def balance_of(pool: Pool) -> Balance:
    """What the entries of a year say. One query."""
    rows = UnitEntry.objects.filter(pool=pool.key).values_list("source", "target")
    return balance(pool.quota, [Entry(Account(source), Account(target)) for source, target in rows])


def book_of(line_ids: Iterable[int], most: int = 40) -> list[UnitEntry]:
    """The newest entries of these lines. One query."""
    rows = UnitEntry.objects.filter(line__in=list(line_ids)).select_related("call__ticket", "by")
    return list(rows.order_by("-pk")[:most])
