"""Reading: who is entitled, who is certified, what was called and concluded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.consultations.models import (
    Certificate,
    Consultation,
    ExpertVisit,
    Member,
    NamedExpert,
    Solution,
    SolutionVersion,
)
from shouwen.apps.people.models import User
from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.catalogue import Service
from shouwen.policy.consultation import WARN_DAYS, may_be_sent
from shouwen.policy.coverage import Cause, Charge, verdict
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.severity import Kind

PAGE = 25
MOST = 50


@dataclass(frozen=True)
class Page:
    rows: Sequence[Consultation]
    after: str


def is_entitled(hospital_id: int, day: date) -> bool:
    """Does an agreement of this hospital name the green channel for this day? Two queries."""
    return hospital_id in entitled(day, hospital_id)


def entitled(day: date, hospital_id: int | None = None) -> set[int]:
    """The hospitals whose agreements name the green channel for this day. Two queries."""
    periods = Prefetch("paid_periods", PaidPeriod.objects.order_by("starts_on"))
    lines = Line.objects.select_related("agreement").prefetch_related(periods)
    if hospital_id is not None:
        lines = lines.filter(agreement__hospital=hospital_id)
    asked = (day, Kind.INCIDENT, Service.GREEN_CHANNEL, Cause.UNKNOWN)
    fits = {Charge.FREE, Charge.INCLUDED}
    return {line.agreement.hospital_id for line in lines if verdict(terms(line, None), *asked).charge in fits}


def check_expert(person_id: int | None, day: date, field: str) -> User:
    """A colleague who may be invited or sent on this day. Refused, with `field` where one is given: `absent`,
    `expert_not_certified`, `expert_expired`."""
    at_field = {"field": field} if field else {}
    person = User.objects.filter(pk=person_id or 0, kind=User.Kind.STAFF, is_active=True).first()
    if person is None:
        raise Refused("absent", **at_field)
    try:
        may_be_sent([each.terms for each in Certificate.objects.filter(person=person)], day)
    except Refused as refused:
        raise Refused(refused.code, **refused.facts | at_field, name=person.name) from None
    return person


def certificate_of(pk: int) -> Certificate:
    """One certificate with its holder, no secret to the staff; `Refused("absent")` when there is none."""
    found = Certificate.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Refused("absent")
    return found


def certificates(day: date, *, ending: bool = False) -> list[Certificate]:
    """The register, what ends first on top; `ending`: only what ends within sixty days. One query."""
    rows = Certificate.objects.select_related("person")
    if ending:
        rows = rows.filter(ended_on=None, expires_on__lte=day + timedelta(days=WARN_DAYS), expires_on__gte=day)
    return list(rows[:500])


def experts_on(day: date) -> list[tuple[User, Certificate]]:
    """Who may be invited or sent on this day, by name, with the certificate that counts longest. One query."""
    rows = Certificate.objects.filter(issued_on__lte=day, expires_on__gte=day, person__is_active=True)
    found: dict[int, tuple[User, Certificate]] = {}
    for each in rows.select_related("person").order_by("person__name", "expires_on"):
        if each.terms.is_valid(day):
            found[each.person_id] = (each.person, each)
    return list(found.values())


def named_for(hospital_id: int) -> list[NamedExpert]:
    """The experts who are named for a hospital. One query."""
    return list(NamedExpert.objects.filter(hospital=hospital_id, until=None).select_related("person"))


def specialties(people: Sequence[int], day: date) -> Mapping[int, str]:
    """What each of these knows, by the certificate that counts. One query."""
    rows = Certificate.objects.filter(person__in=people, issued_on__lte=day, expires_on__gte=day, ended_on=None)
    return dict(rows.order_by("expires_on").values_list("person", "specialty"))


def consultations(
    actor: Actor, *, stage: str = "", hospital: int | None = None, after: str = "", size: int = PAGE
) -> Page:
    """Consultations that this person may know of, newest first. One query."""
    rows = Consultation.objects.for_actor(actor).select_related("ticket__hospital", "chair")
    if stage:
        rows = rows.filter(stage=stage)
    if hospital is not None:
        rows = rows.filter(ticket__hospital=hospital)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def members_of(consultation: Consultation) -> list[Member]:
    return list(consultation.members.select_related("person"))


def consultations_on(actor: Actor, ticket_id: int) -> list[Consultation]:
    """Those on a card. One query."""
    rows = Consultation.objects.for_actor(actor).filter(ticket=ticket_id)
    return list(rows.select_related("chair", "ticket").order_by("-pk")[:20])


def visits_on(actor: Actor, ticket_id: int) -> list[ExpertVisit]:
    rows = ExpertVisit.objects.for_actor(actor).filter(ticket=ticket_id)
    return list(rows.select_related("expert", "proposed_by", "ticket").order_by("-pk")[:20])


def solution_on(actor: Actor, ticket_id: int) -> Solution | None:
    return Solution.objects.for_actor(actor).filter(ticket=ticket_id).select_related("ticket").first()


def versions_of(actor: Actor, solution: Solution) -> list[SolutionVersion]:
    """Its versions, the newest first; a hospital finds those that are approved. One query."""
    rows = solution.versions.select_related("file", "written_by", "approved_by")
    return list(rows if actor.is_staff else rows.exclude(approved_at=None))


def version_of(actor: Actor, solution: Solution, version: int) -> SolutionVersion:
    """One of them. Refused: `absent`."""
    found = next((each for each in versions_of(actor, solution) if each.version == version), None)
    if found is None:
        raise Refused("absent")
    return found


@dataclass(frozen=True)
class GreenQueue:
    """Anyone's grade 1 stands before the green channel's own cards."""

    gravest: Sequence[Ticket]
    green: Sequence[Ticket]


def green_queue(actor: Actor) -> GreenQueue:
    """The open cards of grade 1, then those of the green channel, each by what is due first. Two queries."""
    live = Ticket.objects.for_actor(actor).filter(state__in=LIVE).select_related("hospital", "handler", "first_contact")
    gravest = live.filter(grade=1).order_by("next_due_at", "pk")
    green = live.filter(service=Service.GREEN_CHANNEL.value, grade__gt=1).order_by("next_due_at", "pk")
    return GreenQueue(list(gravest[:MOST]), list(green[:MOST]))


def due_to_tell(now: datetime) -> QuerySet[Consultation]:
    return Consultation.objects.filter(next_step_at__lte=now).order_by("next_step_at", "pk")


def named_at(hospital_ids: Sequence[int]) -> Mapping[int, list[NamedExpert]]:
    """The named experts of several hospitals. One query."""
    found: dict[int, list[NamedExpert]] = {}
    for each in NamedExpert.objects.filter(hospital__in=hospital_ids, until=None).select_related("person"):
        found.setdefault(each.hospital_id, []).append(each)
    return found
