"""Encrypted originals, and each time that somebody opened one."""

import uuid

from django.db import models
from django.db.models import Q


class Original(models.Model):
    """A text or a file before it was covered. When its days are over the row stays and its bytes are gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # "" for a text; of a file what it is.
    media_type = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=160, blank=True)
    # How many identifiers were covered in it; of a picture nobody can say.
    count = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
    # The id of the key; the key itself is never in the database.
    key = models.CharField(max_length=24)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["expires_at", "id"], name="originals_expire", condition=Q(deleted_at=None)),
            models.Index(fields=["key", "id"], name="originals_key", condition=Q(deleted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kept_at}"


class Opening(models.Model):
    """Somebody opened one: who, when, until when, why, and on what."""

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()
    until = models.DateTimeField()
    # The card that it hangs on, by its number: this app knows no cards.
    number = models.CharField(max_length=24)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="originals_opened"),
            models.Index(fields=["original", "person", "-until"], name="originals_live"),
        ]

    def __str__(self) -> str:
        return f"{self.original_id} {self.person_id}"
