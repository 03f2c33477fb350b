"""What was said on a card, to the hospital or among ourselves."""

from django.db import models


class Message(models.Model):
    class Audience(models.TextChoices):
        PUBLIC = "public"
        INTERNAL = "internal"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="messages")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    from_customer = models.BooleanField()
    body = models.TextField()
    # How many identifiers of patients were covered when the text was saved.
    masked = models.PositiveSmallIntegerField(default=0)
    # The text as it came, sealed; None when nothing was covered.
    original = models.ForeignKey("originals.Original", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    submission = models.CharField(max_length=128, unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at}"


class Attachment(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    shows_patient = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.file_id}"
