"""One card whole: everything its page answers, on the console and on the portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import story
from shouwen.apps.people.models import User
from shouwen.apps.tickets import access, clocks, events
from shouwen.apps.tickets.debts import idle_of
from shouwen.apps.tickets.models import (
    Archive,
    Attachment,
    Chase,
    Closure,
    Dispute,
    Fact,
    FollowUp,
    Journey,
    Link,
    Message,
    Offer,
    Problem,
    Rating,
    Resolution,
    Retitling,
    Ticket,
    Verdict,
)
from shouwen.apps.tickets.paging import ROW_PARTS
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import Act, Bond, State, refusal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Extras:
    """What few cards have: asked for only when the story says that it happened."""

    offer: Offer | None = None
    chase: Chase | None = None
    answered_chase: Chase | None = None
    dispute: Dispute | None = None
    journey: Journey | None = None
    links: Sequence[Link] = ()
    links_to_here: Sequence[Link] = ()
    rating: Rating | None = None
    archive: Archive | None = None
    closures: Sequence[Closure] = ()
    retitlings: Sequence[Retitling] = ()
    # Staff only: a problem has cards of other hospitals too.
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class Card:
    """One card whole: everything its page answers."""

    ticket: Ticket
    readings: Sequence[Reading]
    facts: Sequence[Fact]
    messages: Sequence[Message]
    verdict: Verdict
    verdicts: Sequence[Verdict]
    resolution: Resolution | None
    follow_ups: Sequence[FollowUp]
    events: Sequence[Event]
    people: Mapping[int, User]
    bond: Bond
    extras: Extras
    reader: int | None
    # How long the card was, or has been, in nobody's hands.
    idle: timedelta
    # Each act this actor cannot do now, with the reason.
    refusals: Mapping[Act, Refused | None]

    def provisional(self, reading: Reading) -> bool:
        """Was this clock computed over a year whose holidays were not published?"""
        return clocks.is_provisional(self.ticket, reading)


def whole_card(actor: Actor, number: str, now: datetime) -> Card:
    """A card as this actor may see it; `Refused("absent")` otherwise. A customer gets no internal note."""
    ticket = (
        Ticket.objects.for_actor(actor)
        .select_related(
            *ROW_PARTS,
            "agreement_line__agreement",
            "campus",
            "contact",
            "calendar_version",
            "hospital__account_manager",
            "hospital__deputy",
        )
        .filter(number=number)
        .first()
    )
    if ticket is None:
        raise Refused("absent")
    facts = list(ticket.facts.select_related("by"))
    verdicts = list(ticket.verdicts.select_related("line__agreement").prefetch_related("line__paid_periods"))
    told = story(events.SUBJECT, ticket.pk)
    follow_ups = list(ticket.follow_ups.select_related("by"))
    bond = access.bond(ticket)
    return Card(
        ticket=ticket,
        readings=clocks.readings(ticket, facts, now),
        facts=facts,
        messages=_messages(actor, ticket),
        verdict=verdicts[-1],
        verdicts=verdicts,
        resolution=ticket.resolutions.select_related("by").last(),
        follow_ups=follow_ups,
        events=told,
        people=_people(ticket, told, bond),
        bond=bond,
        reader=actor.id,
        idle=idle_of(ticket, now),
        extras=_extras(actor, ticket, {event.code for event in told}),
        refusals={act: refusal(act, actor, State(ticket.state), bond) for act in Act},
    )


def _extras(actor: Actor, ticket: Ticket, happened: set[str]) -> Extras:
    code = events.Code
    linked = {code.LINKED, code.MERGED, code.MERGED_HERE, code.SPLIT} & happened
    there, here = _links(actor, ticket) if linked else ((), ())
    return Extras(
        offer=ticket.offers.filter(answer=Offer.Answer.OPEN).select_related("to", "by").first()
        if code.OFFERED in happened
        else None,
        chase=ticket.chases.filter(answered_at=None).first() if code.CHASED in happened else None,
        answered_chase=ticket.chases.exclude(answered_at=None).select_related("answered_by").last()
        if code.CHASE_ANSWERED in happened
        else None,
        dispute=ticket.disputes.filter(answered_at=None).first() if code.DISPUTED in happened else None,
        journey=ticket.journeys.filter(arrived_at=None).select_related("engineer").first()
        if code.DISPATCHED in happened
        else None,
        links=there,
        links_to_here=here,
        rating=Rating.objects.filter(ticket=ticket).first() if code.RATED in happened else None,
        archive=ticket.archives.last() if code.ARCHIVED in happened else None,
        closures=list(ticket.closures.all()) if code.CLOSED in happened else (),
        retitlings=list(ticket.retitlings.all()) if code.RETITLED in happened else (),
        problems=list(Problem.objects.for_actor(actor).filter(cards=ticket).order_by("-pk"))
        if actor.is_staff and code.PROBLEM_BOUND in happened
        else (),
    )


def _links(actor: Actor, ticket: Ticket) -> tuple[Sequence[Link], Sequence[Link]]:
    """Links from and to this card, of cards that this actor may know of."""
    visible = Ticket.objects.for_actor(actor)
    there = Link.objects.filter(card=ticket, other__in=visible).select_related("other__hospital")
    here = Link.objects.filter(other=ticket, card__in=visible).select_related("card__hospital")
    return list(there), list(here)


def _messages(actor: Actor, ticket: Ticket) -> list[Message]:
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    rows = ticket.messages.select_related("author").prefetch_related(files)
    if not actor.is_staff:
        rows = rows.filter(audience=Message.Audience.PUBLIC)
    return list(rows)


def _people(ticket: Ticket, told: Sequence[Event], bond: Bond) -> dict[int, User]:
    ids = {event.actor_id for event in told} | {ticket.first_contact_id, ticket.handler_id, bond.substitute}
    ids |= {event.data["substitute"] for event in told if event.code == events.Code.SUBSTITUTED}
    ids |= {event.data["person"] for event in told if event.code == events.Code.PASSED_ON}
    return User.objects.prefetch_related("grants").in_bulk([pk for pk in ids if pk is not None])


def attachment(actor: Actor, number: str, file_id: UUID) -> Attachment:
    """A file of a card, if this actor may see the message it came with; else `Refused("absent")`."""
    rows = Attachment.objects.select_related("file").filter(
        ticket__in=Ticket.objects.for_actor(actor).filter(number=number), file=file_id
    )
    if not actor.is_staff:
        rows = rows.filter(message__audience=Message.Audience.PUBLIC)
    found = rows.first()
    if found is None:
        raise Refused("absent")
    return found
