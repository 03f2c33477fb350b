"""Report: from the hospital's words to a card with somebody accountable, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.customers.models import Campus, Contact, Department, Hospital
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.files.actions import Upload
from shouwen.apps.installations.models import Module
from shouwen.apps.installations.queries import named_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import away
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import known_by
from shouwen.apps.tickets.actions.acceptance import Words, accept, version_at
from shouwen.apps.tickets.actions.words import key_of, title_of
from shouwen.apps.tickets.models import Link, Ticket
from shouwen.policy.calendars import CalendarName
from shouwen.policy.catalogue import Service
from shouwen.policy.first_contact import Because, Candidates, first_contact
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.originals import Shows
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Level
from shouwen.policy.severity import PLAIN_QUESTION, PlainAnswer, grade
from shouwen.policy.stand_in import stand_in

ACCOUNT_MANAGER_HOURS = CalendarName.ONLINE


@dataclass(frozen=True)
class Report:
    """What the portal's form says. `answer` is the plain question's answer, see `severity.PLAIN_QUESTION`."""

    answer: str
    text: str
    module_id: int | None = None
    campus_id: int | None = None
    department_id: int | None = None
    uploads: Sequence[Upload] = field(default_factory=tuple)
    shows_patient: Shows | None = None
    # The number of an ended card that this one follows.
    continues: str = ""
    # Through which service; the green channel has an entry of its own.
    service: str = Service.ONLINE.value
    channel: str = "portal"


@act
def report(actor: Actor, said: Report, *, at: datetime, submission: str) -> Ticket:
    """Accept a request from the portal at the instant `at` (clauses acceptance.always, first_contact.at_once).

    The clocks start here and wait for nobody. The same `submission` gives the same card again.
    Refused: `not_your_role`; with `field`: `unknown_answer`, `text_missing`, `text_too_long`, `absent`,
    `module_not_installed`, `say_if_patient`.
    """
    submission = key_of(actor, "report", submission)
    known = known_by(submission)
    if known:
        return known
    ticket = _draft(actor, said, at, submission)
    accept(ticket, actor, Words(said.text, said.uploads, said.shows_patient), at=at)
    older = Ticket.objects.for_actor(actor).filter(number=said.continues, state__in=ENDED)
    if said.continues and (before := older.first()) is not None:
        Link.objects.create(card=ticket, other=before, kind=Link.Kind.CONTINUES, by_id=actor.person, at=at)
        events.record(ticket, events.Code.LINKED, actor, at, card=before.pk, kind=Link.Kind.CONTINUES.value)
    return ticket


def _build_contact(hospitals: Sequence[int], me: int) -> QuerySet[Contact]:
    rows = Contact.objects.filter(user=me, hospital__in=hospitals)
    return rows.select_related("hospital", "department__campus").order_by("pk")


_CONTACT = Prepared(_build_contact)
_HERE = Prepared(lambda people: User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))


def _draft(actor: Actor, said: Report, at: datetime, submission: str) -> Ticket:
    if not actor.is_customer:
        raise Refused("not_your_role", act="report")
    found = _CONTACT.ask(hospitals=sorted(actor.hospitals), me=actor.person)
    contact = found[0] if found else None
    if contact is None:
        raise Refused("not_your_role", act="report")
    text = checked_text(said.text, "text")
    if said.answer not in set(PlainAnswer):
        raise Refused("unknown_answer", field="answer")
    kind, impact, urgency = PLAIN_QUESTION[PlainAnswer(said.answer)]
    campus, department, module = _place(actor, contact, said)
    calendar = newest()
    number_grade = grade(kind, impact, urgency)
    person, because = who_answers(contact.hospital, number_grade, calendar.pk, at)
    return Ticket(
        hospital=contact.hospital,
        campus=campus,
        department=department,
        contact=contact,
        module=module,
        version=version_at(campus, module),
        title=title_of(text),
        channel=said.channel,
        kind=kind,
        service=said.service,
        impact=impact,
        urgency=urgency,
        grade=number_grade,
        level=Level.SERVICE_CENTRE,
        first_contact_id=person,
        first_contact_because=because,
        opened_by_id=actor.person,
        accepted_at=at,
        changed_at=at,
        calendar_version=calendar,
        submission=submission,
    )


def _place(actor: Actor, contact: Contact, said: Report) -> tuple[Campus | None, Department | None, Module | None]:
    """Campus, department and module, each only if it is the hospital's own."""
    department = contact.department
    if said.department_id is not None and said.department_id != contact.department_id:
        wanted = Department.objects.filter(pk=said.department_id, hospital=contact.hospital, retired_on=None)
        if actor.departments is not None:
            wanted = wanted.filter(pk__in=actor.departments)
        department = wanted.first()
        if department is None:
            raise Refused("absent", field="department")
    campuses = Campus.objects.filter(hospital=contact.hospital, retired_on=None).order_by("pk")
    campus = department.campus if department else campuses.first()
    if said.campus_id is not None and not department:
        campus = Campus.objects.filter(pk=said.campus_id, hospital=contact.hospital).first()
        if campus is None:
            raise Refused("absent", field="campus")
    return campus, department, named_module(contact.hospital_id, said.module_id)


def who_answers(hospital: Hospital, grade_: int, calendar_id: int, at: datetime) -> tuple[int, Because]:
    """In the place of whoever is out answers who stands in for him, as his deputy (clause first_contact.at_once)."""
    duty = on_duty(SERVICE_CENTRE, at)
    out = away(at)
    manager, deputy = hospital.account_manager_id, hospital.deputy_id
    line = [stand_in(manager, out), deputy, stand_in(deputy, out)]
    here = set(_HERE.ask(people=sorted({pk for pk in line if pk})))
    free = [pk for pk in line if pk in here and pk not in out]
    himself = manager in here and manager not in out
    return first_contact(
        grade=grade_,
        in_manager_hours=working_times(calendar_id)[ACCOUNT_MANAGER_HOURS].is_open(at),
        candidates=Candidates(
            account_manager=manager if himself else None,
            deputy=next((pk for pk in free if pk != manager), None),
            on_duty=duty.pk if duty else None,
        ),
    )
