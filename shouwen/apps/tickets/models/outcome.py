"""How a card ended: the remedy, the first contact's word with the customer, the closing."""

from django.db import models


class Resolution(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="resolutions")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cause = models.CharField(max_length=24)
    finding = models.TextField()
    remedy = models.TextField()
    prevention = models.TextField(blank=True)
    is_workaround = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.cause}"


class FollowUp(models.Model):
    """回访: the first contact, or his recorded substitute, spoke with the customer."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="follow_ups")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=16)
    result = models.CharField(max_length=16)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.result}"


class Substitution(models.Model):
    """The manager's record that another answers in the first contact's place; the first contact's name stays."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="substitutions")
    substitute = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.substitute_id}"


class Closure(models.Model):
    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, related_name="closure")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"
