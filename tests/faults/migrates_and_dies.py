"""Migrate, and be killed at the n-th statement: python -m tests.faults.migrates_and_dies N; N 0 counts them."""

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
    if seen == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


if __name__ == "__main__":
    ground.start()
    with import_module("django.db").connection.execute_wrapper(dies):
        import_module("django.core.management").call_command("migrate", verbosity=0)
    sys.stdout.write(str(seen))
