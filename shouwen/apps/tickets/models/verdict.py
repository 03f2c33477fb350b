"""Who pays, and why: each verdict is a row, so yesterday's stands beside today's."""

from django.db import models


class Verdict(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="verdicts")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    line = models.ForeignKey("agreements.Line", on_delete=models.PROTECT, related_name="+", null=True)
    phase = models.CharField(max_length=16)
    cover = models.CharField(max_length=16)
    charge = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    service = models.CharField(max_length=16)
    cause = models.CharField(max_length=24)
    # Clause ids in the order in which the rules were tried.
    clauses = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.charge}"
