"""How cards belong together."""

from django.db import models


class Link(models.Model):
    """`card` stands in this relation to `other`: it is a duplicate of it, a part of it, caused by it, or follows it."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate"
        RELATED = "related"
        CHILD = "child"
        SPLIT = "split"
        CONTINUES = "continues"

    card = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="links_to_here")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "other", "kind"], name="tickets_link_once"),
            models.CheckConstraint(condition=~models.Q(card=models.F("other")), name="tickets_link_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.kind} {self.other_id}"
