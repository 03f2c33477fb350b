"""When something is settled somebody is to be asked; when it is opened again, nobody is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.surveys import events
from shouwen.apps.surveys.models import Barred, Survey
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.policy.roles import SYSTEM
from shouwen.policy.survey import LOW, WITHIN, State, Why


@dataclass(frozen=True)
class Subject:
    """What it is about: a card, or something with a kind and a number of an app above."""

    kind: str
    number: str
    hospital: Hospital
    contact: Contact | None = None
    name: str = ""
    phone: str = ""
    ticket: Ticket | None = None
    person_id: int | None = None


@act
def begin(subject: Subject, why: Why, *, barred: Collection[int] = (), at: datetime) -> Survey:
    """Somebody is to be asked within 24 hours of `at`, when it was settled. Once for one settling."""
    contact = subject.contact
    survey, made = Survey.objects.get_or_create(
        subject=subject.kind,
        number=subject.number,
        closed_at=at,
        defaults={
            "ticket": subject.ticket,
            "hospital": subject.hospital,
            "contact": contact,
            "contact_name": subject.name or (contact.name if contact else ""),
            "contact_phone": subject.phone or (contact.phone if contact else ""),
            "person_id": subject.person_id,
            "why": why,
            "due_at": at + WITHIN,
        },
    )
    if made:
        Barred.objects.bulk_create(Barred(survey=survey, person_id=pk) for pk in sorted(barred))
        events.record(survey, events.Code.BEGUN, SYSTEM, at, about=subject.number, why=why.value)
    return survey


@act
def withdraw(kind: str, number: str, *, at: datetime) -> int:
    """Opened again before anybody was asked: nobody is any more. The number of surveys."""
    due = Survey.objects.select_for_update().filter(subject=kind, number=number, state=State.DUE)
    for survey in (found := list(due.order_by("pk"))):
        survey.state = State.VOID
        survey.save(update_fields=["state"])
        events.record(survey, events.Code.VOID, SYSTEM, at)
    return len(found)


@act
def take_rating(rating_id: int, *, at: datetime) -> Survey:
    """The customer rated by his own hand: that is the answer of what was to be asked, and is kept nowhere else."""
    rating = Rating.objects.select_related("ticket__hospital", "ticket__contact").get(pk=rating_id)
    card = rating.ticket
    mine = Survey.objects.select_for_update().filter(ticket=card).exclude(state=State.VOID)
    survey = mine.order_by("pk").last() or begin(subject_of(card), Why.OWN, at=at)
    survey.rating = rating
    if survey.state != State.ANSWERED:
        survey.state, survey.answered_at, survey.advice = State.ANSWERED, at, rating.words
    events.record(survey, events.Code.ANSWERED, SYSTEM, at, score=rating.score, channel="portal")
    if rating.score <= LOW and not survey.low:
        survey.low = True
        events.record(survey, events.Code.LOW, SYSTEM, at)
    survey.save()
    return survey


def subject_of(card: Ticket) -> Subject:
    name, phone = card.caller_name, card.caller_phone
    return Subject("ticket", card.number, card.hospital, card.contact, name, phone, card, card.handler_id)


def bar(kind: str, number: str, person_id: int) -> None:
    """From now on this person knows nothing of the surveys about it; within the act that says so."""
    for survey in Survey.objects.filter(subject=kind, number=number):
        Barred.objects.get_or_create(survey=survey, person_id=person_id)


def unbar(kind: str, number: str, person_id: int) -> None:
    Barred.objects.filter(survey__subject=kind, survey__number=number, person=person_id).delete()
