"""专项解决方案: a document in versions; approved by a second person, acknowledged by the hospital."""

from typing import Self

from django.db import models

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor


class SolutionQuerySet(models.QuerySet["Solution"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of; a hospital finds one once a version of it is approved."""
        if actor.sees_all:
            return self
        mine = self.filter(ticket__in=Ticket.objects.for_actor(actor))
        if actor.is_staff:
            return mine
        approved = SolutionVersion.objects.filter(approved_at__isnull=False)
        return mine.filter(pk__in=approved.values("solution"))


class Solution(models.Model):
    number = models.CharField(max_length=24, unique=True)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    objects = SolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["ticket"], name="consultations_solution_card")]

    def __str__(self) -> str:
        return self.number


class SolutionVersion(models.Model):
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    signed_name = models.CharField(max_length=64, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["solution", "version"], name="consultations_version_once")]

    def __str__(self) -> str:
        return f"{self.solution_id} v{self.version}"
