"""How long this process waits for one answer of the database."""

from dataclasses import dataclass


@dataclass
class Patience:
    """None waits for ever, as commands do: a migration takes as long as it takes."""

    seconds: float | None = None


PATIENCE = Patience()


def wait_at_most(seconds: float) -> None:
    """From now on; connections that are opened later also let the server know."""
    PATIENCE.seconds = seconds
