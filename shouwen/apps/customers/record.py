"""A hospital's record as its pages ask for it: the list, and one section at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from shouwen.apps.customers.models import Campus, Contact, Department, DossierEntry, Hospital, Posting, Tenure
from shouwen.policy.credit_code import normalised
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import READS_CUSTOMERS, Actor, need

PAGE = 25
LONGEST_QUESTION = 40


@dataclass(frozen=True)
class Question:
    """How the list is narrowed; empty means everything. `among`: only these hospitals, when something above asks."""

    text: str = ""
    category: str = ""
    manager_id: int | None = None
    among: Collection[int] | None = None


@dataclass(frozen=True)
class Page:
    hospitals: Sequence[Hospital]
    # Where the next page starts, "" when this is the last one.
    after: str


def hospitals(actor: Actor, question: Question, after: str = "", *, size: int = PAGE) -> Page:
    """One page of the hospitals that this person keeps or reads, by name. One query. Refused: `not_your_role`."""
    need(actor, READS_CUSTOMERS, "read_customers")
    rows = Hospital.objects.for_actor(actor).filter(is_unlisted=False).filter(asked(question.text))
    if question.category:
        rows = rows.filter(category=question.category)
    if question.manager_id is not None:
        rows = rows.filter(Q(account_manager=question.manager_id) | Q(deputy=question.manager_id))
    if question.among is not None:
        rows = rows.filter(pk__in=question.among)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows.select_related("account_manager", "deputy").order_by("name", "pk")[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def by_category(actor: Actor) -> dict[str, int]:
    """How many hospitals of each kind he may know of. One query."""
    rows = Hospital.objects.for_actor(actor).filter(is_unlisted=False).order_by()
    return dict(rows.values_list("category").annotate(n=Count("pk")))


def visible_ids(actor: Actor) -> list[int]:
    """Every hospital that this person may know of."""
    return list(Hospital.objects.for_actor(actor).filter(is_unlisted=False).values_list("pk", flat=True))


def choosable(actor: Actor, hospital_id: int) -> Hospital:
    """A hospital that a form names. Refused with `field`: `absent`."""
    found = Hospital.objects.for_actor(actor).filter(pk=hospital_id, is_unlisted=False).first()
    if found is None:
        raise Refused("absent", field="hospital")
    return found


def campuses(hospital: Hospital) -> list[Campus]:
    """Campuses with their departments, those in use first."""
    departments = Prefetch("departments", Department.objects.order_by("retired_on", "pk"))
    return sorted(
        hospital.campuses.prefetch_related(departments), key=lambda campus: (campus.retired_on is not None, campus.pk)
    )


def contacts(hospital: Hospital) -> list[Contact]:
    """Present contacts, those of the hospital's computers first."""
    rows = hospital.contacts.filter(retired_on=None).select_related("department__campus", "user")
    return list(rows.order_by("-is_it", "department_id", "pk"))


def former_contacts(hospital: Hospital) -> list[Contact]:
    """Retired contacts, the last first."""
    rows = hospital.contacts.filter(retired_on__isnull=False).select_related("department__campus")
    return list(rows.order_by("-retired_on", "-pk"))


def dossier(hospital: Hospital) -> list[DossierEntry]:
    """Present entries, in the order in which they were written."""
    return list(hospital.dossier.filter(removed_at=None).select_related("changed_by").order_by("section", "pk"))


def tenures(hospital: Hospital) -> list[Tenure]:
    """Who stood for it and who worked there, the newest first."""
    return list(hospital.tenures.select_related("person"))


def postings(hospital: Hospital) -> list[Posting]:
    """Engineers posted there, present ones first."""
    rows = hospital.postings.select_related("engineer").order_by("-since", "-pk")
    return sorted(rows, key=lambda posting: posting.until is not None)


def asked(text: str) -> Q:
    """By name, short name, first letters or credit code."""
    text = text.strip()[:LONGEST_QUESTION]
    if not text:
        return Q()
    names = Q(name__icontains=text) | Q(short_name__icontains=text)
    letters = normalised(text)
    if letters.isascii() and letters.isalnum():
        names |= Q(initials__contains=letters.lower()) | Q(credit_code__startswith=letters)
    return names
