"""受理 by staff: a call, a fax, somebody at the counter; at once, or written down afterwards (补录)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shouwen.apps.calendars.queries import newest
from shouwen.apps.customers.models import Campus, Contact, Department, Hospital
from shouwen.apps.customers.queries import unlisted_hospital
from shouwen.apps.files.actions import Upload
from shouwen.apps.installations.models import Module
from shouwen.apps.installations.queries import named_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import known_by
from shouwen.apps.tickets.actions.acceptance import Words, accept, version_at
from shouwen.apps.tickets.actions.classification import scale
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.catalogue import Service
from shouwen.policy.first_contact import Because
from shouwen.policy.lifecycle import State
from shouwen.policy.originals import Shows
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Level
from shouwen.policy.severity import grade

# How it came, the service it is by itself, and whether taking the word is a response.
CHANNELS: dict[str, tuple[Service, bool]] = {
    "phone": (Service.HOTLINE, True),
    "walk_in": (Service.ONSITE, True),
    "fax": (Service.HOTLINE, False),
    "mail": (Service.ONLINE, False),
}
LATE = timedelta(minutes=5)
LATEST = timedelta(days=30)


@dataclass(frozen=True)
class Intake:
    """What the agent writes down. `hospital_id` None: nobody knows yet which hospital it is."""

    channel: str
    text: str
    kind: str
    impact: str = ""
    urgency: str = ""
    hospital_id: int | None = None
    department_id: int | None = None
    contact_id: int | None = None
    module_id: int | None = None
    caller_name: str = ""
    caller_phone: str = ""
    contacted_at: datetime | None = None
    late_because: str = ""
    uploads: Sequence[Upload] = field(default_factory=tuple)
    shows_patient: Shows | None = None


@dataclass(frozen=True)
class Place:
    """Where a request comes from, as far as it is known."""

    hospital: Hospital
    department: Department | None = None
    contact: Contact | None = None
    module: Module | None = None

    @property
    def campus(self) -> Campus | None:
        return self.department.campus if self.department else None


@act
def take_in(actor: Actor, said: Intake, *, at: datetime, submission: str) -> Ticket:
    """Accept what somebody told a member of staff; he who took the word is the first contact, and handles it.

    Clocks count from the real contact. A call answered, or a visit, by a qualified person is the response.
    Refused: `not_your_role`; with `field`: `unknown_choice`, `text_missing`, `text_too_long`, `absent`,
    `late_reason_missing`, `time_not_past`, `too_long_ago`, `module_not_installed`, `say_if_patient`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="take_in")
    submission = key_of(actor, "intake", submission)
    known = known_by(submission)
    if known:
        return known
    if said.channel not in CHANNELS:
        raise Refused("unknown_choice", field="channel")
    service, answers = CHANNELS[said.channel]
    contacted, late_because = when(said, at)
    place = where(actor, said) or _unlisted(actor, said)
    kind, impact, urgency = scale(said.kind, said.impact, said.urgency)
    checked_text(said.text, "text")
    ticket = Ticket(
        hospital=place.hospital,
        campus=place.campus,
        department=place.department,
        contact=place.contact,
        caller_name=checked_text(said.caller_name, "caller_name", limit=64, required=False),
        caller_phone=checked_text(said.caller_phone, "caller_phone", limit=32, required=False),
        module=place.module,
        version=version_at(place.campus, place.module),
        channel=said.channel,
        kind=kind,
        service=service,
        impact=impact or "",
        urgency=urgency or "",
        grade=grade(kind, impact, urgency),
        grade_is_provisional=False,
        state=State.WORKING,
        level=Level.FRONTLINE if actor.level is Level.FRONTLINE else Level.SERVICE_CENTRE,
        first_contact_id=actor.person,
        first_contact_because=Because.TOOK_THE_WORD,
        handler_id=actor.person,
        handler_since=contacted,
        nobody_for=timedelta(),
        opened_by_id=actor.person,
        accepted_at=contacted,
        recorded_at=at if late_because else None,
        recorded_late_because=late_because,
        changed_at=at,
        calendar_version=newest(),
        submission=submission,
    )
    accept(ticket, actor, Words(said.text, said.uploads, said.shows_patient), at=at, responded=answers)
    events.record(ticket, events.Code.TAKEN, actor, at, level=ticket.level, nobodys_seconds=0)
    return ticket


def when(said: Intake, at: datetime) -> tuple[datetime, str]:
    """When it was really said, and why it is written down later ("" when it is not)."""
    contacted = said.contacted_at or at
    if contacted > at:
        raise Refused("time_not_past", field="contacted_at")
    if at - contacted > LATEST:
        raise Refused("too_long_ago", field="contacted_at", days=LATEST.days)
    if at - contacted <= LATE:
        return contacted, ""
    why = checked_text(said.late_because, "late_because", limit=200, required=False)
    if not why:
        raise Refused("late_reason_missing", field="late_because")
    return contacted, why


def where(actor: Actor, said: Intake) -> Place | None:
    """The place that was named; None when nobody knows yet which hospital it is.

    Refused with `field`: `absent`, `module_not_installed`.
    """
    if said.hospital_id is None:
        return None
    hospital = Hospital.objects.for_actor(actor).filter(pk=said.hospital_id, is_unlisted=False).first()
    if hospital is None:
        raise Refused("absent", field="hospital")
    department, contact = None, None
    if said.department_id is not None:
        here = Department.objects.filter(pk=said.department_id, hospital=hospital, retired_on=None)
        department = here.select_related("campus").first()
        if department is None:
            raise Refused("absent", field="department")
    if said.contact_id is not None:
        contact = Contact.objects.filter(pk=said.contact_id, hospital=hospital, retired_on=None).first()
        if contact is None:
            raise Refused("absent", field="contact")
    return Place(hospital, department, contact, named_module(hospital.pk, said.module_id))


def _unlisted(actor: Actor, said: Intake) -> Place:
    unlisted = unlisted_hospital(actor)
    return Place(unlisted, None, None, named_module(unlisted.pk, said.module_id))
