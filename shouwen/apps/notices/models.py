"""What a person was told, and how he wants to be told."""

from django.db import models
from django.db.models import Q

from shouwen.apps.customers.models import Hospital
from shouwen.policy.telling import DaysOff, Quiet


class Notice(models.Model):
    """One event, told to one person, once. The words are made when it is read."""

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    # What it is about: a card, a complaint, or else a hospital.
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+", null=True)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="notices_notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of_person"),
            models.Index(fields=["person"], name="notices_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.ticket_id}"

    @property
    def subject_hospital(self) -> Hospital | None:
        """The hospital that it is about, or that of the card."""
        if self.complaint is not None:
            return self.complaint.hospital
        return self.ticket.hospital if self.ticket else self.hospital

    @property
    def subject_number(self) -> str:
        """The number of the card, or of the complaint, that it is about; "" for anything else."""
        about = self.ticket or self.complaint
        return about.number if about else ""


class Preference(models.Model):
    """How a kind of notice comes to this person; without a row the kind's own habit holds."""

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    email = models.BooleanField()
    # In the product. What comes by mail alone is kept as read.
    shown = models.BooleanField(default=True)
    # As a short message, where a template is approved for the kind.
    sms = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_preference_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.email}"


class QuietHours(models.Model):
    """When nothing but the gravest rings for this person; without a row the usual hours of his role hold."""

    person = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()
    days_off = models.CharField(max_length=8, choices=[(each.value, each.value) for each in DaysOff])
    # His own working days, Monday is 1: "12345".
    own = models.CharField(max_length=7, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts}-{self.ends}"

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.starts, self.ends, DaysOff(self.days_off), frozenset(int(each) for each in self.own))


class Outgoing(models.Model):
    """What left the product for a person: at once, later with others, or not at all because it was stale."""

    class State(models.TextChoices):
        WENT = "went"
        WAITS = "waits"
        # In a digest, or alone when it was the only one.
        TOLD = "told"
        DROPPED = "dropped"

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=24)
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices)
    why = models.CharField(max_length=8, blank=True)
    # Until when it waits, stored to be found; and after which it is not worth telling.
    until = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person", "channel"], name="notices_outgoing_once")]
        indexes = [
            models.Index(fields=["until", "id"], name="notices_waiting", condition=Q(state="waits")),
            models.Index(fields=["person", "channel", "-at"], name="notices_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.state}"
