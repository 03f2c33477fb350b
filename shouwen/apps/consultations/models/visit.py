"""专家现场支持: scope, day and price, signed by both sides before anybody goes."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor


class VisitQuerySet(models.QuerySet["ExpertVisit"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of, and those on which he goes himself."""
        if actor.sees_all:
            return self
        mine = Q(ticket__in=Ticket.objects.for_actor(actor))
        return self.filter(mine | Q(expert=actor.id)) if actor.is_staff else self.filter(mine)


class ExpertVisit(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        DECLINED = "declined"
        MADE = "made"
        CANCELLED = "cancelled"

    number = models.CharField(max_length=24, unique=True)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    scope = models.CharField(max_length=1000)
    # With its tax, in fen; nought for what the agreement includes. What is owed is asked for by a quote.
    price_fen = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    # Our signature, and the hospital's: who, under which name, when.
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    signed_name = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(null=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(price_fen__gte=0), name="consultations_price")]
        indexes = [models.Index(fields=["ticket"], name="consultations_visit_card")]

    def __str__(self) -> str:
        return self.number
