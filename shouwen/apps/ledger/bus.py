"""Who wants to hear of which event. The roof subscribes (config/wiring.py); the ledger knows nobody."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from shouwen.apps.ledger.models import Event

Reaction = Callable[[Event], None]
Table = Mapping[str, Iterable[Reaction]]

_wired: dict[str, tuple[Reaction, ...]] = {}


def subscribe(code: str, *reactions: Reaction) -> None:
    """Let these hear of every event of this code from now on, in this order, each once however often it is wired."""
    _wired[code] = tuple(dict.fromkeys((*_wired.get(code, ()), *reactions)))


def publish(event: Event) -> None:
    """Tell those who listen, inside the act's transaction: a reaction that fails undoes the act."""
    for reaction in _wired.get(event.code, ()):
        reaction(event)


def wired() -> Table:
    """The table as it stands."""
    return MappingProxyType(_wired)
