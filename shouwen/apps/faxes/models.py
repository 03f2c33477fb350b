"""A fax that came, a fax that is sent, and each try of sending it."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.fax import End, Result, Way
from shouwen.policy.roles import Actor


class FaxInQuerySet(models.QuerySet["FaxIn"]):
    def for_actor(self, actor: Actor) -> Self:
        """Staff: of the cards that he may know of; who sees every card sees what is on none yet."""
        if actor.sees_all:
            return self
        return self.filter(ticket__in=Ticket.objects.for_actor(actor)) if actor.is_staff else self.none()


class FaxIn(models.Model):
    """What came on paper, or by the gateway (`mail`); `ticket` None while it waits for a person, or was let go."""

    number = models.CharField(max_length=32, blank=True)
    # 0: nobody has counted.
    pages = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    mail = models.OneToOneField("channels.Mail", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    # Who wrote it down; None when the gateway brought it.
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    submission = models.CharField(max_length=128, unique=True)

    objects = FaxInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="faxes_in_newest"),
            models.Index(fields=["ticket"], name="faxes_in_ticket", condition=Q(ticket__isnull=False)),
            models.Index(fields=["number", "-received_at"], name="faxes_in_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.received_at}"


class FaxOutQuerySet(models.QuerySet["FaxOut"]):
    def for_actor(self, actor: Actor) -> Self:
        """Staff: of the cards that he may know of."""
        return self.filter(ticket__in=Ticket.objects.for_actor(actor)) if actor.is_staff else self.none()


class FaxOut(models.Model):
    """A4 to a hospital, from a card. Its words are a message of the card once they are known to have arrived."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    receiver = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    masked = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=8)
    way = models.CharField(max_length=8, choices=[(way.value, way.value) for way in Way])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    end = models.CharField(max_length=12, blank=True, choices=[(end.value, end.value) for end in End])
    ended_at = models.DateTimeField(null=True)
    message = models.ForeignKey("tickets.Message", on_delete=models.PROTECT, related_name="+", null=True)
    submission = models.CharField(max_length=128, unique=True)

    objects = FaxOutQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="faxes_out_newest"),
            models.Index(fields=["ticket", "id"], name="faxes_out_ticket"),
            models.Index(fields=["id"], name="faxes_out_open", condition=Q(end="")),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.number}"


class FaxTry(models.Model):
    """One sending. By the gateway it has a key, and a delivery of that key; by hand it is known when it is written."""

    fax = models.ForeignKey(FaxOut, on_delete=models.CASCADE, related_name="tries")
    key = models.CharField(max_length=48, unique=True, null=True)
    # When it was asked of the gateway, or dialled by hand.
    at = models.DateTimeField()
    result = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Result])
    told_at = models.DateTimeField(null=True)
    # Who sent it by hand, or told its result; None when the gateway did.
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    submission = models.CharField(max_length=128, unique=True, null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.fax_id} {self.result}"
