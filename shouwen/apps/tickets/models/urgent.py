"""限次加急响应: what was asked for, what was promised, and the unit that it took, as double entry."""

from django.db import models
from django.db.models import Q

from shouwen.policy.unit_book import Account


class UrgentCall(models.Model):
    """Somebody is to be there today. Asked, assessed by a person, kept or missed."""

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"
        ARRIVED = "arrived"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        CANCELLED = "cancelled"
        MISSED = "missed"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="urgent_calls")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # The hospital itself at its own door, or told to us on the telephone.
    by_phone = models.BooleanField(default=False)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The next instant to be told of, null when there is none; the scheduler finds it by this.
    next_step_at = models.DateTimeField(null=True)
    # All units were used up: only a quote that the hospital has confirmed lets it be accepted.
    needs_quote = models.BooleanField(default=False)
    quote = models.CharField(max_length=40, blank=True)
    assessed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    assessed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    # The year whose unit it took, "" while it has none; of equal pools each slot is taken once.
    pool = models.CharField(max_length=48, blank=True)
    line = models.ForeignKey("agreements.Line", on_delete=models.PROTECT, related_name="+", null=True)
    slot = models.PositiveSmallIntegerField(null=True)
    # What the card was asked for before.
    service_before = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state__in=["asked", "accepted"]), name="tickets_urgent_one_open"
            ),
            models.UniqueConstraint(
                fields=["pool", "slot"], condition=Q(slot__isnull=False), name="tickets_urgent_slot_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"], name="tickets_urgent_step", condition=Q(next_step_at__isnull=False)
            ),
            models.Index(fields=["pool"], name="tickets_urgent_pool", condition=~Q(pool="")),
            models.Index(fields=["-at", "-id"], name="tickets_urgent_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state}"


class UnitEntry(models.Model):
    """One unit from one account to another. Entries are only ever added: their sum is the balance of the year."""

    call = models.ForeignKey(UrgentCall, on_delete=models.CASCADE, related_name="entries")
    pool = models.CharField(max_length=48)
    line = models.ForeignKey("agreements.Line", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Account])
    target = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Account])
    because = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["pool"], name="tickets_unit_pool")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="tickets_unit_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.source}→{self.target}"
