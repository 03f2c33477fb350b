"""Everything that hangs on one card, in one question: rows of many kinds, each as JSON, made into models again."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import BooleanField, CharField, DateTimeField, F, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from shouwen.apps.files.models import StoredFile
from shouwen.apps.ledger.models import Event
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import (
    Archive,
    Attachment,
    Chase,
    Closure,
    Dispute,
    Fact,
    FollowUp,
    Journey,
    Message,
    Offer,
    Problem,
    Rating,
    Resolution,
    Retitling,
    Ruling,
    RulingStep,
    Substitution,
    UrgentCall,
    Verdict,
)
from shouwen.policy.roles import Actor

OF_TICKET: tuple[type[Model], ...] = (
    Archive, Chase, Closure, Dispute, Fact, FollowUp, Journey, Message, Offer, Rating, Resolution, Retitling,
    Ruling, RulingStep, Substitution, UrgentCall, Verdict,
)  # fmt: skip
# The frozen record is long, and a page of its own.
LEFT_OUT: Mapping[type[Model], set[str]] = {Archive: {"document"}}
IN_FILE = {f"file__{field.attname}": field.attname for field in StoredFile._meta.concrete_fields}
Kinds = Mapping[type[Model], list[Any]]


def parts_of(actor: Actor, ticket_id: int) -> Kinds:
    """Every row of this card by its kind, oldest first, with the files of attachments. One query.

    A customer gets no internal note and nothing that came with one, and no problem.
    """
    models: tuple[type[Model], ...] = (*OF_TICKET, Attachment, Event, Problem)
    found: dict[type[Model], list[Any]] = {model: [] for model in models}
    by_name = {model.__name__: model for model in found}
    for name, told in _PARTS.ask(actor.standing, ticket=ticket_id, **actor.reach):
        model = by_name[name]
        file = {name: told.pop(key) for key, name in IN_FILE.items()} if model is Attachment else None
        row: Any = _made(model, told)
        if file is not None:
            row.file = _made(StoredFile, file)
        found[model].append(row)
    for model, rows in found.items():
        rows.sort(key=_order(model))
    return found


def _build_parts(shape: Actor, ticket: int, **reach: Any) -> QuerySet[Any, tuple[str, Any]]:
    rows: list[QuerySet[Any, Any]] = [_as_json(each) for each in _questions(shape.reaching(**reach), ticket)]
    return rows[0].union(*rows[1:], all=True)


def _questions(actor: Actor, ticket: int) -> Iterator[QuerySet[Any, Any]]:
    files = Attachment.objects.filter(ticket=ticket)
    for model in OF_TICKET:
        rows = model._default_manager.filter(ticket=ticket)
        yield rows.filter(audience=Message.Audience.PUBLIC) if model is Message and not actor.is_staff else rows
    yield files if actor.is_staff else files.filter(message__audience=Message.Audience.PUBLIC)
    yield Event.objects.filter(subject_kind=events.SUBJECT, subject_id=ticket)
    if actor.is_staff:
        yield Problem.objects.for_actor(actor).filter(cards=ticket)


def _as_json(rows: QuerySet[Any, Any]) -> QuerySet[Any, tuple[str, Any]]:
    model: type[Model] = rows.model
    names = [field.attname for field in model._meta.concrete_fields if field.name not in LEFT_OUT.get(model, set())]
    if model is Attachment:
        names += IN_FILE
    told = JSONObject(**{name: F(name) for name in names})
    return rows.order_by().values_list(Value(model.__name__, CharField()), told)


def _made(model: type[Model], told: Mapping[str, Any]) -> Model:
    """A row as the ORM would have made it; what was left out is fetched when somebody asks for it."""
    fields = [field for field in model._meta.concrete_fields if field.attname in told]
    return model.from_db("default", [field.attname for field in fields], [_value(f, told[f.attname]) for f in fields])


def _value(field: Any, value: Any) -> Any:
    """JSON has no instants, and SQLite neither truth values nor JSON inside JSON."""
    if value is None:
        return None
    if isinstance(field, DateTimeField):
        at = datetime.fromisoformat(value)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    if isinstance(field, BooleanField):
        return bool(value)
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    return field.to_python(value)


def _order(model: type[Model]) -> Callable[[Any], Any]:
    if model is Event:
        return lambda row: row.seq
    if model is Journey:
        return lambda row: (row.dispatched_at, row.pk)
    if model in {Attachment, Verdict, Problem, Archive}:
        return lambda row: row.pk
    return lambda row: (row.at, row.pk)


_PARTS = Prepared(_build_parts)
