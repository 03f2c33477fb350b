"""答疑即结: a question that is answered while the caller is still there needs no second conversation."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.access import known_by
from shouwen.apps.tickets.actions.closure import close
from shouwen.apps.tickets.actions.follow_up import Method, follow_up
from shouwen.apps.tickets.actions.intake import CHANNELS, Intake, take_in
from shouwen.apps.tickets.actions.resolution import Remedy, resolve
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import FollowUpResult
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

METHODS = {"phone": Method.PHONE, "walk_in": Method.ONSITE}


@dataclass(frozen=True)
class AnsweredAtOnce:
    """What the caller was told, and what it was (a cause of the catalogue)."""

    answer: str
    cause: str


@act
def take_in_answered(actor: Actor, said: Intake, answered: AnsweredAtOnce, *, at: datetime, submission: str) -> Ticket:
    """Accept, resolve with the answer, keep the caller's yes as the first contact's word, and close, in one step.

    The same events as the four acts write; who took the word is first contact (clauses hotline.recorded,
    first_contact.word). Refused: as `take_in` and `resolve`; with `field`: `no_word_with_caller` when it did not come
    in a conversation.
    """
    if said.channel in CHANNELS and said.channel not in METHODS:
        raise Refused("no_word_with_caller", field="channel")
    # Sent again, nothing happens twice: the hospital may have opened it again meanwhile.
    known = known_by(key_of(actor, "intake", submission))
    if known is not None:
        return known
    ticket = take_in(actor, said, at=at, submission=submission)
    answer = checked_text(answered.answer, "answer")
    resolve(actor, ticket.number, Remedy(answered.cause, ticket.title, answer), at=at)
    follow_up(actor, ticket.number, FollowUpResult.SOLVED, "", METHODS[said.channel], at=at)
    return close(actor, ticket.number, at=at)
