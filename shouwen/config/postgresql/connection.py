"""A connection that gives up: whoever falls silent in the middle of an answer counts as gone."""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

from shouwen.config.postgresql.patience import PATIENCE

R = TypeVar("R")
INTERVAL = 0.1
# The server is asked to stop by itself a little earlier, which keeps the connection.
MARGIN = 0.5
# To learn whether a connection that was kept still answers.
GLANCE = 1.0


class PatientConnection(psycopg.Connection[Any]):
    """What became of a COMMIT that was not answered nobody knows: the same form, sent again, finds out."""

    glancing = False

    def wait(self, gen: PQGen[R], interval: float = INTERVAL, timeout: float | None = None) -> R:
        limit = timeout if timeout is not None else self._limit()
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout:
            # An answer that came now would be taken for that to the next question.
            self.pgconn.finish()
            if not self.glancing:
                PATIENCE.heard_nothing()
            raise psycopg.OperationalError(f"the database was silent for {limit:.1f} s") from None

    def _limit(self) -> float | None:
        if PATIENCE.seconds is None:
            return None
        return GLANCE if self.glancing else PATIENCE.seconds + MARGIN


def server_options(seconds: float) -> str:
    """Long statements, waits for locks and transactions that nobody goes on with end at the server too."""
    milliseconds = int(seconds * 1000)
    return f"-c statement_timeout={milliseconds} -c idle_in_transaction_session_timeout={2 * milliseconds}"
