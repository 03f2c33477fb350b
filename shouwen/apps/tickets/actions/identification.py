"""认出医院: a card that was taken in while nobody knew the hospital comes to its hospital."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.agreements.queries import promised
from shouwen.apps.customers.models import Campus, Contact, Department, Hospital
from shouwen.apps.customers.record import choosable
from shouwen.apps.installations.queries import named_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events, verdicts
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.acceptance import version_at
from shouwen.apps.tickets.actions.classification import judge_again
from shouwen.apps.tickets.actions.words import key_of, say
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.lifecycle import Act
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Identity:
    """Which hospital it was, and what else is known of the caller. A department says the campus too."""

    hospital_id: int | None
    reason: str
    campus_id: int | None = None
    department_id: int | None = None
    contact_id: int | None = None
    module_id: int | None = None


@act
def identify(actor: Actor, number: str, said: Identity, *, at: datetime) -> Ticket:
    """Bring a card from the unlisted hospital to its own. Who pays is judged again for the day of acceptance; the first
    contact stays who he is (clause first_contact.at_once). The promise becomes that of the agreement's line, unless a
    deadline has been missed already: a breach that happened has happened.

    Refused: `absent`, `not_your_role`, `not_now`, `hospital_known`; with `field`: `text_missing`, `text_too_long`,
    `absent`, `module_not_installed`.
    """
    ticket = lock_for(actor, number, Act.IDENTIFY)
    if not ticket.hospital.is_unlisted:
        raise Refused("hospital_known")
    if said.hospital_id is None:
        raise Refused("text_missing", field="hospital")
    hospital = choosable(actor, said.hospital_id)
    reason = checked_text(said.reason, "reason", limit=200)
    before = ticket.hospital_id
    _settle_place(ticket, hospital, said)
    promise_kept = any(reading.breached_at for reading in clocks.readings(ticket, list(ticket.facts.all()), at))
    judgement = verdicts.judge_ticket(ticket)
    ticket.agreement_line = judgement.line
    ticket.onsite_covered = judgement.verdict.onsite_covered
    if not promise_kept:
        ticket.promise = promised(judgement.line).to_json()
    ticket.save()
    say(
        ticket,
        actor,
        body=reason,
        audience=Message.Audience.INTERNAL,
        uploads=(),
        at=at,
        submission=key_of(actor, f"identify:{ticket.pk}", at.isoformat()),
    )
    events.record(
        ticket,
        events.Code.IDENTIFIED,
        actor,
        at,
        before=before,
        hospital=hospital.pk,
        campus=ticket.campus_id,
        department=ticket.department_id,
        contact=ticket.contact_id,
        module=ticket.module.code if ticket.module else None,
        line=ticket.agreement_line_id,
        promise_kept=promise_kept,
    )
    judge_again(ticket, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


def _settle_place(ticket: Ticket, hospital: Hospital, said: Identity) -> None:
    department = _department(hospital, said.department_id)
    campus = department.campus if department else _campus(hospital, said.campus_id)
    contact = _contact(hospital, said.contact_id)
    module_id = said.module_id if said.module_id is not None else ticket.module_id
    ticket.module = named_module(hospital.pk, module_id)
    ticket.hospital, ticket.campus, ticket.department, ticket.contact = hospital, campus, department, contact
    ticket.version = version_at(campus, ticket.module)


def _department(hospital: Hospital, department_id: int | None) -> Department | None:
    if department_id is None:
        return None
    found = hospital.departments.filter(pk=department_id, retired_on=None).select_related("campus").first()
    if found is None:
        raise Refused("absent", field="department")
    return found


def _campus(hospital: Hospital, campus_id: int | None) -> Campus | None:
    """The campus named, or the only one that there is."""
    present = list(hospital.campuses.filter(retired_on=None).order_by("pk"))
    if campus_id is None:
        return present[0] if len(present) == 1 else None
    found = next((each for each in present if each.pk == campus_id), None)
    if found is None:
        raise Refused("absent", field="campus")
    return found


def _contact(hospital: Hospital, contact_id: int | None) -> Contact | None:
    if contact_id is None:
        return None
    found = hospital.contacts.filter(pk=contact_id, retired_on=None).first()
    if found is None:
        raise Refused("absent", field="contact")
    return found
