"""Who is told: whoever has a part in it, may read the card now, and did not do it himself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import EXPERTS, FOR_HOSPITAL, FOR_STAFF, MONEY, Kind
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.access import bond
from shouwen.apps.tickets.models import Offer, Ruling, Ticket
from shouwen.policy.lifecycle import Bond
from shouwen.policy.roles import QUALIFIED_ROLES, SEES_ALL, Actor, Role
from shouwen.policy.ruling import RulingState

People = Iterable[int | None]


@dataclass(frozen=True)
class Parts:
    """The people who have a part in a card."""

    ticket: Ticket
    event: Event

    @cached_property
    def bond(self) -> Bond:
        return bond(self.ticket)

    def answers(self) -> People:
        """Who answers for the card: the first contact, and his substitute."""
        return {self.bond.first_contact, self.bond.substitute}

    def works(self) -> People:
        """Who has it in his hands; while nobody has, who answers for it."""
        return {self.ticket.handler_id} if self.ticket.handler_id else self.answers()

    def both(self) -> People:
        return {*self.works(), *self.answers()}

    def hospital(self) -> People:
        """Who asked; a hospital's account, or the contact for whom somebody here opened the card."""
        contact = self.ticket.contact
        return {self.ticket.opened_by_id, contact.user_id if contact else None}

    def above(self) -> People:
        """Who must know of a missed deadline."""
        return {*self.both(), self.ticket.hospital.account_manager_id, *directors()}

    def risen(self) -> People:
        """The people of the level that the card has come to, its duty and the desk's, and who must know."""
        roles = [role.value for role in QUALIFIED_ROLES]
        level = User.objects.filter(kind=User.Kind.STAFF, level=self.event.data["to"], grants__role__in=roles)
        duty = [on_duty(post, self.event.at) for post in (self.event.data["to"], SERVICE_CENTRE)]
        seats = {person.pk for person in duty if person is not None}
        return {*self.both(), *directors(), *level.values_list("pk", flat=True), *seats}

    def relieved(self) -> People:
        """Who had it in his hands until somebody of the next level took it."""
        return {self.event.data.get("relieved")}

    def named(self) -> People:
        """Whom the event itself names."""
        return {self.event.data.get(role) for role in ("person", "substitute", "engineer")}

    def called(self) -> People:
        """Who is called at a rung of an alarm."""
        people: list[int] = self.event.data["people"]
        return people

    def manager(self) -> People:
        """The account manager of the card's hospital."""
        return {self.ticket.hospital.account_manager_id}

    def on_duty(self) -> People:
        """Who sits at the desk now."""
        person = on_duty(SERVICE_CENTRE, self.event.at)
        return {person.pk if person else None}

    def heads(self) -> People:
        """The heads of IT of the card's hospital: a unit and a ruling are the hospital's affair, not one person's."""
        accounts = Contact.objects.filter(hospital=self.ticket.hospital_id, user__grants__role=Role.IT_HEAD)
        return set(accounts.values_list("user_id", flat=True))

    def developers(self) -> People:
        return set(of_role(Role.DEVELOPER))

    def proposer(self) -> People:
        """Who proposed the cause that is ruled on."""
        return {Ruling.objects.values_list("by_id", flat=True).get(pk=self.event.data["ruling"])}

    def awaited(self) -> People:
        """Whose word on a ruling is due."""
        return set(of_role(Role.DIRECTOR if self.event.data["state"] == RulingState.APPEALED else Role.DEVELOPER))

    def receiver(self) -> People:
        return {self.event.data["to"]}

    def offerer(self) -> People:
        """Who made the offer that this event answers."""
        offer = Offer.objects.filter(pk=self.event.data["offer"]).first()
        return {offer.by_id if offer else None}


def of_role(role: Role) -> list[int]:
    return list(User.objects.filter(grants__role=role, is_active=True).values_list("pk", flat=True))


def directors() -> list[int]:
    return list(User.objects.filter(grants__role=Role.DIRECTOR).values_list("pk", flat=True))


PARTS: Mapping[Kind, tuple[Callable[[Parts], People], ...]] = {
    Kind.FIRST_CONTACT: (Parts.named,),
    Kind.DIRECTOR_TOLD: (lambda _parts: directors(),),
    Kind.TAKEN: (Parts.answers, Parts.hospital, Parts.relieved),
    Kind.REPLY_FROM_HOSPITAL: (Parts.both,),
    Kind.REPLY_TO_HOSPITAL: (Parts.hospital,),
    Kind.HELD: (Parts.answers, Parts.hospital),
    Kind.RESOLVED: (Parts.answers, Parts.hospital),
    Kind.REOPENED: (Parts.both, Parts.hospital),
    Kind.SUBSTITUTED: (Parts.named,),
    Kind.FOLLOWED_UP: (Parts.works, Parts.hospital),
    Kind.CLOSED: (Parts.both, Parts.hospital),
    Kind.DEADLINE_50: (Parts.works,),
    Kind.DEADLINE_80: (Parts.both,),
    Kind.DEADLINE_100: (Parts.above,),
    Kind.CLIMBED: (Parts.risen,),
    Kind.CLIMB_PROPOSED: (Parts.both,),
    Kind.OFFERED: (Parts.receiver,),
    Kind.OFFER_ACCEPTED: (Parts.offerer, Parts.answers),
    Kind.OFFER_RETURNED: (Parts.offerer, Parts.answers),
    Kind.CHASED: (Parts.both,),
    Kind.DISPUTED: (Parts.both,),
    Kind.DISPUTE_SETTLED: (Parts.hospital,),
    Kind.DISPATCHED: (Parts.named, Parts.hospital),
    Kind.ANNOUNCED: (Parts.hospital,),
    Kind.RATED: (Parts.both,),
    Kind.PASSED_ON: (Parts.named,),
    Kind.IDENTIFIED: (Parts.manager, Parts.both),
    Kind.PAGED: (Parts.called,),
    Kind.TALK_WAITS: (Parts.on_duty, Parts.answers),
    Kind.TALK_OFFERED: (Parts.receiver,),
    Kind.WORD_PRESSED: (Parts.named, Parts.works),
    Kind.WORD_ESCALATED: (Parts.named, Parts.above),
    # Of a hospital, not of a card: see of_hospital.
    Kind.STANDING_CONTACT: (),
    Kind.CONFIRMED: (Parts.both,),
    # Of nobody's card: see of_webhook.
    Kind.WEBHOOK_OFF: (),
    # Of no card, and never told to whoever is complained of: see of_complaint.
    # Of what was asked afterwards: see of_survey.
    Kind.LOW_RATING: (),
    **dict.fromkeys((kind for kind in Kind if kind.startswith("complaint_")), ()),
    # Of a quote or a statement: see of_money.
    **dict.fromkeys(MONEY, ()),
    # Of experts: see of_experts.
    **dict.fromkeys(EXPERTS, ()),
    Kind.URGENT_ASKED: (Parts.both, Parts.on_duty, Parts.manager),
    Kind.URGENT_ACCEPTED: (Parts.hospital, Parts.heads, Parts.both),
    Kind.URGENT_DECLINED: (Parts.hospital, Parts.heads),
    Kind.URGENT_ENDED: (Parts.hospital, Parts.both),
    Kind.URGENT_WARNED: (Parts.both, Parts.on_duty),
    Kind.URGENT_MISSED: (Parts.above, Parts.hospital, Parts.heads),
    Kind.RULING_PROPOSED: (Parts.developers, Parts.answers),
    Kind.RULED: (Parts.hospital, Parts.heads, Parts.both, Parts.proposer, Parts.manager),
    Kind.RULING_APPEALED: (lambda _parts: directors(), Parts.proposer, Parts.answers),
    Kind.RULING_FINAL: (Parts.hospital, Parts.heads, Parts.both, Parts.proposer, Parts.manager),
    Kind.RULING_WARNED: (Parts.awaited,),
    Kind.RULING_LATE: (Parts.awaited, Parts.above),
    Kind.REMOTE_ASKED: (Parts.heads,),
    # Also the hospital: what was told by telephone is told to all whose word it could have been.
    Kind.REMOTE_GRANTED: (Parts.named, Parts.works, Parts.heads),
    Kind.REMOTE_REFUSED: (Parts.named, Parts.works),
    Kind.REMOTE_WITHDRAWN: (Parts.called, Parts.both),
    Kind.REMOTE_CUT: (Parts.called,),
    Kind.REMOTE_WRITTEN: (Parts.heads,),
    Kind.REMOTE_CONFIRMED: (Parts.named,),
    Kind.REMOTE_REJECTED: (Parts.named, Parts.both),
    Kind.ONSITE_PROPOSED: (Parts.both, Parts.on_duty, Parts.manager),
    Kind.FAX_FAILED: (Parts.named, Parts.works),
    Kind.RULE_TOLD: (Parts.called,),
    # Of nobody's card: see of_rule.
    Kind.RULE_STOPPED: (),
    # Of an agreement: see of_agreement.
    Kind.COVER_ENDS: (),
    # Of the rota: see of_rota.
    Kind.ROTA_HOLES: (),
    Kind.SWAP_ASKED: (),
    Kind.SWAP_ANSWERED: (),
}


def recipients(kind: Kind, ticket: Ticket, event: Event) -> list[User]:
    """Each person to be told, by id."""
    parts = Parts(ticket, event)
    ids = {person for part in PARTS[kind] for person in part(parts) if person is not None}
    if event.actor_kind != "system":
        ids.discard(event.actor_id or 0)
    people = sorted(with_roles(ids).values(), key=lambda person: person.pk)
    return [person for person in people if kind in kinds_for(person) and may_read(person, ticket)]


def kinds_for(person: User) -> tuple[Kind, ...]:
    """What this person can be told of at all."""
    return FOR_STAFF if person.kind == User.Kind.STAFF else FOR_HOSPITAL


def may_read(person: User, ticket: Ticket) -> bool:
    """Is this person still here, and may he know of the card now? Asked again whenever something is sent."""
    if not person.is_active:
        return False
    if person.kind == User.Kind.STAFF and SEES_ALL & {Role(grant.role) for grant in person.grants.all()}:
        return True
    actor = actor_of(person)
    return bool(_SEEN.ask(actor.standing, ticket=ticket.pk, **actor.reach))


def _build_seen(shape: Actor, ticket: int, **reach: Any) -> QuerySet[Ticket, int]:
    return Ticket.objects.for_actor(shape.reaching(**reach)).filter(pk=ticket).values_list("pk", flat=True)


_SEEN = Prepared(_build_seen)
