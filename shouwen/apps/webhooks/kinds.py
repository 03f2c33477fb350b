"""What can be listened for, and what of each event is told: codes and numbers by name, nothing else."""

from shouwen.apps.tickets.events import Code

PING = "ping"

# What a hospital sees on its own cards.
FOR_HOSPITAL = (
    Code.ACCEPTED,
    Code.FIRST_CONTACT_SET,
    Code.TAKEN,
    Code.RESPONDED,
    Code.REPLIED,
    Code.HELD,
    Code.RESUMED,
    Code.RESTORED,
    Code.RESOLVED,
    Code.FOLLOWED_UP,
    Code.CONFIRMED,
    Code.REOPENED,
    Code.CLOSED,
    Code.CLIMBED,
    Code.CHASED,
    Code.CHASE_ANSWERED,
    Code.DISPUTED,
    Code.DISPUTE_SETTLED,
    Code.DISPATCHED,
    Code.ANNOUNCED,
    Code.RATED,
    # A call whose hospital was not known: from here on it is this hospital's.
    Code.IDENTIFIED,
    Code.URGENT_ASKED,
    Code.URGENT_ACCEPTED,
    Code.URGENT_DECLINED,
    Code.URGENT_ENDED,
    Code.URGENT_MISSED,
    Code.UNIT_MOVED,
    Code.RULED,
    Code.RULING_APPEALED,
    Code.RULING_FINAL,
)
FOR_VENDOR = (
    *FOR_HOSPITAL,
    Code.NOTED,
    Code.CLASSIFIED,
    Code.RETITLED,
    Code.WARNED,
    Code.BREACHED,
    Code.CLIMB_PROPOSED,
    Code.DIRECTOR_TOLD,
    Code.PAGED,
    Code.PAGE_ANSWERED,
    Code.WORD_PRESSED,
    Code.WORD_ESCALATED,
    Code.OFFERED,
    Code.OFFER_ACCEPTED,
    Code.OFFER_DECLINED,
    Code.OFFER_LAPSED,
    Code.OFFER_WITHDRAWN,
    Code.PASSED_ON,
    Code.SUBSTITUTED,
    Code.ARRIVED,
    Code.MERGED,
    Code.SPLIT,
    Code.MAJOR,
    Code.ARCHIVED,
    Code.REVISED,
    Code.REPROMISED,
    Code.URGENT_WARNED,
    Code.RULING_PROPOSED,
    Code.RULING_WITHDRAWN,
    Code.RULING_WARNED,
    Code.RULING_LATE,
)

# Of an event's own data only these, and only when they are plain codes, numbers or instants.
FACTS: dict[Code, tuple[str, ...]] = {
    Code.HELD: ("reason",),
    Code.RESOLVED: ("cause",),
    Code.FOLLOWED_UP: ("result",),
    Code.CLOSED: ("outcome",),
    Code.CLIMBED: ("to",),
    Code.CLIMB_PROPOSED: ("to",),
    Code.WARNED: ("clock", "percent", "due"),
    Code.BREACHED: ("clock", "due"),
    Code.CHASED: ("due",),
    Code.PAGED: ("rung", "grade"),
    Code.PAGE_ANSWERED: ("rung",),
    Code.WORD_PRESSED: ("due",),
    Code.WORD_ESCALATED: ("due",),
    Code.DISPUTE_SETTLED: ("upheld",),
    Code.RATED: ("score",),
    Code.URGENT_ASKED: ("due", "needs_quote"),
    Code.URGENT_ACCEPTED: ("due",),
    Code.URGENT_ENDED: ("state",),
    Code.URGENT_MISSED: ("due",),
    Code.UNIT_MOVED: ("source", "target", "because"),
    Code.RULED: ("cause", "until"),
    Code.RULING_FINAL: ("cause",),
    Code.RULING_PROPOSED: ("cause", "due"),
    Code.RULING_APPEALED: ("due",),
    Code.CLASSIFIED: ("kind", "grade", "service", "cause"),
}


def offered(*, of_vendor: bool) -> tuple[Code, ...]:
    """What an endpoint can listen for."""
    return FOR_VENDOR if of_vendor else FOR_HOSPITAL
