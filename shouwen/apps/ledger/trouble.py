"""Trouble below us, told from our own mistakes: the database or the disk is away, or has no room left."""

import errno
from enum import StrEnum

from django.db import Error, InterfaceError, OperationalError

# SQLite: locked, locked by another connection, no memory, read-only, input/output, cannot be opened, locking protocol.
SQLITE_AWAY = frozenset({5, 6, 7, 8, 10, 14, 15})
SQLITE_FULL = 13
# PostgreSQL, by class: connection, resources, operator intervention (stopping, starting, statement timeout), system.
POSTGRESQL_AWAY = frozenset({"08", "53", "57", "58"})
# Two acts met once too often, a lock was not given, a server that only reads.
POSTGRESQL_BUSY = frozenset({"40001", "40P01", "55P03", "25006"})
POSTGRESQL_FULL = "53100"
DISK_AWAY = frozenset({errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE})
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Trouble(StrEnum):
    """Nothing that was asked for was carried out, or nobody knows: it may be asked again."""

    AWAY = "away"
    FULL = "full"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What is wrong below us, when it is that; None for a mistake of ours or of the reader's."""
    if isinstance(error, Error):
        return _of_database(error)
    if isinstance(error, OSError):
        if error.errno in DISK_FULL:
            return Trouble.FULL
        return Trouble.AWAY if error.errno in DISK_AWAY else None
    return None


def _of_database(error: Error) -> Trouble | None:
    cause = error.__cause__ or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        # The lowest byte is the kind, the rest says more of it.
        kind = code & 0xFF
        return Trouble.FULL if kind == SQLITE_FULL else Trouble.AWAY if kind in SQLITE_AWAY else None
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # Without a state the server did not say it: it did not answer, or there is no connection.
        return Trouble.AWAY if isinstance(error, OperationalError | InterfaceError) else None
    if state == POSTGRESQL_FULL:
        return Trouble.FULL
    return Trouble.AWAY if state[:2] in POSTGRESQL_AWAY or state in POSTGRESQL_BUSY else None
