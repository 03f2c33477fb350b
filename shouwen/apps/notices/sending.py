"""What leaves the product: at once, or kept until quiet is over, or together with others when there are many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.models import Outgoing
from shouwen.apps.notices.quiet import quiet_of, workday
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.telling import GRAVE, WINDOW, Wait, wait_for

LETTER, TEXT = "email", "sms"
FRESH_TEXT = timedelta(minutes=30)
State = Outgoing.State


@dataclass(frozen=True)
class Telling:
    """One event that is told."""

    kind: Kind
    event: Event
    ticket: Ticket | None
    grade: int | None
    not_after: datetime


def send_out(telling: Telling, leaving: Sequence[tuple[User, str]]) -> None:
    """Inside the act's transaction: each at once, or as a row that waits. Of grades 1 and 2 nothing waits."""
    if not leaving:
        return
    event = telling.event
    if telling.grade is not None and telling.grade <= GRAVE:
        for person, channel in leaving:
            write(event.pk, person.pk, telling.kind, channel, at=event.at, not_after=telling.not_after)
        return
    people = [person for person, _channel in leaving]
    quiet, local = quiet_of(people), timezone.localtime(event.at)
    lately, waiting = _lately(telling, people)
    rows = []
    for person, channel in leaving:
        key = (person.pk, channel)
        his, due = quiet[person.pk], waiting.get(key)
        wait = wait_for(his, local, workday, grade=telling.grade, alike=lately[key], waiting=due)
        rows.append(_row(telling, person, channel, wait))
        if wait is None:
            write(event.pk, person.pk, telling.kind, channel, at=event.at, not_after=telling.not_after)
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)


def write(event: int, person: int, kind: str, channel: str, *, at: datetime, not_after: datetime | None) -> None:
    """One notice over one channel, now."""
    if channel == LETTER:
        enqueue(f"notice-{event}-{person}", LETTER, {"event": event, "person": person}, at=at, not_after=not_after)
        return
    facts = {"event": event, "person": person, "kind": str(kind)}
    enqueue(f"text-{event}-{person}", TEXT, facts, at=at, not_after=at + FRESH_TEXT)


def _row(telling: Telling, person: User, channel: str, wait: Wait | None) -> Outgoing:
    return Outgoing(
        person=person,
        event=telling.event,
        ticket=telling.ticket,
        kind=telling.kind,
        channel=channel,
        at=telling.event.at,
        state=State.WENT if wait is None else State.WAITS,
        why="" if wait is None else wait.why.value,
        until=None if wait is None else wait.until,
        not_after=None if wait is None else telling.not_after,
    )


def _lately(
    telling: Telling, people: Sequence[User]
) -> tuple[Counter[tuple[int, str]], dict[tuple[int, str], datetime | None]]:
    """For each person and channel: how many of this kind, or about this card, in the last minutes; and when the digest
    goes that waits for him. One query."""
    by_kind, by_card = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    waiting: dict[tuple[int, str], datetime | None] = {}
    since = telling.event.at - WINDOW
    found = Outgoing.objects.filter(person__in=people, at__gt=since, at__lte=telling.event.at)
    card = telling.ticket.pk if telling.ticket is not None else None
    for person, channel, kind, ticket, until in found.values_list("person", "channel", "kind", "ticket", "until"):
        key = (person, channel)
        by_kind[key] += kind == telling.kind
        by_card[key] += card is not None and ticket == card
        if until is not None and ((known := waiting.get(key)) is None or until < known):
            waiting[key] = until
    return by_kind | by_card, waiting
