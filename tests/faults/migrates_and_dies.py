"""Migrate, and be killed at the n-th statement: python -m tests.faults.migrates_and_dies N [TABLE].

N 0 counts the statements, and says which of them write to TABLE, when one is named.
"""

import os
import signal
import sys
from importlib import import_module
from typing import Any

from shouwen.config.commands import ground

seen = 0


def dies(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    global seen  # noqa: PLW0603
    seen += 1
    if len(sys.argv) > 2 and sql.startswith(f'INSERT INTO "{sys.argv[2]}"'):
        sys.stderr.write(f"{seen} ")
    if seen == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


if __name__ == "__main__":
    ground.start()
    with import_module("django.db").connection.execute_wrapper(dies):
        ground.migrate()
    sys.stdout.write(str(seen))
