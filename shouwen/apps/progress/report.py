"""How one person kept his duty as first contact over a stretch of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum

from shouwen.apps.ledger.models import Event
from shouwen.apps.people.models import User
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import events
from shouwen.apps.tickets.clocks import VOID
from shouwen.apps.tickets.debts import SEES_DEBTS
from shouwen.apps.tickets.models import Chase, Clock, FollowUp, Offer, Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Share:
    """So many of so many; the rate is None where there was nothing to do."""

    kept: int
    of: int

    @property
    def percent(self) -> int | None:
        return None if not self.of else 100 * self.kept // self.of


@dataclass(frozen=True)
class Report:
    person: User
    # Cards accepted in the period for which he answers, and how many of them are open now.
    cards: int
    open: int
    responses: Share
    resolutions: Share
    words: Share
    # Words that were never spoken.
    missing_words: int
    chases: Share
    reopened: int
    # Cards closed in the period with his own word to the hospital.
    own_words: Share
    offers_made: int
    offers_returned: int
    in_nobodys_hands: timedelta


def report_of(actor: Actor, person_id: int, since: datetime, until: datetime, now: datetime) -> Report:
    """One person's report over [since, until). Nine queries. Refused: `absent`, `not_your_role` for another's."""
    if person_id != actor.id and not actor.roles & SEES_DEBTS:
        raise Refused("not_your_role", act="report")
    person = User.objects.filter(pk=person_id, kind=User.Kind.STAFF).first()
    if person is None:
        raise Refused("absent")
    cards = Ticket.objects.for_actor(actor).filter(first_contact=person, accepted_at__gte=since, accepted_at__lt=until)
    summed = cards.aggregate(n=Count("pk"), open=Count("pk", filter=~Q(state__in=ENDED)), idle=Sum("nobody_for"))
    own, closed = _own_words(actor, person, since, until)
    made = Offer.objects.filter(by=person, at__gte=since, at__lt=until).aggregate(
        n=Count("pk"), back=Count("pk", filter=Q(answer__in=[Offer.Answer.DECLINED, Offer.Answer.LAPSED]))
    )
    words, missing = _words(actor, person, since, until, now)
    return Report(
        person=person,
        cards=summed["n"],
        open=summed["open"],
        responses=_clocks(cards, "response", now),
        resolutions=_clocks(cards, "resolution", now),
        words=words,
        missing_words=missing,
        chases=_chases(actor, person, since, until, now),
        reopened=_reopened(actor, person, since, until),
        own_words=Share(own, closed),
        offers_made=made["n"],
        offers_returned=made["back"],
        in_nobodys_hands=summed["idle"] or timedelta(),
    )


def _clocks(cards: QuerySet[Ticket], kind: str, now: datetime) -> Share:
    """Clocks that have been decided: met, or late already."""
    rows = Clock.objects.filter(ticket__in=cards.values("pk"), kind=kind).exclude(state=VOID)
    late = Q(breached_at__isnull=False) | Q(stopped_at=None, state="running", due_at__lte=now)
    met = Q(stopped_at__isnull=False, breached_at=None)
    found = rows.aggregate(met=Count("pk", filter=met), late=Count("pk", filter=late))
    return Share(found["met"], found["met"] + found["late"])


def _words(actor: Actor, person: User, since: datetime, until: datetime, now: datetime) -> tuple[Share, int]:
    rows = Owed.objects.filter(
        person=person, due_at__gte=since, due_at__lt=until, ticket__in=Ticket.objects.for_actor(actor)
    )
    missing = Q(spoken_at=None, due_at__lte=now) & (Q(dropped_at=None) | Q(dropped_at__gt=F("due_at")))
    found = rows.aggregate(
        kept=Count("pk", filter=Q(spoken_at__lte=F("due_at"))),
        late=Count("pk", filter=Q(spoken_at__gt=F("due_at"))),
        missing=Count("pk", filter=missing),
    )
    return Share(found["kept"], found["kept"] + found["late"] + found["missing"]), found["missing"]


def _chases(actor: Actor, person: User, since: datetime, until: datetime, now: datetime) -> Share:
    rows = Chase.objects.filter(
        ticket__first_contact=person, at__gte=since, at__lt=until, ticket__in=Ticket.objects.for_actor(actor)
    )
    found = rows.aggregate(
        kept=Count("pk", filter=Q(answered_at__lte=F("due_at"))),
        late=Count("pk", filter=Q(answered_at__gt=F("due_at")) | Q(answered_at=None, due_at__lte=now)),
    )
    return Share(found["kept"], found["kept"] + found["late"])


def _reopened(actor: Actor, person: User, since: datetime, until: datetime) -> int:
    his = Ticket.objects.for_actor(actor).filter(first_contact=person)
    told = Event.objects.filter(subject_kind=events.SUBJECT, code=events.Code.REOPENED, at__gte=since, at__lt=until)
    return told.filter(subject_id__in=his.values("pk")).count()


def _own_words(actor: Actor, person: User, since: datetime, until: datetime) -> tuple[int, int]:
    """Cards that got a last follow-up in the period, and those of them with his own."""
    rows = FollowUp.objects.filter(
        ticket__first_contact=person, at__gte=since, at__lt=until, ticket__in=Ticket.objects.for_actor(actor)
    )
    found = rows.aggregate(
        own=Count("ticket", filter=Q(by=person), distinct=True), every=Count("ticket", distinct=True)
    )
    return found["own"], found["every"]
