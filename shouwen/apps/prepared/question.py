"""A question is built by the ORM for example values, compiled, and then asked with others."""

import copy
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from psycopg import sql

from shouwen.apps.prepared.slots import Value, examples_of, kind_of, put_for

Row = TypeVar("Row")
# Shapes that are kept of one question: the first that came.
MOST = 128
DATABASE = "default"


class Prepared(Generic[Row]):
    """`build` makes the question of values that are given by name; an instant may be moved by a fixed time in it.

    What else changes the SQL is its `shape`, handed to `build` when there is one. Prefetches stay those of the ORM.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], most: int = MOST) -> None:
        self._build, self._most = build, most
        self._kept: dict[Hashable, _Question[Row]] = {}

    def ask(self, shape: Hashable = None, /, **values: Value) -> list[Row]:
        """The rows, in one query (none when a list of ids is empty)."""
        if any(not value for value in values.values() if isinstance(value, list | tuple)):
            return []
        vendor = connections[DATABASE].vendor
        key = (vendor, shape, *((name, kind_of(value)) for name, value in values.items()))
        question = self._kept.get(key)
        if question is None:
            build = self._build if shape is None else partial(self._build, shape=shape)
            if len(self._kept) >= self._most:
                # One shape for another would be compiled twice at every turn: the ORM alone is quicker.
                return list(build(**values))
            # Two threads may compile the same; neither waits for the other.
            question = self._kept.setdefault(key, _Question(build, values))
        return question.asked(values)


class _Question(Generic[Row]):
    def __init__(self, build: Callable[..., QuerySet[Any, Row]], values: Mapping[str, Value]) -> None:
        examples = examples_of(values, 0)
        self._build = build
        self._rows = build(**examples)
        self._compiler, self._sql, params = _compiled(self._rows)
        ways = [put_for(param, examples) for param in params]
        # What stands still for these examples must stand still for others, or it would be wrong for ever.
        _compiler, other_sql, others = _compiled(build(**examples_of(values, 1)))
        both = zip(ways, params, others, strict=True)
        if other_sql != self._sql or any(param != other for (_put, depends), param, other in both if not depends):
            raise ValueError("the question changes with its values in a way that is not known here")
        if self._rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise ValueError("a prefetch would be compiled anew each time: use `attach`")
        if connections[DATABASE].vendor == "postgresql":
            self._sql = _with_literals(
                self._sql, [(param, depends) for param, (_put, depends) in zip(params, ways, strict=True)]
            )
            ways = [way for way in ways if way[1]]
        self._ways = [put for put, _depends in ways]

    def asked(self, values: Mapping[str, Value]) -> list[Row]:
        """Through the ORM's own iteration, with a compiler that has compiled already."""
        if not self._sql:
            # Perhaps only the examples find nothing: a column may be too small for them.
            return list(self._build(**values))
        params = tuple(put(values) for put in self._ways)
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[DATABASE]
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, params)
        query = copy.copy(self._rows.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        # copy.copy would let a queryset ask first.
        rows: Any = object.__new__(type(self._rows))
        vars(rows).update(vars(self._rows))
        rows._query, rows._result_cache, rows._prefetch_done = query, None, False
        # A list, not a queryset: a condition that came later would be passed over.
        connection: Any = connections[DATABASE]
        connection.keeps_plans = True
        try:
            return list(rows)
        finally:
            connection.keeps_plans = False


def _with_literals(statement: str, params: Sequence[tuple[Any, bool]]) -> str:
    """What stands still is written into the statement: a plan that is kept may then use the partial indexes."""
    connection = connections[DATABASE]
    connection.ensure_connection()
    first, *others = statement.split("%s")
    written = [first]
    for (param, depends), rest in zip(params, others, strict=True):
        literal = "%s" if depends else sql.Literal(param).as_string(connection.connection).replace("%", "%%")
        written += [literal, rest]
    return "".join(written)


def _compiled(rows: QuerySet[Any, Any]) -> tuple[Any, str, Sequence[Any]]:
    """The SQL is empty when there can be no row."""
    compiler: Any = rows.query.get_compiler(using=DATABASE)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        sql, params = "", ()
    return compiler, sql, params


def attach(owners: Iterable[Model], name: str, rows: Iterable[Model], key: str) -> None:
    """As prefetch_related would have it: `rows` found for these owners by their foreign key's column."""
    by_owner: dict[Any, list[Model]] = {}
    for row in rows:
        by_owner.setdefault(getattr(row, key), []).append(row)
    for owner in owners:
        found: Any = getattr(owner, name).all()
        found._result_cache = by_owner.get(owner.pk, [])
        found._prefetch_done = True
        kept: Any = owner
        # Whoever is signed in comes wrapped: what is set on him reaches the account itself.
        if not hasattr(kept, "_prefetched_objects_cache"):
            kept._prefetched_objects_cache = {}
        kept._prefetched_objects_cache[name] = found
