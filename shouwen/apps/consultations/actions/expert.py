"""The register: a certificate is written down, and ends; an expert is named for a hospital, and released."""

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.models import Certificate, NamedExpert
from shouwen.apps.consultations.queries import check_expert
from shouwen.apps.customers.record import choosable
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.consultation import KEEPS_EXPERTS, NAMES_EXPERTS
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need


@dataclass(frozen=True)
class CertificateFacts:
    number: str
    issued_on: date | None
    expires_on: date | None
    branch: str
    specialty: str


@act
def register_certificate(actor: Actor, person_id: int | None, facts: CertificateFacts, *, at: datetime) -> Certificate:
    """Write down a colleague's certificate; a renewal is another one.

    Refused: `not_your_role`; with `field`: `absent`, `text_missing`, `text_too_long`, `dates_order`, `already_there`.
    """
    need(actor, KEEPS_EXPERTS, "keep_experts")
    person = User.objects.filter(pk=person_id or 0, kind=User.Kind.STAFF, is_active=True).first()
    if person is None:
        raise Refused("absent", field="person")
    number = checked_text(facts.number, "number", limit=40)
    if facts.issued_on is None:
        raise Refused("text_missing", field="issued_on")
    if facts.expires_on is None:
        raise Refused("text_missing", field="expires_on")
    if facts.expires_on < facts.issued_on:
        raise Refused("dates_order", field="expires_on")
    if Certificate.objects.filter(number=number).exists():
        raise Refused("already_there", field="number")
    made = Certificate.objects.create(
        person=person,
        number=number,
        issued_on=facts.issued_on,
        expires_on=facts.expires_on,
        branch=checked_text(facts.branch, "branch", limit=80),
        specialty=checked_text(facts.specialty, "specialty", limit=120),
        registered_at=at,
        registered_by_id=actor.person,
    )
    days = {"issued": facts.issued_on.isoformat(), "expires": facts.expires_on.isoformat()}
    record(made, Code.REGISTERED, actor, at, person=person.pk, **days)
    return made


@act
def end_certificate(actor: Actor, certificate_id: int, words: str, *, at: datetime) -> Certificate:
    """Withdrawn: from today on it counts no more.

    Refused: `not_your_role`, `absent`, `certificate_ended`; with `field`: `text_missing`, `text_too_long`.
    """
    need(actor, KEEPS_EXPERTS, "keep_experts")
    found = Certificate.objects.select_for_update().filter(pk=certificate_id).first()
    if found is None:
        raise Refused("absent")
    if found.ended_on is not None:
        raise Refused("certificate_ended")
    found.ended_because = checked_text(words, "words", limit=200)
    found.ended_on = at.astimezone(DESK_ZONE).date()
    found.save(update_fields=["ended_on", "ended_because"])
    record(found, Code.ENDED, actor, at)
    return found


@act
def name_expert(actor: Actor, hospital_id: int, person_id: int | None, *, at: datetime) -> NamedExpert:
    """Name a certified colleague for a hospital's green channel.

    Refused: `not_your_role`; with `field`: `absent`, `expert_not_certified`, `expert_expired`, `already_there`.
    """
    need(actor, NAMES_EXPERTS, "name_experts")
    hospital = choosable(actor, hospital_id)
    today = at.astimezone(DESK_ZONE).date()
    person = check_expert(person_id, today, "person")
    if NamedExpert.objects.select_for_update().filter(hospital=hospital, person=person, until=None).exists():
        raise Refused("already_there", field="person")
    made = NamedExpert.objects.create(hospital=hospital, person=person, since=today, named_by_id=actor.person)
    record(made, Code.NAMED, actor, at, hospital=hospital.pk, person=person.pk)
    return made


@act
def release_expert(actor: Actor, hospital_id: int, named_id: int, *, at: datetime) -> NamedExpert:
    """Named no more, from today on. Refused: `not_your_role`, `absent`."""
    need(actor, NAMES_EXPERTS, "name_experts")
    hospital = choosable(actor, hospital_id)
    rows = NamedExpert.objects.select_for_update().filter(pk=named_id, hospital=hospital, until=None)
    found = rows.first()
    if found is None:
        raise Refused("absent")
    found.until = at.astimezone(DESK_ZONE).date()
    found.save(update_fields=["until"])
    record(found, Code.RELEASED, actor, at, hospital=hospital.pk, person=found.person_id)
    return found
