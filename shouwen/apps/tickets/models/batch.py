"""One act on many cards at once: what was asked, and how it went with each."""

from django.db import models


class Batch(models.Model):
    """Made once per form, before the first card is touched; the acts themselves are on the cards' own chains."""

    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12)
    at = models.DateTimeField()
    # One form, one batch: a second post of the same form finds the first, and goes on where that stopped.
    submission = models.CharField(max_length=96, unique=True)

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class BatchItem(models.Model):
    class Outcome(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"
        UNDONE = "undone"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="batch_items")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    # Why not: of the act, or of taking it back.
    code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    # What can be taken back.
    offer = models.ForeignKey("tickets.Offer", on_delete=models.CASCADE, related_name="batch_items", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "ticket"], name="tickets_batch_item_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.ticket_id} {self.outcome}"
