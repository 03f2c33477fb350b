"""What a hospital authorised, each session under it, and the clock that sends somebody there. The card is their
chain."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.remote import Backup, Because, State, Window, Word
from shouwen.policy.roles import Actor


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of."""
        if actor.sees_all:
            return self
        return self.filter(ticket__in=Ticket.objects.for_actor(actor))


class Authorisation(models.Model):
    """Asked for by us, answered by the hospital. `asked_*` is the window as it was asked for."""

    number = models.CharField(max_length=24, unique=True)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.ASKED)
    why = models.CharField(max_length=500)
    scope = models.JSONField()
    systems = models.CharField(max_length=200)
    tool = models.CharField(max_length=24)
    needs_backup = models.BooleanField()
    asked_at = models.DateTimeField()
    # Who asked, or looks after it since he has left.
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_from = models.DateTimeField()
    asked_until = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # The hospital's answer, under a name; by telephone it is written down by one of ours.
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    signed_name = models.CharField(max_length=64, blank=True)
    by_phone = models.BooleanField(default=False)
    said_at = models.DateTimeField(null=True)
    backup = models.CharField(max_length=12, blank=True, choices=[(b.value, b.value) for b in Backup])
    backup_words = models.CharField(max_length=200, blank=True)
    # Why it was refused, withdrawn or cancelled.
    words = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="remote_window")]
        indexes = [
            models.Index(fields=["ticket"], name="remote_auth_card"),
            models.Index(fields=["asked_by"], name="remote_asked", condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)


class RemoteSessionQuerySet(models.QuerySet["RemoteSession"]):
    def for_actor(self, actor: Actor) -> Self:
        """Of the cards that this person may know of."""
        if actor.sees_all:
            return self
        return self.filter(ticket__in=Ticket.objects.for_actor(actor))


class RemoteSession(models.Model):
    """One session. Of its id only a mask is kept, of a password nothing."""

    number = models.CharField(max_length=24, unique=True)
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="sessions")
    # Of the authorisation: kept here so that a list of sessions asks for no more.
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # Who writes it down since its operator has left; without one, the operator himself.
    keeper = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    tool = models.CharField(max_length=24)
    masked_id = models.CharField(max_length=8)
    scope = models.JSONField()
    started_at = models.DateTimeField()
    off_hours = models.CharField(max_length=200, blank=True)
    # Until when it may go on, stored only to be found: the end of the window.
    ends_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, blank=True, choices=[(b.value, b.value) for b in Because])
    # What was changed, as its operator wrote it down; one that was cut off is written down afterwards.
    changed = models.CharField(max_length=2000, blank=True)
    recording = models.CharField(max_length=200, blank=True)
    solved = models.BooleanField(null=True)
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # The hospital's word.
    word = models.CharField(max_length=12, blank=True, choices=[(w.value, w.value) for w in Word])
    word_at = models.DateTimeField(null=True)
    word_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    signed_name = models.CharField(max_length=64, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = RemoteSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["operator"], name="remote_one_of_operator", condition=Q(ended_at=None)),
            models.UniqueConstraint(fields=["ticket"], name="remote_one_of_card", condition=Q(ended_at=None)),
        ]
        indexes = [
            models.Index(fields=["ticket"], name="remote_session_card"),
            models.Index(fields=["ends_by", "id"], name="remote_running", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def keeper_now(self) -> int:
        """Whose it is to write it down."""
        return self.keeper_id or self.operator_id

    @property
    def stage(self) -> str:
        """running, unwritten, waiting for the hospital's word, or that word."""
        if self.ended_at is None:
            return "running"
        return (self.word or "waiting") if self.written_at else "unwritten"


class OnsiteClock(models.Model):
    """From the first session on a card until it is solved; unsolved for so long, somebody should go there."""

    class State(models.TextChoices):
        RUNNING = "running"
        PROPOSED = "proposed"
        SENT = "sent"
        DECLINED = "declined"
        # Solved, or somebody was on the way, before it was used up.
        DROPPED = "dropped"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], name="remote_clock_once", condition=Q(state__in=["running", "proposed"])
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="remote_clock_due", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.due_at}"
