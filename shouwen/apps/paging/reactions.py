"""What an event of a card means for its alarm."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.paging.actions import stop
from shouwen.apps.paging.models import Alarm
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.paging import calls_somebody

_OPEN = Prepared(lambda ticket: Alarm.objects.filter(ticket=ticket, ended_at=None))

TAKEN = frozenset({Code.TAKEN, Code.RESPONDED, Code.REPLIED})
OVER = frozenset({Code.RESOLVED, Code.RESTORED, Code.CLOSED, Code.MERGED})
FOLLOWED = TAKEN | OVER | {Code.FIRST_CONTACT_SET, Code.CLASSIFIED, Code.REOPENED}


def raise_or_end(event: Event) -> None:
    """Open an alarm for what nobody has answered, and end it when somebody has; inside the act's transaction.

    The call itself is made by the timetable, so that what is answered in the same act calls nobody.
    """
    if event.code in {Code.FIRST_CONTACT_SET, Code.REOPENED}:
        _open(event)
    elif event.code == Code.CLASSIFIED:
        _regraded(event)
    elif event.code == Code.REPLIED and event.actor_kind == "customer":
        return
    elif (alarm := _open_alarm(event)) is not None:
        end = Alarm.End.TAKEN if event.code in TAKEN else Alarm.End.OVER
        stop(alarm, end, event.actor_id if event.actor_kind == "staff" else None, event.at)


def _regraded(event: Event) -> None:
    """Graver: somebody is called, unless somebody has it already. Less grave: nobody any more."""
    alarm = _open_alarm(event)
    grade = event.data["grade"]
    if alarm is None:
        if calls_somebody(grade) and not calls_somebody(event.data["before"]["grade"]):
            _open(event, grade)
    elif not calls_somebody(grade):
        stop(alarm, Alarm.End.REGRADED, event.actor_id, event.at)
    elif alarm.grade != grade:
        alarm.grade = grade
        alarm.save(update_fields=["grade"])


def _open(event: Event, grade: int | None = None) -> None:
    """Only while nobody of ours has spoken with the hospital or has the card in his hands."""
    card = Ticket.objects.only("grade", "responded_at", "handler").get(pk=event.subject_id)
    grade = grade or card.grade
    spoken = card.responded_at is not None and event.code != Code.REOPENED
    if calls_somebody(grade) and not spoken and (card.handler_id is None or event.code == Code.REOPENED):
        Alarm.objects.create(ticket=card, grade=grade, opened_at=event.at, next_at=event.at)


def _open_alarm(event: Event) -> Alarm | None:
    return next(iter(_OPEN.ask(ticket=event.subject_id)), None)
