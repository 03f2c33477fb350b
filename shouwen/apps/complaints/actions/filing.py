"""受理登记: from what a hospital says to a complaint with a number, and with those who must not see it shut out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.apps.calendars.queries import newest
from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.actions.files import NONE, Files, keep_files
from shouwen.apps.complaints.models import Accused, Complaint, Grading
from shouwen.apps.customers.models import Contact, Department, Hospital
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.tickets.access import bond as bond_of_card
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.complaint import REPEATED_WITHIN, Because, Grade, Kind, climbed, first_grade
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

# How it came, and whether a qualified person had the customer before him.
CHANNELS = {"phone": True, "walk_in": True, "fax": False, "letter": False}
PORTAL = "portal"
LATEST = timedelta(days=30)
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Filing:
    """What is complained of. `people`: whom the customer chose; `about`: who is meant, in his words."""

    kind: str
    text: str
    about: str = ""
    people: tuple[int, ...] = ()
    card: str = ""
    earlier: str = ""
    withholds_name: bool = False
    # Only when one of ours writes it down.
    channel: str = ""
    hospital_id: int | None = None
    contact_id: int | None = None
    caller_name: str = ""
    caller_phone: str = ""
    received_at: datetime | None = None
    files: Files = NONE


@act
def file(actor: Actor, said: Filing, *, at: datetime, submission: str) -> Complaint:
    """Accept a complaint from a hospital, or write down one that came by telephone, visit, fax or letter.

    Complained of are those whom the customer chose, whose names stand in his words, and of the card that he names its
    first contact, its handler and who speaks for the first contact: from this moment they know nothing of it, also he
    who wrote it down. A qualified person who had the customer before him has given the first word.
    Refused: `not_your_role`; with `field`: `unknown_choice`, `text_missing`, `text_too_long`, `absent`,
    `time_not_past`, `too_long_ago`, and as files.
    """
    if not (actor.is_customer or actor.is_qualified):
        raise Refused("not_your_role", act="complain")
    key = key_of(actor, "complaint", submission)
    known = Complaint.objects.filter(submission=key).first()
    if known is not None:
        return known
    if said.kind not in set(Kind):
        raise Refused("unknown_choice", field="kind")
    complaint = _draft(actor, said, at)
    complaint.submission = key
    complaint.ticket = _card(actor, complaint.hospital, said.card)
    complaint.earlier = _earlier(actor, complaint, said.earlier, at)
    accused = _accused(complaint, said)
    _answered_at_once(complaint, actor, accused)
    complaint.grade = _grade(complaint)
    complaint.number = _next_number(at)
    complaint.save()
    keep_files(complaint, actor, said.files, at=at)
    rows = [Accused(complaint=complaint, person_id=pk, because=why, at=at) for pk, why in sorted(accused.items())]
    Accused.objects.bulk_create(rows)
    Grading.objects.create(complaint=complaint, grade=complaint.grade, at=complaint.received_at)
    clocks.settle(complaint, at)
    complaint.save(update_fields=["next_due_at", "next_look_at", "changed_at"])
    told = {"channel": complaint.channel, "kind": complaint.kind, "grade": complaint.grade, "accused": sorted(accused)}
    events.record(complaint, events.Code.FILED, actor, at, number=complaint.number, **told)
    if complaint.contacted_at is not None:
        events.record(complaint, events.Code.CONTACTED, actor, at)
    return complaint


def _draft(actor: Actor, said: Filing, at: datetime) -> Complaint:
    hospital, department, contact = _whose(actor, said)
    received = at if actor.is_customer else said.received_at or at
    if received > at:
        raise Refused("time_not_past", field="received_at")
    if at - received > LATEST:
        raise Refused("too_long_ago", field="received_at", days=LATEST.days)
    if actor.is_staff and said.channel not in CHANNELS:
        raise Refused("unknown_choice", field="channel")
    return Complaint(
        hospital=hospital,
        department=department,
        contact=contact,
        channel=said.channel if actor.is_staff else PORTAL,
        kind=said.kind,
        text=masked_text(said.text, "text").text,
        about=masked_text(said.about, "about", limit=120, required=False).text,
        withholds_name=said.withholds_name,
        caller_name=checked_text(said.caller_name, "caller_name", limit=64, required=False) if actor.is_staff else "",
        caller_phone=checked_text(said.caller_phone, "caller_phone", limit=32, required=False)
        if actor.is_staff
        else "",
        opened_by_id=actor.person,
        received_at=received,
        round_since=received,
        changed_at=at,
        calendar_version=newest(),
    )


def _whose(actor: Actor, said: Filing) -> tuple[Hospital, Department | None, Contact | None]:
    if actor.is_customer:
        rows = Contact.objects.filter(user=actor.person, hospital__in=actor.hospitals, retired_on=None)
        contact = rows.select_related("hospital", "department").order_by("pk").first()
        if contact is None:
            raise Refused("not_your_role", act="complain")
        return contact.hospital, contact.department, contact
    houses = Hospital.objects.for_actor(actor).filter(is_unlisted=False)
    hospital = houses.filter(pk=said.hospital_id).first() if said.hospital_id is not None else None
    if hospital is None:
        raise Refused("absent", field="hospital")
    person = None
    if said.contact_id is not None:
        person = Contact.objects.filter(pk=said.contact_id, hospital=hospital, retired_on=None).first()
        if person is None:
            raise Refused("absent", field="contact")
    return hospital, person.department if person else None, person


def _card(actor: Actor, hospital: Hospital, number: str) -> Ticket | None:
    if not number.strip():
        return None
    found = Ticket.objects.for_actor(actor).filter(number=number.strip()[:24], hospital=hospital).first()
    if found is None:
        raise Refused("absent", field="card")
    return found


def _earlier(actor: Actor, complaint: Complaint, number: str, at: datetime) -> Complaint | None:
    """The one that it repeats: as the customer says, else the last one of the same card."""
    theirs = Complaint.objects.filter(hospital=complaint.hospital, received_at__gte=at - REPEATED_WITHIN)
    if number.strip():
        seen = Complaint.objects.for_actor(actor).filter(hospital=complaint.hospital, number=number.strip()[:24])
        found = seen.first()
        if found is None:
            raise Refused("absent", field="earlier")
        return found
    return theirs.filter(ticket=complaint.ticket).order_by("-pk").first() if complaint.ticket else None


def _accused(complaint: Complaint, said: Filing) -> dict[int, Because]:
    found: dict[int, Because] = {}
    card = complaint.ticket
    if card is not None:
        ties = bond_of_card(card)
        found = {pk: Because.FIRST_CONTACT for pk in (ties.first_contact, ties.substitute) if pk is not None}
        if card.handler_id is not None:
            found.setdefault(card.handler_id, Because.HANDLER)
    staff = dict(User.objects.filter(kind=User.Kind.STAFF, is_active=True).values_list("pk", "name"))
    words = f"{said.about}\n{said.text}"
    for pk, name in staff.items():
        if len(name) >= SHORTEST_NAME and name in words:
            found.setdefault(pk, Because.NAMED)
    for pk in said.people:
        if pk not in staff:
            raise Refused("absent", field="people")
        found[pk] = Because.CHOSEN
    return found


def _answered_at_once(complaint: Complaint, actor: Actor, accused: dict[int, Because]) -> None:
    if actor.is_qualified and CHANNELS.get(complaint.channel) and actor.id not in accused:
        complaint.contacted_at, complaint.contacted_by_id = complaint.received_at, actor.person


def _grade(complaint: Complaint) -> Grade:
    found = first_grade(Kind(complaint.kind))
    if complaint.earlier is None:
        return found
    grades = list(Grade)
    return climbed(max(found, Grade(complaint.earlier.grade), key=grades.index))


def _next_number(at: datetime) -> str:
    """TS-20261122-01, counted within the desk's own day; two at one moment meet at the unique number and try again."""
    start = f"TS-{at.astimezone(DESK_ZONE):%Y%m%d}-"
    given = Complaint.objects.filter(number__startswith=start).order_by("-pk").values_list("number", flat=True).first()
    return f"{start}{int(given.removeprefix(start)) + 1 if given else 1:02d}"
