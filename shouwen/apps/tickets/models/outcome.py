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
    """A closing; taken back when the card is reopened in time. `by` is empty when it closed by itself."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="closures")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    words = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"


class Rating(models.Model):
    """满意度: five steps, once a card."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, related_name="rating")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="tickets_rating_five_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.score}"


class Archive(models.Model):
    """备案: the frozen record. A later word is a revision, never a change."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="archives")
    number = models.CharField(max_length=24)
    revision = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=500, blank=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "revision"], name="tickets_archive_revision"),
            models.UniqueConstraint(fields=["number", "revision"], name="tickets_archive_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.revision}"
