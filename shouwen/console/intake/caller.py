"""Who calls, and from where: what was typed is followed by what is on record about it."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from shouwen.apps.customers.callers import Callers, caller, callers, digits_of
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.customers.queries import departments_of, hospitals_for
from shouwen.apps.installations.queries import modules, modules_at
from shouwen.console.intake.forms import PlaceChoices
from shouwen.policy.roles import Actor

CONTACT, HOSPITAL = "contact:", "hospital:"


def followed(actor: Actor, typed: QueryDict) -> tuple[dict[str, Any], PlaceChoices]:
    """The fields with what the chosen caller brings, and what there is to choose from. At most seven queries.

    Somebody found alone is chosen. A choice fills in hospital, department, name and number once; what is changed
    afterwards stays changed.
    """
    fields: dict[str, Any] = {name: typed[name] for name in typed if name not in {"csrfmiddlewaretoken", "language"}}
    found = callers(actor, fields.get("find", ""))
    choices = _choices(found)
    codes = [code for code, _words in choices]
    pick = fields.get("pick", "")
    if pick not in codes:
        pick = codes[0] if len(codes) == 1 else ""
    fields |= {"pick": pick, "found_for": fields.get("find", "")}
    hospitals = hospitals_for(actor)
    if pick and pick != fields.get("place_of"):
        fields |= _brought(found, pick)
    elif not pick and not fields.get("caller_phone") and digits_of(fields.get("find", "")):
        fields["caller_phone"] = fields["find"].strip()
    fields["place_of"] = pick
    chosen = next((each for each in hospitals if str(each.pk) == fields.get("hospital")), None)
    fields["hospital_of"] = str(chosen.pk) if chosen else ""
    return fields, PlaceChoices(
        callers=choices,
        hospitals=hospitals,
        departments=departments_of([chosen]) if chosen else [],
        modules=modules_at(chosen.pk) if chosen else modules(),
    )


def contact_id_of(actor: Actor, fields: Mapping[str, Any]) -> int | None:
    """The contact who was chosen, while the hospital is still his."""
    pick = fields.get("pick", "")
    number = pick.removeprefix(CONTACT)
    if not pick.startswith(CONTACT) or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    person = caller(actor, int(number))
    return person.pk if person is not None and str(person.hospital_id) == fields.get("hospital") else None


def _choices(found: Callers) -> list[tuple[str, Any]]:
    people = [(f"{CONTACT}{each.pk}", _of_contact(each)) for each in found.contacts]
    return [*people, *((f"{HOSPITAL}{each.pk}", each.name) for each in found.hospitals)]


def _of_contact(contact: Contact) -> str:
    place = contact.department.name if contact.department else _("Whole hospital")
    return " · ".join(filter(None, [contact.name, contact.hospital.short_name, place, contact.phone]))


def _brought(found: Callers, pick: str) -> dict[str, str]:
    person = next((each for each in found.contacts if f"{CONTACT}{each.pk}" == pick), None)
    if person is None:
        house: Hospital = next(each for each in found.hospitals if f"{HOSPITAL}{each.pk}" == pick)
        return {"hospital": str(house.pk), "department": ""}
    return {
        "hospital": str(person.hospital_id),
        "department": str(person.department_id or ""),
        "caller_name": person.name,
        "caller_phone": person.phone,
    }
