"""What one act writes: the new rows of every table, as the database keeps them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Max
from psycopg.types.json import Json

from shouwen.apps.ledger.models import Head
from shouwen.apps.tickets.models import Ticket


@dataclass(frozen=True)
class Written:
    table: str
    values: tuple[Any, ...]


def written_by(act: Callable[[], object]) -> list[Written]:
    """Rows that were added, and rows of small tables of the card that were changed."""
    before = {model: _highest(model) for model in _models()}
    act()
    added = [row for model, highest in before.items() for row in _after(model, highest)]
    return [*added, *_changed()]


def _changed() -> Iterator[Written]:
    """What every act writes anew: the card itself and the head of its chain. Those of a new card stand twice."""
    for model in (Ticket, Head):
        table, order = model._meta.db_table, "changed_at" if model is Ticket else "id"
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{order}" DESC LIMIT 1')
            yield from (Written(table, _plain(row)) for row in cursor.fetchall())


def _models() -> list[Any]:
    return [each for each in apps.get_models() if each.__module__.startswith("shouwen") and _is_numbered(each)]


def _is_numbered(model: Any) -> bool:
    return model._meta.pk.get_internal_type() in {"BigAutoField", "AutoField"}


def _highest(model: Any) -> int:
    return model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0


def _after(model: Any, highest: int) -> Iterator[Written]:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" > %s', [highest])
        yield from (Written(table, _plain(row)) for row in cursor.fetchall())


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(Json(each) if isinstance(each, dict | list) else each for each in row)
