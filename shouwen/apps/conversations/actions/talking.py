"""A conversation begins, goes on and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.conversations.access import lock, lock_open
from shouwen.apps.conversations.ending import close
from shouwen.apps.conversations.lines import add
from shouwen.apps.conversations.models import Conversation, Line
from shouwen.apps.conversations.queries import is_heard
from shouwen.apps.files.actions import Upload
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets import actions as card_acts
from shouwen.apps.tickets import events
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.calendars import CalendarName
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.online import Because, Said, answer_by
from shouwen.policy.originals import Shows
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role
from shouwen.policy.setting import ONLINE_MINUTES

CHANNEL = "chat"


@dataclass(frozen=True)
class Opening:
    """The first words. `answer`: the plain question's; `card`: the number of an open card that it is about, or ""."""

    text: str
    answer: str = "question"
    card: str = ""
    uploads: Sequence[Upload] = ()
    shows_patient: Shows | None = None


@dataclass(frozen=True)
class Begun:
    """`talk` is None out of hours: the question is on the card, and somebody answers there."""

    ticket: Ticket
    talk: Conversation | None


@act
def begin(actor: Actor, said: Opening, *, at: datetime, submission: str) -> Begun:
    """Ask online. The question is a card at once, or a word on the card that was named; nothing waits for a taker.

    In the hours of the online service a conversation is opened on it; a card has one at a time.
    Refused: `not_your_role`; with `field`: `unknown_answer`, `text_missing`, `text_too_long`, `absent`, `not_now`.
    """
    if not actor.is_customer:
        raise Refused("not_your_role", act="begin_talk")
    key = key_of(actor, "talk", submission)
    known = Conversation.objects.select_related("ticket").filter(submission=key).first()
    if known is not None:
        return Begun(known.ticket, known)
    ticket, message = _on_card(actor, said, at, submission)
    online = working_times(newest().pk)[CalendarName.ONLINE]
    talk = Conversation.objects.filter(ticket=ticket, ended_at=None).first()
    if talk is not None or not online.is_open(at):
        return Begun(ticket, talk)
    due = answer_by(at, value(ONLINE_MINUTES, at), online)
    talk = Conversation.objects.create(
        ticket=ticket, begun_by_id=actor.person, begun_at=at, due_at=due, last_at=at, submission=key
    )
    add(talk, at, said=Said.WORDS, by_id=actor.person, message=message, key=submission)
    events.record(ticket, events.Code.TALK_BEGUN, actor, at, due=due.isoformat())
    return Begun(ticket, talk)


def _on_card(actor: Actor, said: Opening, at: datetime, submission: str) -> tuple[Ticket, Message]:
    """A card of its own, or a word on the one that was named; locked either way."""
    if not said.card:
        told = card_acts.Report(
            answer=said.answer,
            text=said.text,
            channel=CHANNEL,
            uploads=said.uploads,
            shows_patient=said.shows_patient,
        )
        ticket = cards.lock(actor, card_acts.report(actor, told, at=at, submission=submission).number)
        return ticket, ticket.messages.order_by("pk")[0]
    try:
        ticket = cards.lock(actor, said.card)
    except Refused as refused:
        raise Refused("absent", field="card") from refused
    if ticket.state in ENDED:
        raise Refused("not_now", field="card", act="reply", state=ticket.state)
    message = card_acts.reply(
        actor,
        ticket.number,
        said.text,
        at=at,
        submission=submission,
        uploads=said.uploads,
        shows_patient=said.shows_patient,
    )
    return ticket, message


@act
def say(
    actor: Actor,
    conversation_id: int,
    text: str,
    *,
    at: datetime,
    submission: str,
    uploads: Sequence[Upload] = (),
    shows_patient: Shows | None = None,
) -> Line:
    """One line, to the other side at once and on the card for good, with files or with nothing else. The same
    `submission` is said once.

    Of ours only its agent speaks. Refused: `absent`, `talk_ended`, `talk_not_yours`, `not_now`; with `field`:
    `text_missing`, `text_too_long`, `say_if_patient`, and as files.
    """
    ticket, talk = lock(actor, conversation_id)
    known = talk.lines.select_related("message").filter(by=actor.person, key=submission).first()
    if known is not None:
        return known
    if talk.ended_at is not None:
        raise Refused("talk_ended")
    if actor.is_staff and talk.agent_id != actor.person:
        raise Refused("talk_not_yours")
    heard = is_heard(talk, actor, at)
    message = card_acts.reply(
        actor,
        ticket.number,
        text,
        at=at,
        submission=submission,
        uploads=uploads,
        shows_patient=shows_patient,
        heard=heard,
    )
    # The card's own event has made it a line (reactions.py).
    return Line.objects.select_related("message").get(message=message)


@act
def end(actor: Actor, conversation_id: int, *, at: datetime) -> Conversation:
    """Both sides may: the hospital's people, its agent, a director. The card goes on.

    Refused: `absent`, `talk_ended`, `talk_not_yours`.
    """
    ticket, talk = lock_open(actor, conversation_id)
    if not actor.is_customer and talk.agent_id != actor.person and Role.DIRECTOR not in actor.roles:
        raise Refused("talk_not_yours")
    close(ticket, talk, actor, Because.CUSTOMER if actor.is_customer else Because.AGENT, at)
    return talk
