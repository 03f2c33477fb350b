"""Work on a card: written down by who did it; a wrong row is struck and written anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from shouwen.apps.billing.access import lock_work
from shouwen.apps.billing.events import LOGGED, STRUCK, record_work
from shouwen.apps.billing.models import Quote, Work
from shouwen.apps.billing.queries import charge_of, rates_known_on
from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.calendars import CalendarName
from shouwen.policy.plain_text import checked_text
from shouwen.policy.quoting import Basis, Stage, basis_of
from shouwen.policy.rates import UNPRICED, Hour, spent, worth
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, Role, need

# A clock that is a little ahead is no lie.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class WorkFacts:
    """`goodwill`: done at our own cost, though nobody has agreed to pay."""

    kind: str
    started_at: datetime
    ended_at: datetime
    place: str = ""
    words: str = ""
    goodwill: bool = False


@act
def log_work(actor: Actor, number: str, facts: WorkFacts, *, at: datetime, submission: str) -> Work:
    """One's own work on a card, against its confirmed quote or against cover. Grades 1 and 2 are worked on at once and
    settled later (clause charge.fix_first); of a lesser grade nobody works unpaid unless it is meant so.

    Refused: `absent`, `not_your_role`, `quote_not_confirmed`; with `field`: `unknown_choice`, `until_before_since`,
    `work_too_long`, `in_the_future`, `work_before_card`, `work_overlaps`, `text_missing`, `text_too_long`.
    """
    ticket = cards.lock(actor, number)
    need(actor, QUALIFIED_ROLES, "log_work")
    key = key_of(actor, "work", submission)
    known = Work.objects.filter(submission=key).first()
    if known is not None:
        return known
    if facts.kind not in Work.Kind.values:
        raise Refused("unknown_choice", field="kind")
    card = rates_known_on(facts.started_at.astimezone(DESK_ZONE).date())
    spec = working_times(newest().pk)[CalendarName.ONLINE].spec
    minutes = spent(card.rates if card else UNPRICED, spec, facts.started_at, facts.ended_at)
    if facts.ended_at > at + AHEAD:
        raise Refused("in_the_future", field="ended")
    if facts.started_at < ticket.accepted_at - timedelta(days=1):
        raise Refused("work_before_card", field="started")
    place = checked_text(facts.place, "place", limit=120, required=facts.kind == Work.Kind.ONSITE)
    _check_free(actor, facts)
    quote = _agreed_for(actor, ticket.pk, facts.kind)
    basis = basis_of(charge_of(ticket), ticket.grade, has_confirmed=quote is not None, goodwill=facts.goodwill)
    made = Work.objects.create(
        ticket=ticket,
        hospital_id=ticket.hospital_id,
        person_id=actor.person,
        kind=facts.kind,
        place=place,
        words=masked_text(facts.words, "words", limit=500, required=False).text,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        plain_minutes=minutes[Hour.PLAIN],
        night_minutes=minutes[Hour.NIGHT],
        rest_day_minutes=minutes[Hour.REST_DAY],
        holiday_minutes=minutes[Hour.HOLIDAY],
        worth_fen=worth(card.rates, minutes) if card else None,
        basis=basis,
        quote=quote if basis is Basis.QUOTE else None,
        logged_at=at,
        logged_by_id=actor.person,
        submission=key,
    )
    record_work(made, LOGGED, actor, at)
    return made


@act
def strike_work(actor: Actor, work_id: int, words: str, *, at: datetime) -> Work:
    """A row that is wrong: it stays, and counts no more. By who did the work, or the director.

    Refused: `absent`, `not_your_role`, `work_struck`; with `field`: `text_missing`, `text_too_long`.
    """
    work = lock_work(actor, work_id)
    if work.person_id != actor.person and Role.DIRECTOR not in actor.roles:
        raise Refused("not_your_role", act="strike_work")
    if work.struck_at is not None:
        raise Refused("work_struck")
    work.struck_because = masked_text(words, "words", limit=200).text
    work.struck_at, work.struck_by_id = at, actor.person
    work.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record_work(work, STRUCK, actor, at)
    return work


def _agreed_for(actor: Actor, ticket_id: int, kind: str) -> Quote | None:
    """The confirmed quote against which this work is done; a visit's price stands for its expert's days there."""
    whose = Q(visit=None)
    if kind in {Work.Kind.ONSITE, Work.Kind.TRAVEL}:
        whose |= Q(visit__expert=actor.person)
    return Quote.objects.filter(whose, ticket=ticket_id, stage=Stage.CONFIRMED).first()


def _check_free(actor: Actor, facts: WorkFacts) -> None:
    """Nobody works twice at one time."""
    mine = Work.objects.filter(person=actor.person, struck_at=None)
    if mine.filter(started_at__lt=facts.ended_at, ended_at__gt=facts.started_at).exists():
        raise Refused("work_overlaps", field="started")
