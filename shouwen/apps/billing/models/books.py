"""The books: postings whose legs add up to zero, and what they were made for. Appended, never changed."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.policy.accounts import Account, Entry
from shouwen.policy.money import Sum
from shouwen.policy.roles import Actor


class PostingQuerySet(models.QuerySet["Posting"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the hospitals that this person may know of."""
        return self if actor.sees_all else self.filter(hospital__in=actor.hospitals)


class Posting(models.Model):
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.CharField(max_length=8, choices=[(e.value, e.value) for e in Entry])
    net_fen = models.BigIntegerField()
    tax_fen = models.BigIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # What it was made for: a quote, or a statement through a credit note or a payment.
    quote = models.ForeignKey("billing.Quote", on_delete=models.PROTECT, related_name="postings", null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Charged once; and taken back as a whole at most once.
            models.UniqueConstraint(fields=["quote"], name="billing_charged_once", condition=Q(entry="charge")),
        ]
        indexes = [models.Index(fields=["hospital", "at", "id"], name="billing_posting_hospital")]

    def __str__(self) -> str:
        return f"{self.hospital_id} {self.entry} {self.net_fen + self.tax_fen}"

    @property
    def total(self) -> Sum:
        return Sum(self.net_fen, self.tax_fen)

    @property
    def signed(self) -> Sum:
        """As it changes what the hospital owes."""
        return self.total if self.entry in {Entry.CHARGE, Entry.REFUND} else -self.total


class Leg(models.Model):
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="legs")
    account = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Account])
    # Debits are above zero.
    fen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "account"], name="billing_leg_once"),
            models.CheckConstraint(condition=~Q(fen=0), name="billing_leg_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.fen}"


class Payment(models.Model):
    """Money that came in for a statement, or went back."""

    statement = models.ForeignKey("billing.Statement", on_delete=models.PROTECT, related_name="payments")
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="payment")
    on = models.DateField()
    reference = models.CharField(max_length=60, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.on}"


class CreditNote(models.Model):
    """红字冲减: takes back part of a closed statement, or all of it."""

    class Because(models.TextChoices):
        DEFECT = "defect"
        AGREED = "agreed"
        WRONG = "wrong"
        # An expert's visit that was called off, an urgent response to which nobody came in time.
        NOT_DONE = "not_done"

    number = models.CharField(max_length=24, unique=True)
    statement = models.ForeignKey("billing.Statement", on_delete=models.PROTECT, related_name="credit_notes")
    # The line that it takes back.
    line = models.ForeignKey("billing.StatementLine", on_delete=models.PROTECT, related_name="credit_notes")
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="credit_note")
    because = models.CharField(max_length=8, choices=Because.choices)
    words = models.CharField(max_length=200, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number
