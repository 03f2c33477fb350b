"""Migrate, and be killed at the n-th statement: python -m tests.faults.migrates_and_dies N [TABLE].

N 0 counts the statements, and says which of them write to TABLE, when one is named; N note2 is the second note that a
migration was done.
"""

import os
import signal
import sys
from importlib import import_module
from typing import Any

from shouwen.config.commands import ground

seen = notes = 0


def dies(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    global seen, notes  # noqa: PLW0603
    seen += 1
    if len(sys.argv) > 2 and sql.startswith(f'INSERT INTO "{sys.argv[2]}"'):
        sys.stderr.write(f"{seen} ")
    notes += sql.startswith('INSERT INTO "django_migrations"')
    if sys.argv[1] in {str(seen), f"note{notes}"}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


if __name__ == "__main__":
    ground.start()
    with import_module("django.db").connection.execute_wrapper(dies):
        ground.migrate()
    sys.stdout.write(str(seen))
