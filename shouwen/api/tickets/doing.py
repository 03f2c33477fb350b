"""What every act on a card has in common at this door."""

from collections.abc import Callable

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once
from shouwen.api.frame.wire import only
from shouwen.api.tickets import faces, shown

CARD = "/tickets/{slug:number}"


def done(request: Call, number: str, do: Callable[[], object]) -> shown.Card:
    """Carry the act out, with a key at most once, and answer with the card as it stands then."""
    only(request)
    at_most_once(request, do)
    return faces.card(request, number)
