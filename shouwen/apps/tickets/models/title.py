"""What a card was called before."""

from django.db import models


class Retitling(models.Model):
    """A change of title: the one that it had, and who gave it another, when."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="retitlings")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"
