"""报价单: what work on a card would cost, and the hospital's word on it."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.money import Sum
from shouwen.policy.quoting import OPEN, Stage
from shouwen.policy.rates import Unit
from shouwen.policy.roles import Actor


class QuoteQuerySet(models.QuerySet["Quote"]):
    def for_actor(self, actor: Actor) -> Self:
        """The quotes on cards that this person may know of; a hospital sees none before it is sent."""
        if actor.sees_all:
            return self
        mine = self.filter(ticket__in=Ticket.objects.for_actor(actor))
        return mine if actor.is_staff else mine.exclude(sent_at=None)


class Quote(models.Model):
    number = models.CharField(max_length=24, unique=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    # The one in whose place it stands, and how many stood there before.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)
    version = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Stage], default=Stage.DRAFT)
    # Null: the price of an expert's visit, which is agreed on and not counted.
    rate_card = models.ForeignKey("billing.RateCard", on_delete=models.PROTECT, related_name="quotes", null=True)
    # The visit whose two signatures stand for the hospital's word.
    visit = models.OneToOneField("consultations.ExpertVisit", on_delete=models.PROTECT, related_name="+", null=True)
    calendar_version = models.ForeignKey("calendars.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    note = models.CharField(max_length=1000, blank=True)
    tax_percent = models.PositiveSmallIntegerField()
    net_fen = models.BigIntegerField()
    tax_fen = models.BigIntegerField()
    valid_until = models.DateField()

    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # Who looks after it since who drafted it has left; null: still he.
    keeper = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # The hospital's word, or how else it ended: when, by whom, and in whose name.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    signed_name = models.CharField(max_length=64, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(net_fen__gt=0, tax_fen__gte=0), name="billing_quote_above_zero"),
        ]
        indexes = [
            models.Index(fields=["hospital", "-id"], name="billing_quote_hospital"),
            models.Index(fields=["ticket"], name="billing_quote_ticket"),
            models.Index(fields=["stage", "-id"], name="billing_quote_stage"),
            models.Index(fields=["valid_until", "id"], name="billing_quote_sent", condition=Q(stage="sent")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Sum:
        return Sum(self.net_fen, self.tax_fen)

    @property
    def is_open(self) -> bool:
        return Stage(self.stage) in OPEN


class QuoteLine(models.Model):
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=[(u.value, u.value) for u in Unit])
    words = models.CharField(max_length=200)
    # Hundredths: 150 is a day and a half.
    hundredths = models.PositiveIntegerField()
    # When it is to be done; by the calendar it has its factor.
    on = models.DateField(null=True)
    at_night = models.BooleanField(default=False)
    price_fen = models.BigIntegerField()
    percent = models.PositiveSmallIntegerField()
    net_fen = models.BigIntegerField()
    tax_fen = models.BigIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["quote", "place"], name="billing_line_place")]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.place}"

    @property
    def total(self) -> Sum:
        return Sum(self.net_fen, self.tax_fen)


class Series(models.Model):
    """The last number given out of a kind in a month: quotes, credit notes."""

    code = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.code}: {self.last}"
