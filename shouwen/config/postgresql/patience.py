"""How long this process waits for one answer of the database, and when it asks again."""

import time
from dataclasses import dataclass

# So long after a silence nobody tries to connect: whoever had waited once would only wait again.
REST = 2.0


@dataclass
class Patience:
    """`seconds` None waits for ever, as commands do: a migration takes as long as it takes."""

    seconds: float | None = None
    silent_until: float = float("-inf")

    def heard_nothing(self) -> None:
        self.silent_until = time.monotonic() + REST

    def is_worth_asking(self) -> bool:
        return self.seconds is None or time.monotonic() >= self.silent_until


PATIENCE = Patience()


def wait_at_most(seconds: float) -> None:
    """From now on; connections that are opened later also let the server know."""
    PATIENCE.seconds = seconds
