"""How far the open cards have been promised anew under a calendar version."""

from django.db import models
from django.db.models import Q


class Repromise(models.Model):
    """One for each published version; walked by card id, so that a killed worker goes on where it stood."""

    version = models.OneToOneField("calendars.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    everything = models.BooleanField()
    at = models.DateTimeField()
    # Open cards under older versions when it was published, and how many of them have been looked at.
    total = models.PositiveIntegerField()
    seen = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    # The id of the last card that was looked at.
    cursor = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="tickets_repromise_open", condition=Q(finished_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.seen}/{self.total}"
