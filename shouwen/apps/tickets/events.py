"""Codes that a card writes into the ledger, and the one way to write them."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.actions import append
from shouwen.apps.tickets.models import Batch, Fact, Problem, Ticket
from shouwen.policy.roles import Actor

SUBJECT = "ticket"
PROBLEM = "problem"
BATCH = "batch"


class Code(StrEnum):
    ACCEPTED = "ticket.accepted"
    FIRST_CONTACT_SET = "ticket.first_contact_set"
    TAKEN = "ticket.taken"
    CLASSIFIED = "ticket.classified"
    JUDGED = "ticket.judged"
    RESPONDED = "ticket.responded"
    REPLIED = "ticket.replied"
    NOTED = "ticket.noted"
    HELD = "ticket.held"
    RESUMED = "ticket.resumed"
    RESTORED = "ticket.restored"
    RESOLVED = "ticket.resolved"
    FOLLOWED_UP = "ticket.followed_up"
    REOPENED = "ticket.reopened"
    SUBSTITUTED = "ticket.substituted"
    CLOSED = "ticket.closed"
    # What time brought about; `due` in the data is the true instant.
    WARNED = "ticket.warned"
    BREACHED = "ticket.breached"
    CLIMBED = "ticket.climbed"
    CLIMB_PROPOSED = "ticket.climb_proposed"
    DIRECTOR_TOLD = "ticket.director_told"
    # The hospital was owed a word on how it stands, and did not get it.
    WORD_PRESSED = "ticket.word_pressed"
    WORD_ESCALATED = "ticket.word_escalated"
    # Grades 1 and 2: somebody was called, and answered.
    PAGED = "ticket.paged"
    PAGE_ANSWERED = "ticket.page_answered"
    # 在线服务: a conversation on the card; nobody answered it in time.
    TALK_BEGUN = "ticket.talk_begun"
    TALK_TAKEN = "ticket.talk_taken"
    TALK_OFFERED = "ticket.talk_offered"
    TALK_WAITS = "ticket.talk_waits"
    TALK_ENDED = "ticket.talk_ended"
    # 远程服务: what the hospital authorises, and each session.
    REMOTE_ASKED = "ticket.remote_asked"
    REMOTE_GRANTED = "ticket.remote_granted"
    REMOTE_REFUSED = "ticket.remote_refused"
    REMOTE_WITHDRAWN = "ticket.remote_withdrawn"
    REMOTE_CANCELLED = "ticket.remote_cancelled"
    REMOTE_STARTED = "ticket.remote_started"
    REMOTE_ENDED = "ticket.remote_ended"
    # What was done in it is written down.
    REMOTE_WRITTEN = "ticket.remote_written"
    REMOTE_CONFIRMED = "ticket.remote_confirmed"
    REMOTE_REJECTED = "ticket.remote_rejected"
    REMOTE_PASSED_ON = "ticket.remote_passed_on"
    # Unsolved by remote service for so long: somebody should go there, or need not.
    ONSITE_PROPOSED = "ticket.onsite_proposed"
    ONSITE_DECLINED = "ticket.onsite_declined"
    # 传真: one came in, one was made, what became of a try, and that it is not wanted any more.
    FAX_CAME = "ticket.fax_came"
    FAX_MADE = "ticket.fax_made"
    FAX_TRIED = "ticket.fax_tried"
    FAX_CALLED_OFF = "ticket.fax_called_off"
    OFFERED = "ticket.offered"
    OFFER_ACCEPTED = "ticket.offer_accepted"
    OFFER_DECLINED = "ticket.offer_declined"
    OFFER_LAPSED = "ticket.offer_lapsed"
    OFFER_WITHDRAWN = "ticket.offer_withdrawn"
    # Somebody left; what he had in the card is another's now.
    PASSED_ON = "ticket.passed_on"
    CHASED = "ticket.chased"
    CHASE_ANSWERED = "ticket.chase_answered"
    DISPUTED = "ticket.disputed"
    DISPUTE_SETTLED = "ticket.dispute_settled"
    DISPATCHED = "ticket.dispatched"
    ARRIVED = "ticket.arrived"
    MERGED = "ticket.merged"
    MERGED_HERE = "ticket.merged_here"
    LINKED = "ticket.linked"
    UNLINKED = "ticket.unlinked"
    SPLIT = "ticket.split"
    MAJOR = "ticket.major"
    ANNOUNCED = "ticket.announced"
    RATED = "ticket.rated"
    ARCHIVED = "ticket.archived"
    REVISED = "ticket.revised"
    REPROMISED = "ticket.repromised"
    IDENTIFIED = "ticket.identified"
    CONFIRMED = "ticket.confirmed"
    RETITLED = "ticket.retitled"
    # A step of a checklist.
    STEP_TICKED = "ticket.step_ticked"
    STEP_UNTICKED = "ticket.step_unticked"
    # A macro was carried out: what it did stands on the chain after it.
    MACRO_RUN = "ticket.macro_run"
    CHECKLIST_ADDED = "ticket.checklist_added"
    # A rule fired: what it did stands on the chain after it, with its origin. And it told somebody.
    RULE_FIRED = "ticket.rule_fired"
    RULE_TOLD = "ticket.rule_told"
    # The hospital is to hear by an instant, sooner than its grade asks for.
    WORD_ASKED = "ticket.word_asked"
    # Somebody saw what was covered, as it came.
    ORIGINAL_OPENED = "ticket.original_opened"
    PROBLEM_BOUND = "ticket.problem_bound"
    PROBLEM_UNBOUND = "ticket.problem_unbound"
    URGENT_ASKED = "ticket.urgent_asked"
    URGENT_ACCEPTED = "ticket.urgent_accepted"
    URGENT_DECLINED = "ticket.urgent_declined"
    # Taken back by the hospital, cancelled by us, or ended with the card.
    URGENT_ENDED = "ticket.urgent_ended"
    URGENT_WARNED = "ticket.urgent_warned"
    URGENT_MISSED = "ticket.urgent_missed"
    # One unit from one account to another.
    UNIT_MOVED = "ticket.unit_moved"
    RULING_PROPOSED = "ticket.ruling_proposed"
    RULING_WITHDRAWN = "ticket.ruling_withdrawn"
    RULED = "ticket.ruled"
    RULING_APPEALED = "ticket.ruling_appealed"
    RULING_FINAL = "ticket.ruling_final"
    RULING_WARNED = "ticket.ruling_warned"
    RULING_LATE = "ticket.ruling_late"


class ProblemCode(StrEnum):
    """Codes of a problem's own chain."""

    OPENED = "problem.opened"
    BOUND = "problem.bound"
    UNBOUND = "problem.unbound"
    WRITTEN = "problem.written"
    KNOWN_ERROR = "problem.known_error"
    SOLVED = "problem.solved"


BATCH_BEGUN = "batch.begun"


def record(ticket: Ticket, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the card's chain; the card's row is locked by the act."""
    append(subject=(SUBJECT, ticket.pk), actor=actor.ledger, code=code.value, at=at, **data)


def record_problem(problem: Problem, code: ProblemCode, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the problem's own chain; its row is locked by the act."""
    append(subject=(PROBLEM, problem.pk), actor=actor.ledger, code=code.value, at=at, **data)


def record_batch(batch: Batch, actor: Actor, at: datetime, **data: object) -> None:
    """A batch was begun. What it did is on the chains of its cards."""
    append(subject=(BATCH, batch.pk), actor=actor.ledger, code=BATCH_BEGUN, at=at, **data)


def fact(ticket: Ticket, type_: str, actor: Actor, at: datetime, **data: str) -> Fact:
    """Keep an instant that the clocks are replayed from."""
    return Fact.objects.create(ticket=ticket, type=type_, at=at, by_id=actor.id, **data)
