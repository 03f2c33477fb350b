"""Many at once."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

from shouwen.policy.refusal import Refused

T = TypeVar("T")
PATIENCE = 120


def at_once(many: int, work: Callable[[int], T]) -> list[T | str]:
    """Each thread does its work, all starting at one moment; a refusal counts as its code, anything else as itself."""
    start = threading.Barrier(many)
    outcomes: list[T | str] = [""] * many

    def run(index: int) -> None:
        try:
            start.wait(PATIENCE)
            outcomes[index] = work(index)
        except Refused as refused:
            outcomes[index] = refused.code
        except Exception as error:
            outcomes[index] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[index], daemon=True) for index in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return outcomes
