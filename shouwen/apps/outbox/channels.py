"""Channels by name, and how a sender says what became of a delivery."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from shouwen.apps.outbox.models import Delivery

# Sends, or raises one of the below; anything else that it raises is tried again.
Sender = Callable[[Delivery], None]


class NoRoute(Exception):  # noqa: N818  an answer of the channel, not a fault
    """The channel has not been set up."""


class ChannelDown(Exception):  # noqa: N818
    """Nothing can be sent over this channel now; it is not this delivery's fault and does not count as a try.

    The channel rests, and what waits keeps its order.
    """


class Rejected(Exception):  # noqa: N818
    """Refused for good: to try again would change nothing."""


class Withdrawn(Exception):  # noqa: N818
    """Nobody is to receive it any more."""


class Failed(Exception):  # noqa: N818
    """Not taken this time, to be tried again. Its words are a code, kept as they are."""


class Later(Exception):  # noqa: N818
    """Its receiver is not to be troubled before an instant; that does not count as a try."""

    def __init__(self, until: datetime) -> None:
        super().__init__("resting")
        self.until = until


_senders: dict[str, Sender] = {}


def register(channel: str, sender: Sender) -> None:
    _senders[channel] = sender


def senders() -> Mapping[str, Sender]:
    """The channels that this version knows. What a newer version wrote is left to it."""
    return MappingProxyType(_senders)
