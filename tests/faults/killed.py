"""An act in a process of its own, which is killed at a statement of our choice."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

KILLED, DONE = -signal.SIGKILL, 0


def in_a_child(act: Callable[[], object], nth: int) -> int:
    """The act dies at its n-th statement, or after its commit (0); how the process ended."""
    connections.close_all()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _carry_out(act, nth)
        os._exit(DONE)
    finally:
        os._exit(70)


def _carry_out(act: Callable[[], object], nth: int) -> None:
    seen = 0

    def dies(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += connection.in_atomic_block
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    if nth:
        with connection.execute_wrapper(dies):
            act()
    else:
        act()
        os.kill(os.getpid(), signal.SIGKILL)
