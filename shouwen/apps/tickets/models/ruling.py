"""缺陷认定: whether a fault is a defect of ours, step by step: who said so, when, and why."""

from django.db import models
from django.db.models import Q

from shouwen.policy.ruling import RulingState


class Ruling(models.Model):
    """One question of a card. Its steps are rows; here stands only where it has come to."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="rulings")
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in RulingState])
    # What the last step says that the cause is.
    cause = models.CharField(max_length=24)
    # The evidence: how it is reproduced, what it contradicts, in which version.
    reproduction = models.TextField()
    clause = models.CharField(max_length=300)
    version = models.CharField(max_length=40)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    decider = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    # When the word that is awaited is due, and until when the hospital may appeal.
    due_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    # The next instant to be told of, null when there is none; the scheduler finds it by this.
    next_step_at = models.DateTimeField(null=True)
    # It was late, at its true instant.
    missed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state__in=["proposed", "appealed"]), name="tickets_ruling_one_open"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"], name="tickets_ruling_step", condition=Q(next_step_at__isnull=False)
            ),
            models.Index(
                fields=["due_at", "id"], name="tickets_ruling_waits", condition=Q(state__in=["proposed", "appealed"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state} {self.cause}"


class RulingStep(models.Model):
    """Somebody's word, with its reason."""

    ruling = models.ForeignKey(Ruling, on_delete=models.CASCADE, related_name="steps")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="ruling_steps")
    step = models.CharField(max_length=12)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cause = models.CharField(max_length=24)
    words = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ruling_id} {self.step}"
