"""One card whole: everything its page answers, on the console and on the portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.models import Event
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.prepared import Prepared, attach
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
    Ruling,
    RulingStep,
    Substitution,
    Ticket,
    UrgentCall,
    Verdict,
)
from shouwen.apps.tickets.parts import Kinds, parts_of
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import Act, Bond, State, refusal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.ruling import RulingState

Row = TypeVar("Row")
HEAD = ("hospital", "department", "module", "agreement_line__agreement", "campus", "contact", "calendar_version")


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
    # Rulings on the cause that were not taken back, and their steps; urgent responses, the newest last.
    rulings: Sequence[Ruling] = ()
    ruling_steps: Sequence[RulingStep] = ()
    urgent: Sequence[UrgentCall] = ()
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
    """A card as this actor may see it; `Refused("absent")` otherwise. A customer gets no internal note.

    Three queries, and one more where it is linked with other cards.
    """
    rows = _TICKET.ask(actor.standing, number=number, **actor.reach)
    if not rows:
        raise Refused("absent")
    ticket = rows[0]
    parts = parts_of(actor, ticket.pk)
    people = _people(ticket, parts)
    _name_people([ticket, ticket.hospital], people)
    for model in (Chase, Closure, Dispute, Fact, FollowUp, Journey, Message, Offer, Resolution, Retitling, Ruling,
                  RulingStep, UrgentCall):  # fmt: skip
        _name_people(parts[model], people)
    attach(parts[Message], "attachments", parts[Attachment], "message_id")
    told: list[Event] = parts[Event]
    bond = access.bond_of(ticket, parts[Substitution], parts[FollowUp])
    return Card(
        ticket=ticket,
        readings=clocks.readings(ticket, parts[Fact], now),
        facts=parts[Fact],
        messages=parts[Message],
        verdict=parts[Verdict][-1],
        verdicts=parts[Verdict],
        resolution=_last(parts[Resolution]),
        follow_ups=parts[FollowUp],
        events=told,
        people=people,
        bond=bond,
        reader=actor.id,
        idle=idle_of(ticket, now),
        extras=_extras(actor, ticket, parts),
        refusals={act: refusal(act, actor, State(ticket.state), bond) for act in Act},
    )


def _extras(actor: Actor, ticket: Ticket, parts: Kinds) -> Extras:
    code = events.Code
    linked = {code.LINKED, code.MERGED, code.MERGED_HERE, code.SPLIT}
    there, here = _links(actor, ticket) if any(event.code in linked for event in parts[Event]) else ((), ())
    open_offers = [each for each in parts[Offer] if each.answer == Offer.Answer.OPEN]
    return Extras(
        offer=_last(open_offers),
        chase=next((each for each in parts[Chase] if each.answered_at is None), None),
        answered_chase=_last([each for each in parts[Chase] if each.answered_at is not None]),
        dispute=next((each for each in parts[Dispute] if each.answered_at is None), None),
        journey=next((each for each in parts[Journey] if each.arrived_at is None), None),
        links=there,
        links_to_here=here,
        rating=_last(parts[Rating]),
        archive=_last(parts[Archive]),
        closures=parts[Closure],
        retitlings=parts[Retitling],
        rulings=[each for each in parts[Ruling] if each.state != RulingState.WITHDRAWN],
        ruling_steps=parts[RulingStep],
        urgent=parts[UrgentCall],
        problems=parts[Problem][::-1],
    )


def _last(rows: Sequence[Row]) -> Row | None:
    return rows[-1] if rows else None


def _links(actor: Actor, ticket: Ticket) -> tuple[Sequence[Link], Sequence[Link]]:
    """Links from and to this card, of cards that this actor may know of."""
    visible = Ticket.objects.for_actor(actor)
    from_here, to_here = Q(card=ticket, other__in=visible), Q(other=ticket, card__in=visible)
    found = list(Link.objects.filter(from_here | to_here).select_related("card__hospital", "other__hospital"))
    return [link for link in found if link.card_id == ticket.pk], [link for link in found if link.other_id == ticket.pk]


def _people(ticket: Ticket, parts: Kinds) -> Mapping[int, User]:
    """Everybody whom the page may name."""
    told = parts[Event]
    ids = {event.actor_id for event in told}
    ids |= {event.data["substitute"] for event in told if event.code == events.Code.SUBSTITUTED}
    ids |= {event.data["person"] for event in told if event.code == events.Code.PASSED_ON}
    called = {events.Code.PAGED, events.Code.RULE_TOLD}
    ids |= {each for event in told if event.code in called for each in event.data["people"]}
    for model, rows in (*parts.items(), (Ticket, [ticket]), (Hospital, [ticket.hospital])):
        columns = _person_columns(model)
        ids |= {getattr(row, column) for row in rows for column in columns.values()}
    return with_roles(ids)


def _name_people(rows: Sequence[Model], people: Mapping[int, User]) -> None:
    """As if they had been fetched with their people."""
    for row in rows:
        for name, column in _person_columns(type(row)).items():
            person = getattr(row, column)
            setattr(row, name, None if person is None else people[person])


@cache
def _person_columns(model: type[Model]) -> Mapping[str, str]:
    """The fields of a model that name a person, each with its column."""
    return {field.name: field.attname for field in model._meta.concrete_fields if field.related_model is User}


def _build_ticket(shape: Actor, number: str, **reach: Any) -> QuerySet[Ticket]:
    rows = Ticket.objects.for_actor(shape.reaching(**reach)).filter(number=number)
    return rows.select_related(*HEAD)


_TICKET = Prepared(_build_ticket)


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
