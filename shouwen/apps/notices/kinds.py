"""What a person can be told of, and by which habit it goes to him by mail."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.events import Code
from shouwen.policy.roles import Role


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
    CONSULTATION_CALLED = "consultation_called"
    CONSULTATION_DUE = "consultation_due"
    CONSULTATION_LATE = "consultation_late"
    MINUTES_SIGNED = "minutes_signed"
    CERTIFICATE_ENDS = "certificate_ends"
    VISIT_PROPOSED = "visit_proposed"
    VISIT_ANSWERED = "visit_answered"
    VISIT_PASSED_ON = "visit_passed_on"
    VISIT_CALLED_OFF = "visit_called_off"
    SOLUTION_APPROVED = "solution_approved"
    COMPLAINT_FILED = "complaint_filed"
    COMPLAINT_ASSIGNED = "complaint_assigned"
    COMPLAINT_UNASSIGNED = "complaint_unassigned"
    COMPLAINT_WORD = "complaint_word"
    COMPLAINT_PROPOSED = "complaint_proposed"
    COMPLAINT_DECIDED = "complaint_decided"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_ACCEPTED = "complaint_accepted"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn"
    COMPLAINT_REJECTED = "complaint_rejected"
    COMPLAINT_LATE = "complaint_late"
    LOW_RATING = "low_rating"
    QUOTE_SENT = "quote_sent"
    QUOTE_CONFIRMED = "quote_confirmed"
    QUOTE_DECLINED = "quote_declined"
    QUOTE_EXPIRED = "quote_expired"
    QUOTE_ENDED = "quote_ended"
    STATEMENT_CLOSED = "statement_closed"
    URGENT_ASKED = "urgent_asked"
    URGENT_ACCEPTED = "urgent_accepted"
    URGENT_DECLINED = "urgent_declined"
    URGENT_ENDED = "urgent_ended"
    URGENT_WARNED = "urgent_warned"
    URGENT_MISSED = "urgent_missed"
    RULING_PROPOSED = "ruling_proposed"
    RULED = "ruled"
    RULING_APPEALED = "ruling_appealed"
    RULING_FINAL = "ruling_final"
    RULING_WARNED = "ruling_warned"
    RULING_LATE = "ruling_late"
    COVER_ENDS = "cover_ends"
    PAGED = "paged"
    TALK_WAITS = "talk_waits"
    TALK_OFFERED = "talk_offered"
    WORD_PRESSED = "word_pressed"
    WORD_ESCALATED = "word_escalated"
    ROTA_HOLES = "rota_holes"
    SWAP_ASKED = "swap_asked"
    SWAP_ANSWERED = "swap_answered"
    REMOTE_ASKED = "remote_asked"
    REMOTE_GRANTED = "remote_granted"
    REMOTE_REFUSED = "remote_refused"
    REMOTE_WITHDRAWN = "remote_withdrawn"
    REMOTE_CUT = "remote_cut"
    REMOTE_WRITTEN = "remote_written"
    REMOTE_CONFIRMED = "remote_confirmed"
    REMOTE_REJECTED = "remote_rejected"
    ONSITE_PROPOSED = "onsite_proposed"
    FAX_FAILED = "fax_failed"
    RULE_TOLD = "rule_told"
    RULE_STOPPED = "rule_stopped"


EXPERTS = (
    Kind.CONSULTATION_CALLED,
    Kind.CONSULTATION_DUE,
    Kind.CONSULTATION_LATE,
    Kind.MINUTES_SIGNED,
    Kind.CERTIFICATE_ENDS,
    Kind.VISIT_PROPOSED,
    Kind.VISIT_ANSWERED,
    Kind.VISIT_PASSED_ON,
    Kind.VISIT_CALLED_OFF,
    Kind.SOLUTION_APPROVED,
)
MONEY = (
    Kind.QUOTE_SENT,
    Kind.QUOTE_CONFIRMED,
    Kind.QUOTE_DECLINED,
    Kind.QUOTE_EXPIRED,
    Kind.QUOTE_ENDED,
    Kind.STATEMENT_CLOSED,
)
REMOTE = (
    Kind.REMOTE_ASKED,
    Kind.REMOTE_GRANTED,
    Kind.REMOTE_REFUSED,
    Kind.REMOTE_WITHDRAWN,
    Kind.REMOTE_CUT,
    Kind.REMOTE_WRITTEN,
    Kind.REMOTE_CONFIRMED,
    Kind.REMOTE_REJECTED,
    Kind.ONSITE_PROPOSED,
)
ROTA = (Kind.ROTA_HOLES, Kind.SWAP_ASKED, Kind.SWAP_ANSWERED)
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
    Kind.COMPLAINT_WORD,
    Kind.COMPLAINT_ANSWERED,
    Kind.COMPLAINT_WITHDRAWN,
    Kind.QUOTE_SENT,
    Kind.QUOTE_ENDED,
    Kind.STATEMENT_CLOSED,
    Kind.MINUTES_SIGNED,
    Kind.VISIT_PROPOSED,
    Kind.VISIT_PASSED_ON,
    Kind.VISIT_CALLED_OFF,
    Kind.SOLUTION_APPROVED,
    Kind.URGENT_ACCEPTED,
    Kind.URGENT_DECLINED,
    Kind.URGENT_ENDED,
    Kind.URGENT_MISSED,
    Kind.RULED,
    Kind.RULING_FINAL,
    Kind.COVER_ENDS,
    Kind.REMOTE_ASKED,
    Kind.REMOTE_GRANTED,
    Kind.REMOTE_WRITTEN,
)
_NOT_FOR_STAFF = frozenset(
    {
        Kind.REPLY_TO_HOSPITAL,
        Kind.DISPUTE_SETTLED,
        Kind.ANNOUNCED,
        Kind.URGENT_DECLINED,
        Kind.QUOTE_SENT,
        Kind.STATEMENT_CLOSED,
        Kind.MINUTES_SIGNED,
        Kind.VISIT_PROPOSED,
        Kind.SOLUTION_APPROVED,
        Kind.COMPLAINT_ANSWERED,
        Kind.REMOTE_ASKED,
        Kind.REMOTE_WRITTEN,
    }
)
FOR_STAFF = tuple(kind for kind in Kind if kind not in _NOT_FOR_STAFF)
# The others can wait until somebody looks.
MAILED = frozenset(Kind) - {
    Kind.TAKEN,
    Kind.FOLLOWED_UP,
    Kind.DEADLINE_50,
    Kind.OFFER_ACCEPTED,
    Kind.RATED,
    Kind.PASSED_ON,
    Kind.TALK_WAITS,
    Kind.TALK_OFFERED,
}
# What a role does not get by mail unless a person asks for it: a director would read nothing else, a ward looks itself.
UNMAILED: Mapping[Role, frozenset[Kind]] = {
    Role.DIRECTOR: frozenset({Kind.DEADLINE_80, Kind.HELD, Kind.CLOSED, Kind.CONFIRMED}),
    Role.WARD: frozenset({Kind.HELD, Kind.CLOSED}),
}
# Nobody can turn these off in the product, nor their letters for grades 1 and 2 and for complaints.
ALWAYS = frozenset(
    {
        Kind.FIRST_CONTACT,
        Kind.DIRECTOR_TOLD,
        Kind.SUBSTITUTED,
        Kind.PASSED_ON,
        Kind.DEADLINE_100,
        Kind.PAGED,
        Kind.WORD_PRESSED,
        Kind.WORD_ESCALATED,
        Kind.OFFERED,
        Kind.DISPUTED,
        Kind.REPLY_TO_HOSPITAL,
        Kind.RESOLVED,
        Kind.COMPLAINT_FILED,
        Kind.COMPLAINT_ASSIGNED,
        Kind.COMPLAINT_ANSWERED,
        Kind.COMPLAINT_LATE,
        Kind.URGENT_ASKED,
        Kind.URGENT_MISSED,
        Kind.RULED,
        Kind.RULING_FINAL,
        Kind.COVER_ENDS,
        Kind.REMOTE_ASKED,
        Kind.REMOTE_WITHDRAWN,
        Kind.ONSITE_PROPOSED,
        Kind.RULE_STOPPED,
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
    Code.URGENT_ASKED: Kind.URGENT_ASKED,
    Code.URGENT_ACCEPTED: Kind.URGENT_ACCEPTED,
    Code.URGENT_DECLINED: Kind.URGENT_DECLINED,
    Code.URGENT_ENDED: Kind.URGENT_ENDED,
    Code.URGENT_WARNED: Kind.URGENT_WARNED,
    Code.URGENT_MISSED: Kind.URGENT_MISSED,
    Code.RULING_PROPOSED: Kind.RULING_PROPOSED,
    Code.RULED: Kind.RULED,
    Code.RULING_APPEALED: Kind.RULING_APPEALED,
    Code.RULING_FINAL: Kind.RULING_FINAL,
    Code.RULING_WARNED: Kind.RULING_WARNED,
    Code.RULING_LATE: Kind.RULING_LATE,
    Code.TALK_WAITS: Kind.TALK_WAITS,
    Code.TALK_OFFERED: Kind.TALK_OFFERED,
    Code.PAGED: Kind.PAGED,
    Code.WORD_PRESSED: Kind.WORD_PRESSED,
    Code.WORD_ESCALATED: Kind.WORD_ESCALATED,
    Code.REMOTE_ASKED: Kind.REMOTE_ASKED,
    Code.REMOTE_GRANTED: Kind.REMOTE_GRANTED,
    Code.REMOTE_REFUSED: Kind.REMOTE_REFUSED,
    Code.REMOTE_WITHDRAWN: Kind.REMOTE_WITHDRAWN,
    Code.REMOTE_ENDED: Kind.REMOTE_CUT,
    Code.REMOTE_WRITTEN: Kind.REMOTE_WRITTEN,
    Code.REMOTE_CONFIRMED: Kind.REMOTE_CONFIRMED,
    Code.REMOTE_REJECTED: Kind.REMOTE_REJECTED,
    Code.REMOTE_PASSED_ON: Kind.PASSED_ON,
    Code.ONSITE_PROPOSED: Kind.ONSITE_PROPOSED,
    Code.RULE_TOLD: Kind.RULE_TOLD,
}


def mailed_to(kind: Kind, roles: Iterable[Role]) -> bool:
    """Does it come by mail to somebody who has not said? The habit of the kind, less what his roles leave out."""
    return kind in MAILED and not any(kind in UNMAILED.get(role, ()) for role in roles)


def kind_of(event: Event) -> Kind | None:
    """What to call this event in a notice; None when nobody is told of it."""
    if event.data.get("overtaken") or event.data.get("heard"):
        return None
    if event.code == Code.WARNED:
        return Kind(f"deadline_{event.data['percent']}")
    if event.code == Code.REPLIED:
        return Kind.REPLY_FROM_HOSPITAL if event.actor_kind == "customer" else Kind.REPLY_TO_HOSPITAL
    if event.code == Code.FAX_TRIED:
        # Who dialled himself knows it.
        failed = event.data["way"] == "gateway" and event.data["result"] != "delivered"
        return Kind.FAX_FAILED if failed else None
    return _OF_CODE[Code(event.code)]
