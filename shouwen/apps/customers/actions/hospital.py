"""A hospital comes onto the books, and what is known of it changes."""

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.actions.standing import standing_contacts
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Campus, Hospital, Tenure
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.credit_code import credit_code
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import WRITES_CUSTOMERS, Actor, need


@dataclass(frozen=True)
class HospitalFacts:
    """What a form says of a hospital. The credit code may stay empty until somebody has it."""

    name: str
    short_name: str
    category: str
    credit_code: str = ""
    address: str = ""


@act
def add_hospital(
    actor: Actor,
    facts: HospitalFacts,
    *,
    account_manager_id: int | None,
    deputy_id: int | None,
    campus: str,
    since: date,
    at: datetime,
) -> Hospital:
    """A new hospital with its standing contacts and its first campus.

    Refused: `not_your_role`; with `field`: `text_missing`, `text_too_long`, `unknown_choice`, `credit_code.*`,
    `already_there`, `absent`, `same_person`.
    """
    need(actor, WRITES_CUSTOMERS, "keep_customers")
    wanted = _checked(facts, None)
    manager, deputy = standing_contacts(account_manager_id, deputy_id)
    campus_name = checked_text(campus, "campus", limit=80)
    hospital = Hospital(account_manager=manager, deputy=deputy)
    _put(hospital, wanted)
    hospital.save()
    place = Campus.objects.create(hospital=hospital, name=campus_name)
    Tenure.objects.create(hospital=hospital, post=Tenure.Post.ACCOUNT_MANAGER, person=manager, since=since)
    if deputy:
        Tenure.objects.create(hospital=hospital, post=Tenure.Post.DEPUTY, person=deputy, since=since)
    record(
        hospital,
        Code.ADDED,
        actor,
        at,
        category=hospital.category,
        campus=place.pk,
        account_manager=manager.pk,
        deputy=deputy.pk if deputy else None,
    )
    return hospital


@act
def change_hospital(actor: Actor, hospital_id: int, facts: HospitalFacts, *, at: datetime) -> Hospital:
    """Names, category, credit code and address. The ledger keeps which of them changed.

    Refused: `not_your_role`, `absent`; with `field`: as `add_hospital`, and `nothing_changed`.
    """
    hospital = lock_hospital(actor, hospital_id)
    wanted = _checked(facts, hospital)
    before = hospital.category
    changed = sorted(name for name, value in wanted.items() if getattr(hospital, name) != value)
    if not changed:
        raise Refused("nothing_changed", field="name")
    _put(hospital, wanted)
    hospital.save()
    record(hospital, Code.CHANGED, actor, at, fields=changed, before=before, after=hospital.category)
    return hospital


def _checked(facts: HospitalFacts, hospital: Hospital | None) -> dict[str, str | None]:
    name = checked_text(facts.name, "name", limit=120)
    if facts.category not in Hospital.Category.values:
        raise Refused("unknown_choice", field="category")
    code = credit_code(facts.credit_code) if facts.credit_code.strip() else None
    others = Hospital.objects.exclude(pk=hospital.pk if hospital else 0)
    if others.filter(name=name).exists():
        raise Refused("already_there", field="name")
    if code and others.filter(credit_code=code).exists():
        raise Refused("already_there", field="credit_code")
    return {
        "name": name,
        "short_name": checked_text(facts.short_name, "short_name", limit=40),
        "category": facts.category,
        "credit_code": code,
        "address": checked_text(facts.address, "address", limit=200, required=False),
    }


def _put(hospital: Hospital, wanted: dict[str, str | None]) -> None:
    for name, value in wanted.items():
        setattr(hospital, name, value)
