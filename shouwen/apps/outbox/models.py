"""What is to be delivered, and how it went."""

from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """One effect. The key is deterministic, so the same effect is never written twice."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENT = "sent"
        # Nobody is there to receive it any more, or it came too late to be of use.
        WITHDRAWN = "withdrawn"
        STALE = "stale"
        # The channel has not been set up.
        NO_ROUTE = "no_route"
        # Refused for good, or tried too often: a person has to look.
        DEAD = "dead"
        # A person has looked, and let it go.
        GIVEN_UP = "given_up"

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=16)
    payload = models.JSONField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whoever claimed it holds this token until then; a late writer with an old token changes nothing.
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], name="outbox_pending", condition=Q(state="pending")),
            models.Index(fields=["channel", "state", "-ended_at"], name="outbox_standing"),
            models.Index(fields=["-ended_at", "-id"], name="outbox_dead", condition=Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key} {self.state}"


class Receipt(models.Model):
    """What the carrier said of a message, once. `settled`: it was known what became of the sending, and this counts."""

    channel = models.CharField(max_length=16)
    key = models.CharField(max_length=120)
    # The carrier's name for this telling.
    event = models.CharField(max_length=64)
    delivered = models.BooleanField()
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key", "event"], name="outbox_one_receipt")]
        indexes = [models.Index(fields=["id"], name="outbox_unsettled", condition=Q(settled=False))]

    def __str__(self) -> str:
        return f"{self.channel} {self.key} {self.delivered}"


class Rest(models.Model):
    """A channel over which nothing can be sent now: since when, why, and when it is tried again. For all workers."""

    channel = models.CharField(max_length=16, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    because = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.channel} {self.until}"


class Suspension(models.Model):
    """While this row exists nothing is delivered: after a restore, until a person has confirmed."""

    because = models.CharField(max_length=24)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.because} {self.at}"
