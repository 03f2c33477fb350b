"""Agreements and their lines. A line is one promise: a free phase and the paid periods after it."""

from typing import Self

from django.db import models

from shouwen.policy import agreement as policy
from shouwen.policy.roles import Actor


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def for_actor(self, actor: Actor) -> Self:
        """The agreements of the hospitals that this person may know of."""
        if actor.sees_every_hospital:
            return self
        return self.filter(hospital__in=actor.hospitals)


class Agreement(models.Model):
    number = models.CharField(max_length=40, unique=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    # From which of these days a line counts is the line's basis; a line keeps the day that it was counted from.
    started_on = models.DateField(null=True, blank=True)
    go_live_on = models.DateField(null=True, blank=True)
    first_accepted_on = models.DateField(null=True, blank=True)
    final_accepted_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    termination_reason = models.CharField(max_length=500, blank=True)

    objects = AgreementQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """Covers one module, or all, at one campus, or all. `free_until` is stored: the last free day."""

    class Basis(models.TextChoices):
        SIGNING = policy.Basis.SIGNING.value
        IMPLEMENTATION = policy.Basis.IMPLEMENTATION.value
        GO_LIVE = policy.Basis.GO_LIVE.value
        FIRST_ACCEPTANCE = policy.Basis.FIRST_ACCEPTANCE.value
        FINAL_ACCEPTANCE = policy.Basis.FINAL_ACCEPTANCE.value

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines")
    module = models.ForeignKey(
        "installations.Module", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    campus = models.ForeignKey("customers.Campus", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    basis = models.CharField(max_length=24, choices=Basis.choices, default=Basis.IMPLEMENTATION)
    free_from = models.DateField()
    free_until = models.DateField()
    # Why the free phase ends otherwise than a year after it began; empty where it does.
    free_until_because = models.CharField(max_length=200, blank=True)
    special = models.JSONField(default=list, blank=True)
    urgent_quota = models.PositiveSmallIntegerField(default=4)
    grace_days = models.PositiveSmallIntegerField(default=30)
    terminated_on = models.DateField(null=True, blank=True)
    # Targets and travel minutes that differ from the policy's; empty = the policy's own.
    targets = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.pk}"


class PaidPeriod(models.Model):
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="paid_periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    services = models.JSONField(default=list)
    special = models.JSONField(default=list, blank=True)
    policy_change = models.BooleanField(default=False)
    urgent_quota = models.PositiveSmallIntegerField(default=4)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="agreements_paid_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"
