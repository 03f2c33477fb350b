"""What a person can be told of, and by which habit it goes to him by mail."""

from enum import StrEnum

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.events import Code


class Kind(StrEnum):
    FIRST_CONTACT = "first_contact"
    DIRECTOR_TOLD = "director_told"
    TAKEN = "taken"
    REPLY_FROM_HOSPITAL = "reply_from_hospital"
    REPLY_TO_HOSPITAL = "reply_to_hospital"
    HELD = "held"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SUBSTITUTED = "substituted"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    DEADLINE_50 = "deadline_50"
    DEADLINE_80 = "deadline_80"
    DEADLINE_100 = "deadline_100"
    CLIMBED = "climbed"
    CLIMB_PROPOSED = "climb_proposed"
    OFFERED = "offered"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_RETURNED = "offer_returned"
    CHASED = "chased"
    DISPUTED = "disputed"
    DISPUTE_SETTLED = "dispute_settled"
    DISPATCHED = "dispatched"
    ANNOUNCED = "announced"
    RATED = "rated"
    PASSED_ON = "passed_on"
    IDENTIFIED = "identified"
    STANDING_CONTACT = "standing_contact"
    CONFIRMED = "confirmed"
    WEBHOOK_OFF = "webhook_off"
    QUOTE_SENT = "quote_sent"
    QUOTE_CONFIRMED = "quote_confirmed"
    QUOTE_DECLINED = "quote_declined"
    QUOTE_EXPIRED = "quote_expired"
    QUOTE_ENDED = "quote_ended"
    STATEMENT_CLOSED = "statement_closed"


MONEY = (
    Kind.QUOTE_SENT,
    Kind.QUOTE_CONFIRMED,
    Kind.QUOTE_DECLINED,
    Kind.QUOTE_EXPIRED,
    Kind.QUOTE_ENDED,
    Kind.STATEMENT_CLOSED,
)
# A hospital is told of these and of nothing else.
FOR_HOSPITAL = (
    Kind.TAKEN,
    Kind.REPLY_TO_HOSPITAL,
    Kind.HELD,
    Kind.RESOLVED,
    Kind.REOPENED,
    Kind.FOLLOWED_UP,
    Kind.CLOSED,
    Kind.DISPUTE_SETTLED,
    Kind.DISPATCHED,
    Kind.ANNOUNCED,
    Kind.STANDING_CONTACT,
    Kind.WEBHOOK_OFF,
    Kind.QUOTE_SENT,
    Kind.QUOTE_ENDED,
    Kind.STATEMENT_CLOSED,
)
ONLY_HOSPITAL = {
    Kind.REPLY_TO_HOSPITAL, Kind.DISPUTE_SETTLED, Kind.ANNOUNCED, Kind.QUOTE_SENT, Kind.STATEMENT_CLOSED,
}  # fmt: skip
FOR_STAFF = tuple(kind for kind in Kind if kind not in ONLY_HOSPITAL)
# The others can wait until somebody looks.
MAILED = frozenset(Kind) - {
    Kind.TAKEN,
    Kind.FOLLOWED_UP,
    Kind.DEADLINE_50,
    Kind.OFFER_ACCEPTED,
    Kind.RATED,
    Kind.PASSED_ON,
}
# Nobody can turn these off in the product, nor their letters for grades 1 and 2 and for complaints.
ALWAYS = frozenset(
    {
        Kind.FIRST_CONTACT,
        Kind.DIRECTOR_TOLD,
        Kind.SUBSTITUTED,
        Kind.PASSED_ON,
        Kind.DEADLINE_100,
        Kind.OFFERED,
        Kind.DISPUTED,
        Kind.REPLY_TO_HOSPITAL,
        Kind.RESOLVED,
    }
)

_OF_CODE = {
    Code.FIRST_CONTACT_SET: Kind.FIRST_CONTACT,
    Code.DIRECTOR_TOLD: Kind.DIRECTOR_TOLD,
    Code.TAKEN: Kind.TAKEN,
    Code.HELD: Kind.HELD,
    Code.RESOLVED: Kind.RESOLVED,
    Code.REOPENED: Kind.REOPENED,
    Code.SUBSTITUTED: Kind.SUBSTITUTED,
    Code.FOLLOWED_UP: Kind.FOLLOWED_UP,
    Code.CLOSED: Kind.CLOSED,
    Code.BREACHED: Kind.DEADLINE_100,
    Code.CLIMBED: Kind.CLIMBED,
    Code.CLIMB_PROPOSED: Kind.CLIMB_PROPOSED,
    Code.OFFERED: Kind.OFFERED,
    Code.OFFER_ACCEPTED: Kind.OFFER_ACCEPTED,
    Code.OFFER_DECLINED: Kind.OFFER_RETURNED,
    Code.OFFER_LAPSED: Kind.OFFER_RETURNED,
    Code.CHASED: Kind.CHASED,
    Code.DISPUTED: Kind.DISPUTED,
    Code.DISPUTE_SETTLED: Kind.DISPUTE_SETTLED,
    Code.DISPATCHED: Kind.DISPATCHED,
    Code.ANNOUNCED: Kind.ANNOUNCED,
    Code.RATED: Kind.RATED,
    Code.PASSED_ON: Kind.PASSED_ON,
    Code.IDENTIFIED: Kind.IDENTIFIED,
    Code.CONFIRMED: Kind.CONFIRMED,
}


def kind_of(event: Event) -> Kind | None:
    """What to call this event in a notice; None when nobody is told of it."""
    if event.data.get("overtaken"):
        return None
    if event.code == Code.WARNED:
        return Kind(f"deadline_{event.data['percent']}")
    if event.code == Code.REPLIED:
        return Kind.REPLY_FROM_HOSPITAL if event.actor_kind == "customer" else Kind.REPLY_TO_HOSPITAL
    return _OF_CODE[Code(event.code)]
