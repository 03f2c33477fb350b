"""A conversation on a card, its lines in order, who is there, and who sits at the desk."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.online import Because, Said, Stage
from shouwen.policy.roles import Actor


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of."""
        if actor.sees_all:
            return self
        return self.filter(ticket__in=Ticket.objects.for_actor(actor))


class Conversation(models.Model):
    """Its words are messages of the card: here stands who attends it, and how long it took."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    # Until when somebody answers, by the setting of that moment.
    due_at = models.DateTimeField()
    agent = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    offered_to = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)
    # When it was told that nobody had answered in time.
    late_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    ended_because = models.CharField(max_length=12, blank=True, choices=[(b.value, b.value) for b in Because])
    last_line = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    submission = models.CharField(max_length=96, unique=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], name="conversations_open_once", condition=Q(ended_at=None)),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="conversations_open", condition=Q(ended_at=None)),
            models.Index(fields=["begun_at"], name="conversations_begun"),
            models.Index(fields=["agent", "-id"], name="conversations_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.begun_at}"

    @property
    def stage(self) -> Stage:
        if self.ended_at is not None:
            return Stage.ENDED
        return Stage.ATTENDED if self.agent_id else Stage.WAITING

    def is_late(self, now: datetime) -> bool:
        """Still waiting for a first answer beyond its promise."""
        return self.ended_at is None and self.answered_at is None and self.due_at <= now


class Line(models.Model):
    """One line, in the order in which the server took it. Words are a message of the card."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="lines")
    sequence = models.PositiveIntegerField()
    said = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Said], default=Said.WORDS)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # Whom a hand-over is offered to.
    to = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    message = models.OneToOneField("tickets.Message", on_delete=models.PROTECT, related_name="+", null=True)
    # The client's own id of the line: sent twice, it is there once.
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "sequence"], name="conversations_line_order"),
            models.UniqueConstraint(
                fields=["conversation", "by", "key"], name="conversations_line_once", condition=~Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.sequence}"


class Presence(models.Model):
    """When a person was last there, and last typed. Told by his open page; no event of the record."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    from_customer = models.BooleanField()
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="conversations_presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.person_id}"


class Seat(models.Model):
    """An agent at the desk of the online service: until when he is, unless his page says so again."""

    person = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.until}"
