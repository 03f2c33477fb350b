"""Addresses of programs that are told what happens, and what was sent to them."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.policy.roles import Actor, Role


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def for_actor(self, actor: Actor) -> Self:
        """A hospital's are its IT heads', the vendor's own are the administrators'; nobody else finds one."""
        rows = self.filter(removed_at=None)
        if actor.leads_it:
            return rows.filter(hospital__in=actor.hospitals)
        if actor.is_staff and Role.ADMIN in actor.roles:
            return rows.filter(hospital=None)
        return self.none()


class Endpoint(models.Model):
    """An address that is called. `hospital` None: it is the vendor's own, and hears of every hospital."""

    class Off(models.TextChoices):
        """Why nothing is sent to it."""

        BY_HAND = "by_hand"
        FAILING = "failing"
        GONE = "gone"

    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+", null=True)
    # Who set it up, or last changed it: nothing is sent once he may no longer hear it.
    keeper = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=120)
    kinds = models.JSONField()
    # Encrypted: signing needs the secret itself.
    secret = models.TextField()
    old_secret = models.TextField(blank=True)
    old_until = models.DateTimeField(null=True)
    off = models.CharField(max_length=12, choices=Off.choices, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    # Since the last success: the first failure, how many, and until when it is left alone.
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["hospital"], name="webhooks_listening", condition=Q(off="", removed_at=None))]

    def __str__(self) -> str:
        return f"{self.pk} {self.off or 'on'}"

    @property
    def is_on(self) -> bool:
        return not self.off and self.removed_at is None


class Sending(models.Model):
    """One event, or a test, for one endpoint. How it went stands in the outbox, under `key`."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="sendings")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["endpoint", "-id"], name="webhooks_of_endpoint")]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.kind}"
