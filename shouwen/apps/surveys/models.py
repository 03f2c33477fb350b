"""One survey a closing: whom to ask by when, each try, and what was said."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from shouwen.policy.roles import Actor
from shouwen.policy.survey import Solved, State, Why


class SurveyQuerySet(models.QuerySet["Survey"]):
    def for_actor(self, actor: Actor) -> Self:
        """Staff: of the hospitals that he may know of, and never one from which he is barred."""
        if actor.kind == "system":
            return self
        if not actor.is_staff:
            return self.none()
        barred = Barred.objects.filter(survey=OuterRef("pk"), person=actor.id)
        seen = self.exclude(Exists(barred))
        return seen if actor.sees_all else seen.filter(Q(hospital__in=actor.hospitals))


class Survey(models.Model):
    """`ticket`: the card that it is about; for anything else its kind and number, written by the app above."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    subject = models.CharField(max_length=16)
    number = models.CharField(max_length=24)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="+", null=True)
    contact_name = models.CharField(max_length=64, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    # Who handled what it is about, for figures by person; nobody for a complaint.
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    why = models.CharField(max_length=12, choices=[(why.value, why.value) for why in Why])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.DUE)
    closed_at = models.DateTimeField()
    due_at = models.DateTimeField()

    solved = models.CharField(max_length=4, blank=True, choices=[(s.value, s.value) for s in Solved])
    response = models.PositiveSmallIntegerField(null=True)
    skill = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    # Asked by us. What the customer gave by his own hand on the portal stands in `rating` alone.
    overall = models.PositiveSmallIntegerField(null=True)
    rating = models.OneToOneField("tickets.Rating", on_delete=models.PROTECT, related_name="+", null=True)
    advice = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # Opened again on what was said; false when it could not be any more.
    reopened = models.BooleanField(null=True)
    low = models.BooleanField(default=False)
    review = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "number", "closed_at"], name="surveys_survey_once")]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="surveys_due"),
            models.Index(fields=["-closed_at", "-id"], name="surveys_newest"),
            models.Index(fields=["id"], name="surveys_low", condition=Q(low=True, reviewed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def score(self) -> int | None:
        """Overall: what the customer gave himself, else what we heard."""
        return self.rating.score if self.rating else self.overall


class Try(models.Model):
    """A call that reached nobody."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tries")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.at}"


class Barred(models.Model):
    """Somebody who may know nothing of this survey, not even that it is there."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="barred")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="surveys_barred_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person_id}"
