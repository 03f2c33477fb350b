"""What came in by mail, and what became of it."""

from django.db import models
from django.db.models import Q

from shouwen.policy.mail_intake import Fate


class Mail(models.Model):
    """A letter to the desk. Its words are kept masked, with what a person did to what was set aside."""

    class State(models.TextChoices):
        DONE = "done"
        WAITING = "waiting"
        DISCARDED = "discarded"

    # Of the letter's own id, or of the whole letter when it has none: it comes in once, however often it is fetched.
    fingerprint = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=252, blank=True, db_index=True)
    sender = models.CharField(max_length=254)
    sender_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    masked = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    fate = models.CharField(max_length=12, choices=[(fate.value, fate.value) for fate in Fate])
    why = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State.choices)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    # Names and reasons of files that were not kept.
    left_out = models.JSONField(default=list)
    handled_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    handled_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)
    # The text before it was masked, for as long as originals are kept; only of a letter that was set aside.
    original = models.ForeignKey("originals.Original", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="channels_mail_newest"),
            models.Index(fields=["received_at", "id"], name="channels_mail_waits", condition=Q(state="waiting")),
            models.Index(fields=["sender", "-received_at"], name="channels_mail_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.received_at}"


class MailFile(models.Model):
    """A file of a letter that waits for a person: it goes on the card with the letter."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.mail_id} {self.file_id}"


class Reference(models.Model):
    """A letter that another one answers: it may come after its answer."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="references")
    message_id = models.CharField(max_length=252, db_index=True)

    def __str__(self) -> str:
        return f"{self.mail_id} {self.message_id}"
