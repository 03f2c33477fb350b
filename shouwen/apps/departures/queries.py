"""What hangs on a person: to be seen before he leaves."""

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from shouwen.apps.billing.actions.succession import quotes_of
from shouwen.apps.consultations.actions.succession import consultations_of, named_of, visits_of
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.duty.models import HandOver, Post, Shift
from shouwen.apps.people.models import Absence, User
from shouwen.apps.prepared import UpTo
from shouwen.apps.remote.actions.succession import asked_by, unwritten_of
from shouwen.apps.tickets.models import Journey, Offer, Substitution, Ticket
from shouwen.policy.lifecycle import State

OFFERED, TRAVELLED = Q(is_offered=True), Q(is_travelled=True)


@dataclass(frozen=True)
class Burden:
    """How much of each kind. A card counts until it is archived: it may be reopened."""

    handled: int
    offered: int
    answered_for: int
    journeys: int
    managed: int
    deputised: int
    postings: int
    posts: int
    shifts: int
    stands_in: int
    unsigned: int
    quotes: int
    consultations: int
    expert_visits: int
    named_for: int
    remote_asked: int
    remote_sessions: int

    @property
    def total(self) -> int:
        return sum(astuple(self))


def burden(person_id: int, at: datetime) -> Burden:
    """Everything that points to a person. Three queries."""
    cards = cards_of(person_id).aggregate(
        handled=Count("pk", filter=Q(handler=person_id)),
        offered=Count("pk", filter=OFFERED),
        answered_for=Count("pk", filter=_answers(person_id)),
        journeys=Count("pk", filter=TRAVELLED),
    )
    hospitals = Hospital.objects.aggregate(
        managed=Count("pk", filter=Q(account_manager=person_id)), deputised=Count("pk", filter=Q(deputy=person_id))
    )
    return Burden(**cards, **hospitals, **_counted(person_id, at))


def _counted(person_id: int, at: datetime) -> dict[str, int]:
    """The plain rows of each kind, in one query."""
    rows: dict[str, QuerySet[Any]] = {
        "postings": Posting.objects.filter(engineer=person_id, until=None),
        "posts": Post.objects.filter(standing=person_id),
        "shifts": Shift.objects.filter(person=person_id, ends_at__gt=at),
        "stands_in": Absence.objects.filter(substitute=person_id, ends_at__gt=at, withdrawn_at=None),
        "unsigned": HandOver.objects.filter(receiver=person_id, signed_at=None),
        "quotes": quotes_of(person_id),
        "consultations": consultations_of(person_id),
        "expert_visits": visits_of(person_id, at),
        "named_for": named_of(person_id),
        "remote_asked": asked_by(person_id, at),
        "remote_sessions": unwritten_of(person_id),
    }
    counts = {f"n_{kind}": UpTo(found.order_by().values("pk")) for kind, found in rows.items()}
    found = User.objects.filter(pk=person_id).annotate(**counts).values(*counts).get()
    return {kind: found[f"n_{kind}"] for kind in rows}


def cards_of(person_id: int) -> QuerySet[Ticket]:
    """The cards that are not archived and have this person in them."""
    this = OuterRef("pk")
    spoken = Substitution.objects.filter(ticket=this).order_by("-at", "-pk").values("substitute")[:1]
    rows = Ticket.objects.exclude(state=State.ARCHIVED).annotate(
        speaker=Subquery(spoken),
        is_offered=Exists(Offer.objects.filter(ticket=this, to=person_id, answer=Offer.Answer.OPEN)),
        is_travelled=Exists(Journey.objects.filter(ticket=this, engineer=person_id, arrived_at=None)),
    )
    return rows.filter(Q(handler=person_id) | OFFERED | TRAVELLED | _answers(person_id))


def _answers(person_id: int) -> Q:
    """He speaks for the card: its first contact without a substitute, or the latest substitute."""
    return Q(first_contact=person_id, speaker=None) | Q(speaker=person_id)
