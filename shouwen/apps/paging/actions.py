"""Answering a call; and calling the next, an act of the system."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.paging.models import Alarm, Ring
from shouwen.apps.paging.queries import candidates, may_answer
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.paging import Rung, next_call
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor


@act
def answer_page(actor: Actor, number: str, *, at: datetime) -> Alarm:
    """Answer a call: nobody else is called for this card (clause paging.climbs). The hospital is still owed a response.

    The first answer counts; one's own may be given twice. Refused: `absent`, `not_your_role`, `nobody_is_called`,
    `page_is_answered` (with `who`).
    """
    if not may_answer(actor):
        raise Refused("not_your_role", act="answer_page")
    ticket = lock(actor, number)
    alarm = Alarm.objects.select_related("ended_by").filter(ticket=ticket).order_by("-pk").first()
    if alarm is None:
        raise Refused("nobody_is_called")
    if not alarm.is_open:
        if alarm.ended_by_id == actor.id:
            return alarm
        raise Refused("page_is_answered", who=alarm.ended_by.name if alarm.ended_by else "")
    stop(alarm, Alarm.End.ANSWERED, actor.person, at)
    events.record(ticket, events.Code.PAGE_ANSWERED, actor, at, alarm=alarm.pk, rung=alarm.rung)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return alarm


@act
def call_next(ticket_id: int, alarm_id: int, *, at: datetime) -> int:
    """Call the next rung for one alarm (clause paging.climbs); how many people were called.

    0 when another worker holds the card, or when somebody has answered meanwhile.
    """
    ticket = Ticket.objects.select_for_update(skip_locked=True).filter(pk=ticket_id).first()
    alarm = Alarm.objects.filter(pk=alarm_id, ended_at=None, next_at__lte=at).first()
    if ticket is None or alarm is None:
        return 0
    at = max(at, ticket.changed_at)
    called = set(alarm.rings.values_list("person", flat=True))
    call = next_call(alarm.grade, Rung(alarm.rung) if alarm.rung else None, candidates(ticket, at), called, at)
    alarm.rung, alarm.next_at = call.rung, call.next_at
    alarm.save(update_fields=["rung", "next_at"])
    Ring.objects.bulk_create([Ring(alarm=alarm, person_id=each, rung=call.rung, at=at) for each in call.people])
    if call.people:
        facts = {"alarm": alarm.pk, "rung": call.rung.value, "grade": alarm.grade, "people": list(call.people)}
        events.record(ticket, events.Code.PAGED, SYSTEM, at, **facts)
    return len(call.people)


def stop(alarm: Alarm, end: Alarm.End, person: int | None, at: datetime) -> None:
    """Part of an act on the card."""
    alarm.ended_at, alarm.end, alarm.ended_by_id, alarm.next_at = at, end, person, None
    alarm.save(update_fields=["ended_at", "end", "ended_by", "next_at"])
