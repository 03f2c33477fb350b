"""Alarms for cards that nobody has answered, and each call that was made."""

from django.db import models
from django.db.models import Q

from shouwen.policy.paging import Rung


class Alarm(models.Model):
    """Open until somebody answers, or until there is nothing to answer any more."""

    class End(models.TextChoices):
        ANSWERED = "answered"
        # Somebody spoke with the hospital or took the card without a word to us.
        TAKEN = "taken"
        REGRADED = "regraded"
        OVER = "over"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    # The rung that was called last, "" before the first.
    rung = models.CharField(max_length=12, blank=True, choices=[(rung.value, rung.value) for rung in Rung])
    # When the next rung is called, stored only to be found.
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, blank=True, choices=End.choices)
    ended_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket"], name="paging_open_once", condition=Q(ended_at=None))]
        indexes = [
            models.Index(fields=["next_at", "id"], name="paging_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["-opened_at", "-id"], name="paging_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.opened_at}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Ring(models.Model):
    """One person called at one rung."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="rings")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(max_length=12, choices=[(rung.value, rung.value) for rung in Rung])
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["person", "alarm"], name="paging_of_person")]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.person_id} {self.rung}"
