"""Passing a card on, and pressing for it: offers, chases, disputes, journeys."""

from django.db import models
from django.db.models import Q


class Offer(models.Model):
    """Handling is offered to a named person, who must accept; until then the handler stays who he is."""

    class Answer(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="offers")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    from_level = models.CharField(max_length=16)
    to_level = models.CharField(max_length=16)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(answer="open"), name="tickets_offer_one_open"),
        ]
        indexes = [
            models.Index(fields=["expires_at", "id"], name="tickets_offer_open", condition=Q(answer="open")),
            models.Index(fields=["to"], name="tickets_offer_to", condition=Q(answer="open")),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.to_id} {self.answer}"


class Chase(models.Model):
    """催办: somebody presses for the card; it has an answer due of its own."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="chases")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The next share of its time to be told of, null when there is none; the scheduler finds it by this.
    next_step_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"], name="tickets_chase_step", condition=Q(next_step_at__isnull=False)
            ),
            models.Index(fields=["ticket"], name="tickets_chase_open", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"


class Dispute(models.Model):
    """The hospital does not agree with the grade; the answer is a person's, with words."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="disputes")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"


class Journey(models.Model):
    """派单到场: who was sent, why, and when he arrived."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="journeys")
    engineer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # Nobody, where time alone has brought it about.
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=500)
    dispatched_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["dispatched_at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.engineer_id}"
