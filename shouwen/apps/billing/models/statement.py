"""对账单: a month of a hospital; drafted, closed for good, invoiced, paid."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.policy.money import Sum
from shouwen.policy.quoting import CONFIRMS
from shouwen.policy.roles import Actor


class StatementQuerySet(models.QuerySet["Statement"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the hospitals that this person may know of; of a hospital only who answers for its money, once closed."""
        if actor.sees_all:
            return self
        mine = self.filter(hospital__in=actor.hospitals)
        if actor.is_staff:
            return mine
        return mine.exclude(closed_at=None) if actor.roles & CONFIRMS else self.none()


class Statement(models.Model):
    number = models.CharField(max_length=32, unique=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    # The first day of its month.
    month = models.DateField()
    drafted_at = models.DateTimeField()
    # Null: by time.
    drafted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # As it was closed; never changed afterwards.
    opening_fen = models.BigIntegerField(default=0)
    net_fen = models.BigIntegerField(default=0)
    tax_fen = models.BigIntegerField(default=0)
    invoice_number = models.CharField(max_length=40, blank=True)
    invoiced_on = models.DateField(null=True)
    # When the hospital has the invoice in hand.
    received_on = models.DateField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hospital", "month"], name="billing_statement_once")]
        indexes = [
            models.Index(fields=["-month", "-id"], name="billing_statement_newest"),
            models.Index(fields=["hospital"], name="billing_statement_closed", condition=Q(closed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Sum:
        return Sum(self.net_fen, self.tax_fen)


class StatementLine(models.Model):
    """A posting as the statement says it; its words are kept as they were when it was closed."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    posting = models.OneToOneField("billing.Posting", on_delete=models.PROTECT, related_name="line")
    card = models.CharField(max_length=24)
    words = models.CharField(max_length=200)
    net_fen = models.BigIntegerField()
    tax_fen = models.BigIntegerField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.place}"

    @property
    def total(self) -> Sum:
        return Sum(self.net_fen, self.tax_fen)


class StatementFee(models.Model):
    """An instalment of an agreement as the statement names it, kept as it was when it was closed. An agreement may set
    a period's instalments anew: the period and its number say which it was."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="fees")
    place = models.PositiveSmallIntegerField()
    period = models.ForeignKey("agreements.PaidPeriod", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    parts = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()
    paid_on = models.DateField(null=True)
    receipt = models.CharField(max_length=64, blank=True)
    is_open = models.BooleanField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["statement", "place"], name="billing_fee_place")]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.place}"
