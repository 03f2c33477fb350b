"""What the clocks are replayed from. A fact is never changed."""

from django.db import models


class Fact(models.Model):
    """An instant that matters to the promise: responded, paused, resumed, regraded, restored, resolved, reopened…"""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="facts")
    type = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=24, blank=True)
    impact = models.CharField(max_length=16, blank=True)
    urgency = models.CharField(max_length=16, blank=True)
    # The person's own words; of a hold the customer reads them.
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.at}"
