"""Which errors are trouble below us, what programs are told of it, and how the worker rests meanwhile (fault 12)."""

import errno
import logging
import sqlite3
import threading

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import Error, IntegrityError, InterfaceError, OperationalError, connection

from shouwen.apps.ledger.trouble import Trouble, trouble_of
from shouwen.config.timetable import Timed
from shouwen.config.worker import LONGEST_REST, Worker
from tests.api.programs import fault, program
from tests.cast import Cast, at
from tests.faults.test_nth_statement import DiskError


def said_by(cause: Exception, kind: type[Error] = OperationalError) -> Error:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def of_sqlite(code: int) -> Error:
    cause = sqlite3.OperationalError("as SQLite says it")
    cause.sqlite_errorcode = code
    return said_by(cause)


TROUBLE: list[tuple[BaseException | None, Trouble | None]] = [
    (of_sqlite(sqlite3.SQLITE_BUSY), Trouble.AWAY),
    (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Trouble.AWAY),
    (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), Trouble.AWAY),
    (of_sqlite(sqlite3.SQLITE_CANTOPEN), Trouble.AWAY),
    (of_sqlite(sqlite3.SQLITE_READONLY), Trouble.AWAY),
    (of_sqlite(sqlite3.SQLITE_FULL), Trouble.FULL),
    (of_sqlite(sqlite3.SQLITE_ERROR), None),
    (of_sqlite(sqlite3.SQLITE_CORRUPT), None),
    (said_by(psycopg.OperationalError("server closed the connection")), Trouble.AWAY),
    (said_by(psycopg.InterfaceError("the connection is closed"), InterfaceError), Trouble.AWAY),
    (said_by(psycopg.errors.AdminShutdown("")), Trouble.AWAY),
    (said_by(psycopg.errors.CannotConnectNow("")), Trouble.AWAY),
    (said_by(psycopg.errors.TooManyConnections("")), Trouble.AWAY),
    (said_by(psycopg.errors.QueryCanceled("")), Trouble.AWAY),
    (said_by(psycopg.errors.SerializationFailure("")), Trouble.AWAY),
    (said_by(psycopg.errors.ReadOnlySqlTransaction("")), Trouble.AWAY),
    (said_by(psycopg.errors.DiskFull("")), Trouble.FULL),
    (said_by(psycopg.errors.UniqueViolation(""), IntegrityError), None),
    (said_by(psycopg.errors.UndefinedTable("")), None),
    (OSError(errno.ENOSPC, ""), Trouble.FULL),
    (OSError(errno.EROFS, ""), Trouble.AWAY),
    (FileNotFoundError(errno.ENOENT, ""), None),
    (ValueError(), None),
    (None, None),
]


@pytest.mark.parametrize(("error", "trouble"), TROUBLE)
def test_trouble_is_told_from_mistakes(error: BaseException | None, trouble: Trouble | None) -> None:
    assert trouble_of(error) == trouble


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(DiskError("away"), 503, "unavailable"), (of_sqlite(sqlite3.SQLITE_FULL), 507, "no_room")],
)
def test_a_program_is_told_to_come_again(cast: Cast, error: Error, status: int, code: str) -> None:
    caller = program(cast, "agent")

    def away(*_statement: object) -> object:
        raise error

    with connection.execute_wrapper(away):
        answer = caller.ask("tickets")
    assert (fault(answer), answer.headers["Retry-After"].isdigit()) == ((status, code, None), True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_the_worker_rests_while_nothing_answers(caplog: pytest.LogCaptureFixture) -> None:
    """Growing pauses for all jobs together, a line each, and one when it is over."""
    now, tried = [0.0], []

    def job(_now: object) -> int:
        tried.append(now[0])
        return int(Session.objects.filter(pk="nobody").exists())

    worker = Worker(
        [Timed("one", 5, job), Timed("two", 5, job)], threading.Event(), clock=lambda: at(0), ticks=lambda: now[0]
    )
    connection.close()
    with pytest.MonkeyPatch.context() as patch, caplog.at_level(logging.WARNING):
        # Nothing is there, and nothing listens there.
        for name, nowhere in {"NAME": "/nowhere/at/all", "PORT": "1"}.items():
            patch.setitem(connection.settings_dict, name, nowhere)
        for second in range(31):
            now[0] = float(second)
            worker.turn()
    assert tried == [0, 2, 6, 14, 22, 30]
    assert [record.message.split(",")[0] for record in caplog.records] == ["the database does not answer"] * 6
    caplog.clear()
    now[0] += LONGEST_REST
    with caplog.at_level(logging.WARNING):
        worker.turn()
    assert [record.message for record in caplog.records] == ["the database answers again"]
