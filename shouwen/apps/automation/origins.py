"""Which rules led to an event: as it says itself, or, of an offer that came back, as the offer says."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.events import Code
from shouwen.policy.rule_loops import Origin, origin_in

# These follow an offer by the clock, or by the word of whoever it was made to.
_RETURNED = frozenset({Code.OFFER_LAPSED, Code.OFFER_DECLINED})


def origin_of(event: Event) -> Origin:
    """No query but for an offer that came back."""
    found = origin_in(event.data)
    if found.rules or event.code not in _RETURNED:
        return found
    made = Event.objects.filter(
        subject_kind=event.subject_kind, subject_id=event.subject_id, code=Code.OFFERED, seq__lt=event.seq
    ).order_by("-seq")
    return next((origin_in(each.data) for each in made if each.data.get("offer") == event.data.get("offer")), found)
