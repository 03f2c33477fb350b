"""会诊: who was called, what each said, the conclusion and the plan, and the minutes that all have signed."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.consultation import Answer, Stage
from shouwen.policy.roles import Actor


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of, and those to which he was called. A hospital sees its own once the
        minutes are signed."""
        if actor.sees_all:
            return self
        mine = Q(ticket__in=Ticket.objects.for_actor(actor))
        if actor.is_staff:
            return self.filter(mine | Q(pk__in=Member.objects.filter(person=actor.id).values("consultation")))
        return self.filter(mine, stage=Stage.SIGNED)


class Consultation(models.Model):
    number = models.CharField(max_length=24, unique=True)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.CALLED)
    question = models.CharField(max_length=1000)
    chair = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    called_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # When they meet, and until when there is a conclusion.
    meets_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # What time has told of it, and the next instant, stored only to be found.
    told = models.JSONField(default=list)
    next_step_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True)
    # The minutes as they were signed; never changed afterwards.
    minutes = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["ticket"], name="consultations_of_card"),
            models.Index(
                fields=["next_step_at", "id"], name="consultations_step", condition=Q(next_step_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Member(models.Model):
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Answer], default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)
    answer_words = models.CharField(max_length=200, blank=True)
    opinion = models.TextField(blank=True)
    opinion_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "person"], name="consultations_member_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.person_id}"
