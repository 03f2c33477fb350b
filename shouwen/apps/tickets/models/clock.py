"""A clock's standing, stored only to be found and listed; the truth is the replay."""

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=12)
    calendar = models.CharField(max_length=12)
    target_minutes = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    # The next share of the target to be told of, null when there is none; the scheduler finds it by this.
    next_step_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12)
    hold_reason = models.CharField(max_length=24, blank=True)
    breached_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "kind"], name="tickets_clock_one_of_a_kind")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="tickets_clock_due", condition=Q(state="running")),
            models.Index(
                fields=["next_step_at", "id"], name="tickets_clock_step", condition=Q(next_step_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind} {self.state}"
