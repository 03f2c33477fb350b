"""问题记录: one cause behind cards of several hospitals; known among ourselves only."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from shouwen.apps.tickets.models.ticket import Ticket
from shouwen.policy.roles import Actor


class ProblemQuerySet(models.QuerySet["Problem"]):
    def for_actor(self, actor: Actor) -> Self:
        """The problems that this person may know of: staff only, by a bound card that he may know of."""
        if not actor.is_staff:
            return self.none()
        if actor.sees_all:
            return self
        bound = Problem.cards.through.objects.filter(problem=OuterRef("pk"), ticket__in=Ticket.objects.for_actor(actor))
        return self.filter(Exists(bound))


class Problem(models.Model):
    """`finding` is its cause, `workaround` what helps until it is solved for good by `solution`."""

    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=120)
    module = models.ForeignKey("installations.Module", on_delete=models.PROTECT, related_name="+", null=True)
    finding = models.TextField(blank=True)
    workaround = models.TextField(blank=True)
    # 已知错误: the cause is found, the remedy is still to come.
    known_error_since = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    solution = models.TextField(blank=True)
    solved_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    solved_at = models.DateTimeField(null=True)
    cards = models.ManyToManyField("tickets.Ticket", related_name="problems")

    objects = ProblemQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number
