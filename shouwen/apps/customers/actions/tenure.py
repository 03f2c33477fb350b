"""Who stands for a hospital, from when until when; and who put its system in and taught it."""

from datetime import date, datetime

from django.utils import timezone

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.actions.standing import named
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Hospital, Tenure
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

WORKS = (Tenure.Post.IMPLEMENTATION, Tenure.Post.TRAINING)


@act
def change_account_manager(
    actor: Actor, hospital_id: int, person_id: int | None, *, reason: str, on: date, at: datetime
) -> Hospital:
    """Another account manager from the day `on`; the hospital is told (clause first_contact.account_manager).

    Cards that are open keep their first contact. Refused: `not_your_role`, `absent`; with `field`: `text_missing`,
    `absent`, `text_too_long`, `nothing_changed`, `same_person`, `day_to_come`, `before_the_last`.
    """
    hospital = lock_hospital(actor, hospital_id)
    person = named(person_id, "person")
    why = checked_text(reason, "reason", limit=200)
    _not_to_come(on, at)
    before = hospital.account_manager_id
    if person.pk == before:
        raise Refused("nothing_changed", field="person")
    if person.pk == hospital.deputy_id:
        raise Refused("same_person", field="person")
    follow(hospital, Tenure.Post.ACCOUNT_MANAGER, before, person, on, why)
    hospital.account_manager = person
    hospital.save(update_fields=["account_manager"])
    record(hospital, Code.ACCOUNT_MANAGER_CHANGED, actor, at, before=before, person=person.pk, since=on.isoformat())
    return hospital


@act
def change_deputy(
    actor: Actor, hospital_id: int, person_id: int | None, *, reason: str, on: date, at: datetime
) -> Hospital:
    """Another deputy from the day `on`, or none; the hospital is told.

    Refused: `not_your_role`, `absent`; with `field`: as `change_account_manager`.
    """
    hospital = lock_hospital(actor, hospital_id)
    person = named(person_id, "person") if person_id is not None else None
    why = checked_text(reason, "reason", limit=200)
    _not_to_come(on, at)
    before = hospital.deputy_id
    after = person.pk if person else None
    if after == before:
        raise Refused("nothing_changed", field="person")
    if after == hospital.account_manager_id:
        raise Refused("same_person", field="person")
    follow(hospital, Tenure.Post.DEPUTY, before, person, on, why)
    hospital.deputy = person
    hospital.save(update_fields=["deputy"])
    record(hospital, Code.DEPUTY_CHANGED, actor, at, before=before, person=after, since=on.isoformat())
    return hospital


@act
def record_work(
    actor: Actor,
    hospital_id: int,
    post: str,
    person_id: int | None,
    *,
    since: date | None,
    until: date | None,
    note: str,
    at: datetime,
) -> Tenure:
    """Who did the implementation, or the training, and when.

    Refused: `not_your_role`, `absent`; with `field`: `unknown_choice`, `text_missing`, `absent`, `until_before_since`,
    `text_too_long`.
    """
    hospital = lock_hospital(actor, hospital_id)
    if post not in WORKS:
        raise Refused("unknown_choice", field="post")
    person = named(person_id, "person")
    if since is None:
        raise Refused("text_missing", field="since")
    if until is not None and until < since:
        raise Refused("until_before_since", field="until")
    why = checked_text(note, "reason", limit=200, required=False)
    row = Tenure.objects.create(hospital=hospital, post=post, person=person, since=since, until=until, reason=why)
    record(hospital, Code.WORK_RECORDED, actor, at, post=post, person=person.pk, since=since.isoformat())
    return row


def _not_to_come(on: date, at: datetime) -> None:
    """Who stands for a hospital does so from this moment: a day to come would say otherwise."""
    if on > timezone.localdate(at):
        raise Refused("day_to_come", field="on")


def follow(hospital: Hospital, post: str, before: int | None, person: User | None, on: date, reason: str) -> None:
    """End the present tenure and begin the next: at any moment there is one, or none where there may be none."""
    present = Tenure.objects.filter(hospital=hospital, post=post, until=None).first()
    if present is None and before is not None:
        present = Tenure.objects.create(hospital=hospital, post=post, person_id=before)
    if present is not None:
        if present.since and on < present.since:
            raise Refused("before_the_last", field="on", since=present.since.isoformat())
        present.until = on
        present.save(update_fields=["until"])
    if person is not None:
        Tenure.objects.create(hospital=hospital, post=post, person=person, since=on, reason=reason)
