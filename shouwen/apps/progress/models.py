"""Each word that the hospital was owed: when it was due, who owed it, and what became of it."""

from django.db import models
from django.db.models import Q


class Owed(models.Model):
    """From one word to the next. Open until it is spoken, or until none is owed any more."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    # Who answers for the card: its first contact, or his substitute.
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    escalates_at = models.DateTimeField()
    # What has to be done next about a missing word, stored only to be found: null when nothing has.
    next_step_at = models.DateTimeField(null=True)
    pressed_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    spoken_at = models.DateTimeField(null=True)
    # Ended without a word, because none was owed any more: solved, waiting for the hospital, graded anew.
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], name="progress_open_once", condition=Q(spoken_at=None, dropped_at=None)
            )
        ]
        indexes = [
            models.Index(fields=["next_step_at", "id"], name="progress_step", condition=Q(next_step_at__isnull=False)),
            models.Index(fields=["person", "due_at"], name="progress_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.due_at}"

    @property
    def is_open(self) -> bool:
        return self.spoken_at is None and self.dropped_at is None
