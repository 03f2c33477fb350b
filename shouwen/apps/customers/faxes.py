"""Whose fax machine it is: a campus or a contact by its whole number, and a hospital when it is nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.apps.customers.models import Campus, Contact, Hospital
from shouwen.policy.fax import digits_of


@dataclass(frozen=True)
class Sender:
    """The hospital, and where it is known to stand."""

    hospital: Hospital
    campus: Campus | None = None
    contact: Contact | None = None


def sender_of(number: str) -> Sender | None:
    """The one hospital that has this fax number; None when none has, or several. Two queries.

    A number is compared whole: the same eight digits in another city are another machine.
    """
    digits = digits_of(number)
    if not digits:
        return None
    people = [row for row in _contacts() if digits_of(row.fax) == digits]
    places = [row for row in _campuses() if digits_of(row.fax) == digits]
    houses = {row.hospital_id: row.hospital for row in people} | {row.hospital_id: row.hospital for row in places}
    if len(houses) != 1:
        return None
    contact = people[0] if len(people) == 1 else None
    campus = places[0] if len(places) == 1 else None
    if contact is not None and contact.department is not None:
        campus = contact.department.campus
    return Sender(next(iter(houses.values())), campus, contact)


def numbers_of(hospital_id: int, campus_id: int | None, contact_id: int | None) -> list[str]:
    """The fax numbers of a hospital, the nearest first: the contact's, the campus's, any other. Two queries."""
    people = [row for row in _contacts() if row.hospital_id == hospital_id]
    places = [row for row in _campuses() if row.hospital_id == hospital_id]
    people.sort(key=lambda row: row.pk != contact_id)
    places.sort(key=lambda row: row.pk != campus_id)
    near = [row.fax for row in people if row.pk == contact_id]
    return list(dict.fromkeys([*near, *(row.fax for row in places), *(row.fax for row in people)]))


def _contacts() -> Sequence[Contact]:
    rows = Contact.objects.exclude(fax="").filter(retired_on=None, hospital__is_unlisted=False)
    return list(rows.select_related("hospital", "department__campus").order_by("pk"))


def _campuses() -> Sequence[Campus]:
    rows = Campus.objects.exclude(fax="").filter(retired_on=None, hospital__is_unlisted=False)
    return list(rows.select_related("hospital").order_by("pk"))
