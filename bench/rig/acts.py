"""What one act writes: the new rows of every table, as the database keeps them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Max
from psycopg.types.json import Json


@dataclass(frozen=True)
class Written:
    table: str
    values: tuple[Any, ...]


def written_by(act: Callable[[], object]) -> list[Written]:
    """Rows added; rows that were changed count once as well, by the chain's head that changed with them."""
    before = {model: _highest(model) for model in _models()}
    act()
    return [row for model, highest in before.items() for row in _after(model, highest)]


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
