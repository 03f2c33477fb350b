"""The engine, named in the settings; Django finds it by this file's name."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from shouwen.config.postgresql.connection import PatientConnection, server_options
from shouwen.config.postgresql.patience import PATIENCE

# Statements that one connection keeps planned.
KEPT = 512
NEVER = 1_000_000_000


class PlannedCursor(base.ServerBindingCursor):
    """What it executes is parsed and planned once a connection; its values go to the server apart."""

    def execute(
        self, query: Any, params: Any = None, *, prepare: bool | None = True, binary: bool | None = None
    ) -> Any:
        # For this statement only: with a threshold the driver would remember the text of every other one too.
        kept = self.connection  # type: ignore[attr-defined]
        kept.prepare_threshold = NEVER
        try:
            return super().execute(query, params, prepare=prepare, binary=binary)  # type: ignore[misc]
        finally:
            kept.prepare_threshold = None


class Operations(DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """The driver does not remember the text of what was planned before."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
    # Set while a question that was compiled once is asked.
    keeps_plans = False

    def create_cursor(self, name: str | None = None) -> Any:
        if self.keeps_plans and name is None:
            cursor: Any = PlannedCursor
            return cursor(self.connection)
        return super().create_cursor(name)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if PATIENCE.seconds is not None:
            params["options"] = server_options(PATIENCE.seconds)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.isolation_level = IsolationLevel.READ_COMMITTED
        if not PATIENCE.is_worth_asking():
            raise psycopg.OperationalError("the database was silent a moment ago")
        try:
            connection = PatientConnection.connect(**conn_params)
            connection.prepared_max = KEPT
            connection.prepare_threshold = None
            return connection
        except psycopg.errors.ConnectionTimeout:
            PATIENCE.heard_nothing()
            raise

    def is_usable(self) -> bool:
        kept: Any = self.connection
        if kept is None:
            return False
        kept.glancing = True
        try:
            return bool(super().is_usable())
        finally:
            kept.glancing = False
