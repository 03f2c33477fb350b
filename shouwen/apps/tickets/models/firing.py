"""What time has brought about: each share of a deadline, and each proposal to climb, once."""

from django.db import models


class Firing(models.Model):
    """`cycle` names what re-arms a clock: the target of a warning, the stay at a level; a breach has none."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="firings")
    # Response, arrival, resolution, or the ladder.
    clock = models.CharField(max_length=12)
    percent = models.PositiveSmallIntegerField()
    cycle = models.CharField(max_length=64, blank=True)
    # The true instant, and the one at which it was found.
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "clock", "percent", "cycle"], name="tickets_firing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.clock} {self.percent}"
