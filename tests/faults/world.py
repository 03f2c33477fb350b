"""What must hold in every database at every moment, whatever was killed or failed before."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import F

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.models import Attachment, Message, NumberSeries, Ticket
from shouwen.policy.lifecycle import State

# The state that a card has after an event, told by the ledger alone.
STATE_AFTER = {
    events.Code.ACCEPTED: State.ACCEPTED,
    events.Code.HELD: State.HELD,
    events.Code.RESUMED: State.WORKING,
    events.Code.RESTORED: State.RESTORED,
    events.Code.RESOLVED: State.RESOLVED,
    events.Code.CLOSED: State.CLOSED,
}
# Which event stands for which fact of the clocks.
FACT_OF = {
    events.Code.ACCEPTED: "accepted",
    events.Code.RESPONDED: "responded",
    events.Code.HELD: "paused",
    events.Code.RESUMED: "resumed",
    events.Code.RESTORED: "restored",
    events.Code.RESOLVED: "resolved",
    events.Code.REOPENED: "reopened",
}


def check_world(acknowledged: Collection[str] = ()) -> list[str]:
    """Everything that is wrong, a line each; `acknowledged` are the submissions that somebody was thanked for."""
    return [
        *_lost(acknowledged),
        *(f"ledger: {fault}" for fault in verify()),
        *(line for ticket in Ticket.objects.order_by("pk") for line in _card(ticket)),
        *_numbers(),
        *_bytes(),
        *_borders(),
        *_database(),
    ]


def picture() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours: equal pictures, equal worlds."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if model.__module__.startswith("shouwen"))
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def orphans() -> set[str]:
    """Bytes that no row speaks of: allowed, and to be swept one day."""
    known = {file.pk.hex for file in StoredFile.objects.all()}
    return {path.name for path in _kept_files() if path.name not in known}


def half_written() -> set[str]:
    return {path.name for path in _kept_files() if path.suffix == ".part"}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(cursor.fetchall(), key=repr)


def _kept_files() -> Iterator[Any]:
    return (path for path in settings.FILES_ROOT.glob("*/*") if path.is_file())


def _lost(acknowledged: Collection[str]) -> Iterator[str]:
    """I1: who was thanked finds his card, or his message."""
    kept = set(Ticket.objects.values_list("submission", flat=True))
    kept |= set(Message.objects.values_list("submission", flat=True))
    yield from (f"lost: {submission}" for submission in sorted(set(acknowledged) - kept))


def _card(ticket: Ticket) -> Iterator[str]:
    """I2 and I7: the card's rows, its ledger and its clocks tell the same story."""
    told = list(Event.objects.filter(subject_kind=events.SUBJECT, subject_id=ticket.pk).order_by("seq"))
    codes = [events.Code(event.code) for event in told]
    count = Counter(codes)
    pairs = {
        "messages": (ticket.messages.count(), count[events.Code.REPLIED] + count[events.Code.NOTED] + 1),
        "resolutions": (ticket.resolutions.count(), count[events.Code.RESOLVED]),
        "follow-ups": (ticket.follow_ups.count(), count[events.Code.FOLLOWED_UP]),
        "substitutions": (ticket.substitutions.count(), count[events.Code.SUBSTITUTED]),
        "verdicts": (ticket.verdicts.count(), count[events.Code.JUDGED] + 1),
        "closures": (int(hasattr(ticket, "closure")), count[events.Code.CLOSED]),
        "first contacts": (1, count[events.Code.FIRST_CONTACT_SET]),
        "state": (ticket.state, _state(told)),
        "handler": (ticket.handler_id, next((e.actor_id for e in told if e.code == events.Code.TAKEN), None)),
        "taken": (int(ticket.handler_id is not None), count[events.Code.TAKEN]),
    }
    facts = Counter(fact.type for fact in ticket.facts.all() if fact.type != "regraded")
    pairs["facts"] = (facts, Counter(FACT_OF[code] for code in codes if code in FACT_OF))
    pairs["clocks"] = (_stored(ticket), _replayed(ticket))
    yield from (
        f"{ticket.number}: {what}: {kept!r}, told {said!r}" for what, (kept, said) in pairs.items() if kept != said
    )


def _state(told: list[Event]) -> State:
    state, handled = State.ACCEPTED, False
    for event in told:
        code = events.Code(event.code)
        if code is events.Code.TAKEN:
            handled = True
            state = State.WORKING if state is State.ACCEPTED else state
        elif code is events.Code.REOPENED:
            state = State.WORKING if handled else State.ACCEPTED
        elif code is events.Code.FOLLOWED_UP:
            state = State.FOLLOWED_UP if event.data["result"] == "solved" else state
        else:
            state = STATE_AFTER.get(code, state)
    return state


def _stored(ticket: Ticket) -> list[tuple[Any, ...]]:
    return sorted(
        (
            clock.kind,
            clock.calendar,
            clock.target_minutes,
            clock.stopped_at,
            None if clock.hold_reason else clock.due_at,
        )
        for clock in ticket.clocks.all()
    )


def _replayed(ticket: Ticket) -> list[tuple[Any, ...]]:
    """While a clock is held its due instant moves with the time of asking."""
    return sorted(
        (each.kind, each.calendar, each.target_minutes, each.stopped_at, None if each.paused_at else each.due_at)
        for each in clocks.readings(ticket, list(ticket.facts.all()), ticket.changed_at)
    )


def _numbers() -> Iterator[str]:
    """I6: the numbers of a day have no gap and no double, and the counter is the last one."""
    for series in NumberSeries.objects.order_by("day"):
        start = f"SW-{series.day:%Y%m%d}-"
        given = sorted(Ticket.objects.filter(number__startswith=start).values_list("number", flat=True))
        if given != [f"{start}{number:04d}" for number in range(1, series.last + 1)]:
            yield f"{start}: {len(given)} cards, counter {series.last}, last {given[-1:]}"


def _bytes() -> Iterator[str]:
    """I4: no row without its bytes."""
    for file in StoredFile.objects.order_by("pk"):
        path = path_of(file.pk)
        if not path.is_file():
            yield f"file {file.pk}: no bytes"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            yield f"file {file.pk}: other bytes"


def _borders() -> Iterator[str]:
    """I5: nothing of one hospital hangs on a card of another."""
    whose = ("department__hospital", "campus__hospital", "contact__hospital", "agreement_line__agreement__hospital")
    for owner in whose:
        for ticket in Ticket.objects.exclude(**{owner: None}).exclude(**{owner: F("hospital")}):
            yield f"{ticket.number}: {owner} is another hospital"
    for attachment in Attachment.objects.exclude(ticket=F("message__ticket")):
        yield f"attachment {attachment.pk}: of another card than its message"


def _database() -> Iterator[str]:
    """I8: PostgreSQL checks its foreign keys by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                found = cursor.execute(f"PRAGMA {pragma}").fetchall()
                if found != sound:
                    yield f"{pragma}: {found}"
