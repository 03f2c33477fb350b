"""Programs of a hospital, and what each told."""

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.apps.channels.models import Program, Signal
from shouwen.policy.roles import Actor

PAGE = 20


@dataclass(frozen=True)
class Told:
    signals: Sequence[Signal]
    # The cursor of the next page, "" when this is the last one.
    after: str


def programs(actor: Actor) -> list[Program]:
    """Those of one's hospital, the newest first."""
    return list(Program.objects.for_actor(actor).select_related("keeper").order_by("-pk"))


def told_by(program: Program, after: str = "", *, size: int = PAGE) -> Told:
    """The newest first. One query."""
    rows = program.signals.select_related("ticket").order_by("-pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    return Told(found[:size], str(found[size - 1].pk) if len(found) > size else "")
