"""A call of the hotline, and what an exchange told of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.policy.roles import Actor
from shouwen.policy.telephone import Outcome, Source, Step


class CallQuerySet(models.QuerySet["Call"]):
    def for_actor(self, actor: Actor) -> Self:
        """Staff: of the hospitals that he may know of, and his own."""
        if actor.sees_all:
            return self
        if not actor.is_staff:
            return self.none()
        return self.filter(Q(hospital__in=actor.hospitals) | Q(agent=actor.id))


class Call(models.Model):
    """`known_as`: the exchange's own name of it, or the form's or the file's key. Times are the real ones."""

    known_as = models.CharField(max_length=128, unique=True)
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Source])
    number = models.CharField(max_length=32, blank=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+", null=True)
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="+", null=True)
    caller_name = models.CharField(max_length=64, blank=True)
    agent = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The work after the call was done.
    wrapped_at = models.DateTimeField(null=True)
    in_hours = models.BooleanField()
    recording = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(o.value, o.value) for o in Outcome])
    words = models.TextField(blank=True)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-offered_at", "-id"], name="calls_newest"),
            models.Index(fields=["ticket"], name="calls_ticket", condition=Q(ticket__isnull=False)),
            models.Index(fields=["agent"], name="calls_live", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.known_as

    @property
    def wait(self) -> int:
        """Seconds until it was answered, or given up."""
        end = self.answered_at or self.ended_at or self.offered_at
        return max(int((end - self.offered_at).total_seconds()), 0)

    @property
    def talk(self) -> int | None:
        """Seconds between answer and end; None while it lasts or when nobody answered."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return max(int((self.ended_at - self.answered_at).total_seconds()), 0)


class CallEvent(models.Model):
    """One event of an exchange, kept once by its own name."""

    event = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="told")
    step = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Step])
    at = models.DateTimeField()
    number = models.CharField(max_length=32, blank=True)
    agent = models.CharField(max_length=64, blank=True)
    recording = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.event} {self.step}"
