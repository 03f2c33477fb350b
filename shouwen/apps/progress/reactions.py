"""What an event of a card means for the word that its hospital is owed."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.ledger.models import Event
from shouwen.apps.prepared import Prepared
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.clock import PauseReason
from shouwen.policy.progress import ESCALATES_AT_PERCENT, next_word, rhythm_of

_OPEN = Prepared(lambda ticket: Owed.objects.filter(ticket=ticket, spoken_at=None, dropped_at=None))
_CARD = Prepared(
    lambda pk: Ticket.objects.filter(pk=pk).values_list("grade", "first_contact", "calendar_version", "accepted_at")
)

# The hospital heard from a person.
SPOKEN = frozenset({Code.RESPONDED, Code.REPLIED, Code.ANNOUNCED})
# Nothing more is owed.
OVER = frozenset({Code.RESOLVED, Code.CLOSED, Code.MERGED})
# Something is owed, or is owed again.
BEGUN = frozenset({Code.FIRST_CONTACT_SET, Code.RESUMED, Code.REOPENED})
FOLLOWED = SPOKEN | OVER | BEGUN | {Code.HELD, Code.RESTORED, Code.CLASSIFIED, Code.SUBSTITUTED, Code.WORD_ASKED}


@dataclass(frozen=True)
class _Card:
    pk: int
    grade: int
    first_contact: int
    calendar: int
    accepted_at: datetime


def follow(event: Event) -> None:
    """Keep the next word that is owed in step with the card, inside the act's transaction."""
    if event.code == Code.REPLIED and event.actor_kind == "customer":
        return
    owed = next(iter(_OPEN.ask(ticket=event.subject_id)), None)
    if event.code == Code.SUBSTITUTED:
        if owed is not None:
            owed.person_id = event.data["substitute"]
            owed.save(update_fields=["person"])
    elif event.code in OVER or _waits_for_hospital(event):
        _drop(owed, event.at)
    elif event.code in SPOKEN:
        # Where none is owed, a word owes no other; the first answer and its text are one word.
        if owed is not None and owed.since < event.at:
            owed.spoken_at, owed.next_step_at = event.at, None
            owed.save(update_fields=["spoken_at", "next_step_at"])
            _owe(_card(event), owed.person_id, event.at)
    elif event.code in BEGUN:
        _drop(owed, event.at)
        card = _card(event)
        first = event.code == Code.FIRST_CONTACT_SET
        _owe(card, owed.person_id if owed else _answers(card), card.accepted_at if first else event.at)
    elif event.code == Code.RESTORED and owed is not None:
        _drop(owed, event.at)
        _owe(_card(event), owed.person_id, event.at, restored=True)
    elif event.code == Code.WORD_ASKED:
        _ask_sooner(owed, event)
    elif event.code == Code.CLASSIFIED and event.data["grade"] != event.data["before"]["grade"]:
        _regrade(owed, event)


def _ask_sooner(owed: Owed | None, event: Event) -> None:
    """By that instant, unless a word is due before; missing for half as long again it is told further up."""
    due = datetime.fromisoformat(event.data["due"])
    if owed is not None and owed.due_at <= due:
        return
    if owed is None:
        card = _card(event)
        owed = Owed(ticket_id=card.pk, person_id=_answers(card), grade=card.grade, since=event.at)
    owed.due_at = owed.next_step_at = due
    owed.escalates_at = due + (due - event.at) * (ESCALATES_AT_PERCENT - 100) / 100
    owed.save()


def _was_asked(owed: Owed) -> bool:
    """Whether its instant was asked for; else it follows from the grade."""
    asked = Event.objects.filter(
        subject_kind="ticket", subject_id=owed.ticket_id, code=Code.WORD_ASKED, at__gte=owed.since
    )
    return any(datetime.fromisoformat(each.data["due"]) == owed.due_at for each in asked)


def _regrade(owed: Owed | None, event: Event) -> None:
    """The new grade's rhythm, counted from the last word; a card that had none begins now, unless it waits.

    A word that was asked for sooner stays promised for that instant.
    """
    card = _card(event)
    if owed is None and Ticket.objects.exclude(state__in=["accepted", "working"]).filter(pk=card.pk).exists():
        return
    promised = owed if owed is not None and _was_asked(owed) else None
    next_step_at = promised.next_step_at if promised else None
    _drop(owed, event.at)
    made = _owe(card, owed.person_id if owed else _answers(card), owed.since if owed else event.at)
    if promised is not None and (made is None or promised.due_at < made.due_at):
        made = made or Owed(ticket_id=card.pk, person_id=promised.person_id, grade=card.grade, since=promised.since)
        made.due_at, made.escalates_at, made.next_step_at = promised.due_at, promised.escalates_at, next_step_at
        made.pressed_at, made.escalated_at = promised.pressed_at, promised.escalated_at
        made.save()


def _waits_for_hospital(event: Event) -> bool:
    return event.code == Code.HELD and event.data["reason"] == PauseReason.WAITING_CUSTOMER


def _card(event: Event) -> _Card:
    """The card; of its grade the event may know more than the row."""
    [(grade, first_contact, calendar, accepted_at)] = _CARD.ask(pk=event.subject_id)
    return _Card(event.subject_id, event.data.get("grade", grade), first_contact, calendar, accepted_at)


def _answers(card: _Card) -> int:
    """Who answers for the card when nothing was owed before: whoever owed the last word, else its first contact."""
    last = Owed.objects.filter(ticket=card.pk).order_by("-pk").first()
    return last.person_id if last else card.first_contact


def _drop(owed: Owed | None, at: datetime) -> None:
    if owed is not None:
        owed.dropped_at, owed.next_step_at = at, None
        owed.save(update_fields=["dropped_at", "next_step_at"])


def _owe(card: _Card, person: int, since: datetime, *, restored: bool = False) -> Owed | None:
    rhythm = rhythm_of(card.grade, restored=restored)
    if rhythm is None:
        return None
    word = next_word(rhythm, since, working_times(card.calendar))
    return Owed.objects.create(
        ticket_id=card.pk,
        person_id=person,
        grade=card.grade,
        since=since,
        due_at=word.due_at,
        escalates_at=word.escalates_at,
        next_step_at=word.due_at,
    )
