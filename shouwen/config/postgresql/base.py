"""The engine, named in the settings; Django finds it by this file's name."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from shouwen.config.postgresql.connection import PatientConnection, server_options
from shouwen.config.postgresql.patience import PATIENCE


class DatabaseWrapper(base.DatabaseWrapper):
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
            return PatientConnection.connect(**conn_params)
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
