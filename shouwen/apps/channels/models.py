"""What came in by mail or from a hospital's programs, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from shouwen.policy.mail_intake import Fate
from shouwen.policy.roles import Actor
from shouwen.policy.signals import Sort


class Mail(models.Model):
    """A letter to the desk. Its words are kept masked, with what a person did to what was set aside."""

    class State(models.TextChoices):
        DONE = "done"
        WAITING = "waiting"
        DISCARDED = "discarded"

    # Of the letter's own id, or of the whole letter when it has none: it comes in once, however often it is fetched.
    fingerprint = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=252, blank=True, db_index=True)
    sender = models.CharField(max_length=254)
    sender_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    masked = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    fate = models.CharField(max_length=12, choices=[(fate.value, fate.value) for fate in Fate])
    why = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State.choices)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    is_fax = models.BooleanField(default=False)
    # Of a fax: the number that sent it, and how many pages were counted in it.
    fax_number = models.CharField(max_length=32, blank=True)
    fax_pages = models.PositiveSmallIntegerField(default=0)
    # Of what became of a fax of ours: the sending.
    fax_key = models.CharField(max_length=48, blank=True)
    # Names and reasons of files that were not kept.
    left_out = models.JSONField(default=list)
    handled_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    handled_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)
    # The text before it was masked, for as long as originals are kept; only of a letter that was set aside.
    original = models.ForeignKey("originals.Original", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="channels_mail_newest"),
            models.Index(fields=["received_at", "id"], name="channels_mail_waits", condition=Q(state="waiting")),
            models.Index(fields=["sender", "-received_at"], name="channels_mail_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.received_at}"


class MailFile(models.Model):
    """A file of a letter that waits for a person: it goes on the card with the letter."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.mail_id} {self.file_id}"


class Reference(models.Model):
    """A letter that another one answers: it may come after its answer."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="references")
    message_id = models.CharField(max_length=252, db_index=True)

    def __str__(self) -> str:
        return f"{self.mail_id} {self.message_id}"


class ProgramQuerySet(models.QuerySet["Program"]):
    def for_actor(self, actor: Actor) -> Self:
        """A hospital's are its IT heads'; nobody else finds one."""
        if actor.leads_it:
            return self.filter(removed_at=None, hospital__in=actor.hospitals)
        return self.none()


class Program(models.Model):
    """A program of a hospital that reports by itself, in its keeper's name."""

    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    # Who set it up, or took it over: nothing is taken once he may no longer report.
    keeper = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    # Encrypted: checking needs the secret itself.
    secret = models.TextField()
    is_off = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["hospital"], name="channels_programs", condition=Q(removed_at=None))]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Signal(models.Model):
    """What a program told once. `thread`: its own name for the thing; `ticket` None: nothing is known of it yet."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="signals")
    key = models.CharField(max_length=64)
    sort = models.CharField(max_length=8, choices=[(sort.value, sort.value) for sort in Sort])
    thread = models.CharField(max_length=100)
    at = models.DateTimeField()
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    # Did it open the card?
    opened = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "key"], name="channels_told_once")]
        indexes = [
            models.Index(fields=["program", "thread", "-id"], name="channels_thread"),
            models.Index(fields=["program", "-id"], name="channels_signals_newest"),
            models.Index(fields=["program", "at"], name="channels_signals_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.program_id} {self.sort} {self.thread}"
