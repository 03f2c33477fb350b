"""工作记录: who did what on a card, from when until when, and against what it counts."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.quoting import Basis
from shouwen.policy.roles import Actor


class WorkQuerySet(models.QuerySet["Work"]):
    def for_actor(self, actor: Actor) -> Self:
        """The work on cards that this person may know of."""
        return self if actor.sees_all else self.filter(ticket__in=Ticket.objects.for_actor(actor))


class Work(models.Model):
    """A row is never changed; one that is wrong is struck, with a reason, and written anew."""

    class Kind(models.TextChoices):
        ONSITE = "onsite"
        REMOTE = "remote"
        PHONE = "phone"
        DEVELOPMENT = "development"
        TRAVEL = "travel"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    place = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    # By the calendar that was in force: each minute once, as the dearest kind that it belongs to.
    plain_minutes = models.PositiveIntegerField(default=0)
    night_minutes = models.PositiveIntegerField(default=0)
    rest_day_minutes = models.PositiveIntegerField(default=0)
    holiday_minutes = models.PositiveIntegerField(default=0)
    # What it would cost by the rate card of its day, before tax; owed by nobody. Null: there was no card yet.
    worth_fen = models.BigIntegerField(null=True)
    basis = models.CharField(max_length=16, choices=[(b.value, b.value) for b in Basis])
    quote = models.ForeignKey("billing.Quote", on_delete=models.PROTECT, related_name="work", null=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    struck_because = models.CharField(max_length=200, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="billing_work_order")]
        indexes = [
            models.Index(fields=["ticket"], name="billing_work_ticket"),
            models.Index(fields=["-started_at", "-id"], name="billing_work_newest"),
            models.Index(fields=["hospital", "started_at"], name="billing_work_hospital"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.person_id} {self.started_at}"

    @property
    def minutes(self) -> int:
        return self.plain_minutes + self.night_minutes + self.rest_day_minutes + self.holiday_minutes
