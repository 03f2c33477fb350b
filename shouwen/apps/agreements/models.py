"""Agreements and their lines. A line is one promise: a free phase and the paid periods after it."""

from datetime import date
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
    # 指派专门工程师: who knows this hospital's systems; not necessarily its account manager.
    engineer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

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
    # Why it ends otherwise than it was bought; empty where it does not.
    ends_on_because = models.CharField(max_length=200, blank=True)
    services = models.JSONField(default=list)
    special = models.JSONField(default=list, blank=True)
    policy_change = models.BooleanField(default=False)
    urgent_quota = models.PositiveSmallIntegerField(default=4)
    # What is paid for these days, in fen; empty where nobody has written it down.
    fee = models.PositiveBigIntegerField(null=True, blank=True)
    # Of a renewal: from the day after the last covered one, or anew; empty for a period that renews nothing.
    renewal = models.CharField(max_length=12, blank=True)
    # First and last day (null: still so) on which it covers nothing because it was unpaid and somebody decided so.
    stops = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="agreements_paid_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"

    def stopped_days(self) -> list[tuple[date, date | None]]:
        """The days on which it covers nothing, both included; the end of None has not come."""
        return [(date.fromisoformat(first), date.fromisoformat(last) if last else None) for first, last in self.stops]

    def covers_day(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def yearly_fee(self) -> int:
        """The fee of 365 days of it, in fen, rounded down; 0 where nobody has written it down."""
        return (self.fee or 0) * 365 // max(365, (self.ends_on - self.starts_on).days + 1)

    @property
    def is_stopped_now(self) -> bool:
        """Is its cover stopped, until somebody lets it go on?"""
        return bool(self.stops) and self.stops[-1][1] is None


class Instalment(models.Model):
    """A part of a period's fee, in fen. What is paid says when, and by which receipt."""

    period = models.ForeignKey(PaidPeriod, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["period", "number"], name="agreements_instalment_number")]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.number}"


class Document(models.Model):
    """The signed paper, an annex, a letter: a file of the agreement. Taken away, it stays on record."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title


class EndWarning(models.Model):
    """Both sides were told, so many days before, that the cover of a line ends; once each."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="end_warnings")
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "ends_on", "days"], name="agreements_warned_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.ends_on} {self.days}"
