"""A stored file: random name on disk, the sender's name only a label."""

import uuid

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # A raster that was decoded and written anew; only such are ever shown in a page.
    is_picture = models.BooleanField(default=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    # How many identifiers were covered in its name and, of a text, in it.
    masked = models.PositiveIntegerField(default=0)
    # As it came, sealed: the bytes on disk are then the covered text, a blurred picture, or a line that says so.
    original = models.ForeignKey("originals.Original", on_delete=models.PROTECT, related_name="+", null=True)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()
    # When the bytes were last looked at, and since when they are not what was stored.
    checked_at = models.DateTimeField(null=True, db_index=True)
    damaged_since = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["damaged_since"], name="files_damaged", condition=~Q(damaged_since=None))]

    def __str__(self) -> str:
        return self.label
