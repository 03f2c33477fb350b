"""Published versions of the working calendars. A version never changes; a card keeps its own."""

from django.db import models


class CalendarVersion(models.Model):
    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField()
    # date -> [class, name code]; only days that differ from the weekly pattern.
    days = models.JSONField()
    years = models.JSONField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
