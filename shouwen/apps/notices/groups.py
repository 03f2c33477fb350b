"""What the groups of the desk hear by their robots: the gravest alone, few at a time, many in one message."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import ngettext

from shouwen.apps.channels.robots.chat import say
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.labels import sentence
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.quiet import not_before_of
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.outbox.channels import Later, NoRoute, Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.telling import GRAVE, NIGHT

CHANNEL = "robot"
HEARD = frozenset({Kind.DIRECTOR_TOLD, Kind.PAGED, Kind.WORD_ESCALATED, Kind.ROTA_HOLES})
FRESH = timedelta(hours=2)
# A robot may say twenty things a minute with all three makers.
A_MINUTE = 15
MANY, MOST = 3, 20


def tell_groups(kind: Kind, event: Event, ticket: Ticket | None) -> None:
    """Beside the notices, in the act's transaction: one delivery for each robot."""
    if kind not in HEARD:
        return
    grave = ticket is not None and ticket.grade <= GRAVE
    start = event.at if grave or not settings.USUAL_QUIET else not_before_of(NIGHT, event.at)
    for robot in settings.ROBOTS:
        facts = {"robot": robot.name, "event": event.pk, "kind": kind.value, "ticket": ticket.pk if ticket else None}
        when = {"not_before": start, "not_after": start + FRESH}
        enqueue(f"robot-{robot.name}-{event.pk}", CHANNEL, facts, at=event.at, **when)


def send(delivery: Delivery) -> None:
    """Say it, and with it whatever else waits for the same robot."""
    robot = next((each for each in settings.ROBOTS if each.name == delivery.payload["robot"]), None)
    if robot is None:
        raise NoRoute
    now = timezone.now()
    its = Delivery.objects.filter(channel=CHANNEL, payload__robot=robot.name)
    if its.filter(state=Delivery.State.SENT, ended_at__gt=now - timedelta(minutes=1)).count() >= A_MINUTE:
        raise Later(now + timedelta(seconds=30))
    waiting = its.filter(state=Delivery.State.PENDING, not_before__lte=now).exclude(pk=delivery.pk)
    others = list(waiting.order_by("pk")[:MOST])
    together = [delivery, *others] if len(others) + 1 > MANY else [delivery]
    with translation.override(settings.LANGUAGE_CODE):
        lines = [line for each in together if (line := _line(each))]
        if not lines:
            raise Withdrawn("nothing to say")
        if len(together) > 1:
            lines.insert(0, ngettext("%(num)s message", "%(num)s messages", len(lines)) % {"num": len(lines)})
        say(robot, "\n".join(lines), now)
    told = Delivery.objects.filter(pk__in=[each.pk for each in together[1:]], state=Delivery.State.PENDING)
    told.update(state=Delivery.State.SENT, ended_at=now, lease="", lease_until=None)


def _line(delivery: Delivery) -> str:
    """The sentence of the notice, with an address that asks for a sign-in. No words of the card."""
    event = Event.objects.filter(pk=delivery.payload["event"]).first()
    ticket = Ticket.objects.select_related("hospital").filter(pk=delivery.payload["ticket"]).first()
    if event is None:
        return ""
    said = sentence(Notice(kind=delivery.payload["kind"], event=event, ticket=ticket), "")
    address = f" {settings.SITE_URL}/console/tickets/{ticket.number}/" if ticket else ""
    return said + address
