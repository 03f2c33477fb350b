"""Casting moulds: many copies at other times, written in bulk, oldest first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateTimeField, ForeignKey, Max, Model
from django.db.models.base import ModelState

from shouwen.apps.ledger.chain import GENESIS, digest
from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.notices.models import Notice
from shouwen.apps.search.engines import engine
from shouwen.apps.search.reactions import head_of, sheets_of
from shouwen.apps.search.sheets import Sheet
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Archive, Message, NumberSeries, Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.apps.tickets.record import digest_of
from shouwen.config.bulk.mould import PARTS, Mould
from shouwen.config.bulk.moving import Move

Row = TypeVar("Row", bound=Model)
# In an order in which they can be written.
KINDS: tuple[type[Model], ...] = (Ticket, *PARTS, Archive, Event, Head, Notice)
BATCH = 4000


class Foundry:
    """Keeps what has been cast until `pour` writes it. Numbers are given in the order of casting: oldest first."""

    def __init__(self) -> None:
        self._next: dict[type[Model], count[int]] = {model: count(_highest(model) + 1) for model in KINDS}
        self._rows: dict[type[Model], list[Model]] = {model: [] for model in KINDS}
        self._sheets: list[Sheet] = []
        self._series = Counter({row.day: row.last for row in NumberSeries.objects.all()})
        self._casts = count(1)

    def cast(self, mould: Mould, by: timedelta) -> None:
        """One more group of cards, so much later than the mould's own (earlier, when negative)."""
        move, mark = Move(by), f"~{next(self._casts)}"
        tickets = [self._ticket(ticket, move, mark) for ticket in mould.tickets]
        for model in PARTS:
            for row in mould.parts[model]:
                self._part(row, move, mark)
        judged = self._judge(mould, tickets, move)
        for archive in mould.archives:
            self._archive(archive, move, judged)
        self._events(mould, {ticket.pk: ticket for ticket in tickets}, move, judged)

    def pour(self) -> None:
        """Write what has been cast, and let the database's own numbering go on after it."""
        for model in KINDS:
            model._default_manager.bulk_create(self._rows[model], batch_size=BATCH)
            self._rows[model].clear()
        engine().add(self._sheets)
        self._sheets.clear()
        NumberSeries.objects.bulk_create(
            [NumberSeries(day=day, last=last) for day, last in self._series.items()],
            update_conflicts=True,
            unique_fields=["day"],
            update_fields=["last"],
        )
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(KINDS)):
                cursor.execute(statement)

    def _ticket(self, ticket: Ticket, move: Move, mark: str) -> Ticket:
        row = self._part(ticket, move, mark)
        old, row.number = row.number, self._number(row.recorded_at or row.accepted_at)
        move.words[old] = row.number
        move.words[old.replace("SW-", "BA-", 1)] = row.number.replace("SW-", "BA-", 1)
        return row

    def _number(self, at: datetime) -> str:
        day: date = at.astimezone(DESK_ZONE).date()
        self._series[day] += 1
        return f"SW-{day:%Y%m%d}-{self._series[day]:04d}"

    def _part(self, row: Row, move: Move, mark: str) -> Row:
        """A copy of one row, with its own key, its instants moved, and pointing to the copies of what it points to."""
        model = type(row)
        new = _copy(row)
        new.pk = next(self._next[model])
        move.ids[model, row.pk] = new.pk
        for field in model._meta.concrete_fields:
            value = getattr(row, field.attname)
            if value is None or field.primary_key:
                continue
            if isinstance(field, DateTimeField):
                setattr(new, field.attname, value + move.by)
            elif isinstance(field, ForeignKey):
                setattr(new, field.attname, move.ids.get((_target(field), value), value))
            elif field.name == "submission":
                setattr(new, field.attname, value + mark)
            elif field.name == "cycle":
                setattr(new, field.attname, move.value(value))
        self._rows[model].append(new)
        return new

    def _judge(self, mould: Mould, tickets: Sequence[Ticket], move: Move) -> dict[int, list[Verdict]]:
        """The verdicts of the copies, given anew; by the id of the card that was copied."""
        old = {ticket.pk: ticket for ticket in mould.tickets}
        copies = dict(zip(old, tickets, strict=True))
        news = iter(self._rows[Verdict][-len(mould.parts[Verdict]) :])
        judged: dict[int, list[Verdict]] = {ticket: [] for ticket in old}
        for row, new in zip(mould.parts[Verdict], news, strict=True):
            if isinstance(row, Verdict) and isinstance(new, Verdict):
                found = mould.judged(old[row.ticket_id], row, move.by)
                new.line = found.line
                new.phase, new.cover, new.charge = found.verdict.phase, found.verdict.cover, found.verdict.charge
                new.clauses = list(found.verdict.clauses)
                if not judged[row.ticket_id]:
                    card = copies[row.ticket_id]
                    card.agreement_line, card.onsite_covered = found.line, found.verdict.onsite_covered
                judged[row.ticket_id].append(new)
        return judged

    def _archive(self, archive: Archive, move: Move, judged: Mapping[int, Sequence[Verdict]]) -> None:
        row = self._part(archive, move, "")
        verdicts = judged[archive.ticket_id]
        document = move.value(archive.document) | {
            "charge": verdicts[-1].charge,
            "phase": verdicts[-1].phase,
            "cover": verdicts[-1].cover,
            "clauses": verdicts[-1].clauses,
        }
        told = [item["data"] for item in document["story"] if item.get("code") == "judged"]
        for data, verdict in zip(told, verdicts[1:], strict=True):
            data.update(_judged(verdict))
        row.number, row.document, row.sha256 = move.words[archive.number], document, digest_of(document)
        move.words[archive.sha256] = row.sha256

    def _events(
        self, mould: Mould, tickets: Mapping[int, Ticket], move: Move, judged: Mapping[int, Sequence[Verdict]]
    ) -> None:
        heads: dict[int, Head] = {}
        again = {old: iter(verdicts[1:]) for old, verdicts in judged.items()}
        told = {event.pk: self._part(event, move, "") for event in mould.events}
        for event in mould.events:
            row = told[event.pk]
            row.subject_id = move.ids[Ticket, event.subject_id]
            row.data = move.value(event.data)
            if event.code == Code.JUDGED:
                row.data |= _judged(next(again[event.subject_id]))
            head = heads.setdefault(row.subject_id, _head(row))
            row.prev = head.hash
            row.hash = head.hash = digest(
                subject=(row.subject_kind, row.subject_id),
                seq=row.seq,
                at=row.at,
                actor=(row.actor_kind, row.actor_id),
                code=row.code,
                data=row.data,
                prev=row.prev,
            )
            head.seq = row.seq
            self._sheets.extend(_sheets(mould, event, row, tickets[row.subject_id]))
        for head in heads.values():
            head.pk = next(self._next[Head])
            self._rows[Head].append(head)
        for notice in mould.notices:
            self._part(notice, move, "")


def _judged(verdict: Verdict) -> dict[str, str]:
    return {"phase": verdict.phase, "cover": verdict.cover, "charge": verdict.charge}


def _head(event: Event) -> Head:
    return Head(subject_kind=event.subject_kind, subject_id=event.subject_id, seq=0, hash=GENESIS)


def _sheets(mould: Mould, old: Event, event: Event, ticket: Ticket) -> Iterable[Sheet]:
    """What search reads of this event; `old` is the one that was copied."""
    if old.code == Code.ACCEPTED:
        said = next(message for message in mould.messages.values() if message.ticket_id == old.subject_id)
        return sheets_of(ticket, event.seq, [*head_of(ticket), said.body], public=True)
    if old.code in {Code.REPLIED, Code.NOTED, Code.ANNOUNCED}:
        message = mould.messages[old.data["message"]]
        return sheets_of(ticket, event.seq, [message.body], public=message.audience == Message.Audience.PUBLIC)
    if old.code == Code.RESOLVED:
        done = mould.resolutions[old.data["resolution"]]
        return sheets_of(ticket, event.seq, [done.finding, done.remedy, done.prevention], public=True)
    return ()


def _copy(row: Row) -> Row:
    """A new row with the same values; what was fetched with the old one comes along."""
    new = type(row).__new__(type(row))
    new.__dict__.update(row.__dict__)
    new._state = ModelState()
    new._state.adding = True
    new._state.fields_cache = dict(row._state.fields_cache)
    return new


def _target(field: ForeignKey[Any, Any]) -> type[Model]:
    model: type[Model] = field.related_model
    return model


def _highest(model: type[Model]) -> int:
    return model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
