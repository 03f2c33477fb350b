"""What rules name by id: whether it is there, and the people whom one tells."""

from collections.abc import Iterable
from datetime import datetime

from shouwen.apps.aids.models import Aid
from shouwen.apps.aids.queries import in_use, newest
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Hospital
from shouwen.apps.duty.queries import on_duty
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import Team, User
from shouwen.apps.people.queries import away, qualified
from shouwen.apps.tickets.models import Ticket
from shouwen.policy import macros
from shouwen.policy.aids import Kind
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.policy.rules import NAMED, NOBODY, POSTS, SAFE_STEPS, Action, Condition, Do, Field, person_told
from shouwen.policy.stand_in import stand_in

AID_KINDS = {Do.CHECKLIST: Kind.CHECKLIST, Do.DRAFT: Kind.REPLY, Do.MACRO: Kind.MACRO}


def check_condition(asked: Condition, place: str) -> None:
    """Refused with `field`: `absent`. One query for one that names rows."""
    wanted = {int(each) for each in asked.values if each != NOBODY} if asked.field in _ROWS else set()
    if wanted and _ROWS[Field(asked.field)](wanted) != len(wanted):
        raise Refused("absent", field=place)


def check_action(action: Action, place: str) -> None:
    """Refused with `field`: `absent`, `macro_not_safe`."""
    do = Do(action.do)
    person = person_told(action.value) if do is Do.TELL else None
    if person is not None:
        there = User.objects.filter(pk=person, kind=User.Kind.STAFF, is_active=True).exists()
    elif do not in NAMED:
        there = True
    elif do is Do.OFFER:
        there = qualified(int(action.value)) is not None
    elif do is Do.TEAM:
        there = Team.objects.filter(pk=int(action.value), dissolved_on=None).exists()
    else:
        there = Aid.objects.filter(pk=int(action.value), kind=AID_KINDS[do], retired_at=None).exists()
    if not there:
        raise Refused("absent", field=place)
    if do is Do.MACRO:
        safe_macro(int(action.value), field=place)


def safe_macro(aid_id: int, **where: object) -> int:
    """The version in use of a macro, if it is made of nothing but what a rule may do.

    Refused (with `where`): `macro_changed`, `macro_not_safe`.
    """
    version = newest().filter(aid=aid_id, aid__kind=Kind.MACRO, aid__retired_at=None).first()
    if version is None:
        raise Refused("macro_changed", **where)
    if not {row.do for row in version.steps.all()} <= SAFE_STEPS:
        raise Refused("macro_not_safe", **where)
    return version.pk


def safe_macros() -> set[str]:
    """The ids of those in use that are made of nothing but what a rule may do. Two queries."""
    found = newest().filter(aid__kind=Kind.MACRO, aid__retired_at=None).prefetch_related("steps")
    return {str(each.aid_id) for each in found if {row.do for row in each.steps.all()} <= SAFE_STEPS}


def reply_in_use(aid_id: int) -> int:
    """The version in use of a reply. Refused: `macro_changed` (it was retired)."""
    kept = in_use([macros.Step(macros.Do.DRAFT, str(aid_id))])
    if aid_id not in kept:
        raise Refused("macro_changed")
    return kept[aid_id].pk


def people_told(value: str, ticket: Ticket, at: datetime) -> list[int]:
    """Whom `tell` means on this card now: here, standing in for whoever is away, and allowed to know of the card.

    Refused: `nobody_to_tell`.
    """
    out = away(at)
    named = (stand_in(each, out) for each in _named(value, ticket, at) if each is not None)
    people = User.objects.filter(pk__in={each for each in named if each is not None}, is_active=True)
    staff = people.filter(kind=User.Kind.STAFF).order_by("pk")
    found = [each.pk for each in staff if Ticket.objects.for_actor(actor_of(each)).filter(pk=ticket.pk).exists()]
    if not found:
        raise Refused("nobody_to_tell")
    return found


def _named(value: str, ticket: Ticket, at: datetime) -> Iterable[int | None]:
    if value == "handler":
        # While nobody has it, who answers for it.
        return [ticket.handler_id or ticket.first_contact_id]
    if value == "first_contact":
        return [ticket.first_contact_id]
    if value == "account_manager":
        return [ticket.hospital.account_manager_id]
    if value == "directors":
        return User.objects.filter(grants__role=Role.DIRECTOR, is_active=True).values_list("pk", flat=True)
    if value in POSTS:
        holder = on_duty(value, at)
        return [holder.pk if holder else None]
    return [person_told(value)]


_ROWS = {
    Field.HOSPITAL: lambda ids: Hospital.objects.filter(pk__in=ids).count(),
    Field.MODULE: lambda ids: Module.objects.filter(pk__in=ids).count(),
    Field.TEAM: lambda ids: Team.objects.filter(pk__in=ids).count(),
    Field.HANDLER: lambda ids: User.objects.filter(pk__in=ids, kind=User.Kind.STAFF).count(),
    Field.FIRST_CONTACT: lambda ids: User.objects.filter(pk__in=ids, kind=User.Kind.STAFF).count(),
}
