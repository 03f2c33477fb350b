"""服务跟踪卡: one card per request, from acceptance to archive."""

from typing import Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from shouwen.apps.tickets.models.handover import Offer
from shouwen.apps.tickets.models.outcome import Substitution
from shouwen.policy.catalogue import Service
from shouwen.policy.first_contact import Because
from shouwen.policy.lifecycle import Outcome, State
from shouwen.policy.roles import Actor, Level


def offered_to(actor: Actor) -> Q:
    """Cards whose handling is offered to this person now."""
    offers = Offer.objects.filter(ticket=OuterRef("pk"), to=actor.id, answer=Offer.Answer.OPEN)
    return Q(Exists(offers))


def speaks_for(actor: Actor) -> Q:
    """Cards for whose first contact this person speaks, by the director's record."""
    return Q(Exists(Substitution.objects.filter(ticket=OuterRef("pk"), substitute=actor.id)))


class Lane(models.IntegerChoices):
    """In which order a queue is worked: anyone's grade 1, then the green channel, then all others, each by what is due
    first; what nothing is due of comes last."""

    GRAVEST = 0
    GREEN = 1
    OTHERS = 2
    RESTING = 3


class TicketQuerySet(models.QuerySet["Ticket"]):
    def for_actor(self, actor: Actor) -> Self:
        """The cards that this person may know of; any other is absent to him."""
        if actor.sees_all:
            return self
        mine = self.filter(hospital__in=actor.hospitals)
        if actor.is_staff:
            his = Q(first_contact=actor.id) | Q(handler=actor.id) | offered_to(actor) | speaks_for(actor)
            return self.filter(Q(hospital__in=actor.hospitals) | his)
        if not actor.is_customer:
            return self.none()
        if actor.departments is None:
            return mine
        return mine.filter(Q(department__in=actor.departments) | Q(opened_by=actor.id))


class Ticket(models.Model):
    """The card. `first_contact` is set once at acceptance and never again."""

    number = models.CharField(max_length=24, unique=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    campus = models.ForeignKey("customers.Campus", on_delete=models.PROTECT, related_name="+", null=True)
    department = models.ForeignKey("customers.Department", on_delete=models.PROTECT, related_name="+", null=True)
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="+", null=True)
    module = models.ForeignKey("installations.Module", on_delete=models.PROTECT, related_name="+", null=True)
    version = models.CharField(max_length=24, blank=True)

    title = models.CharField(max_length=120)
    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    service = models.CharField(max_length=16)
    impact = models.CharField(max_length=16, blank=True)
    urgency = models.CharField(max_length=16, blank=True)
    cause = models.CharField(max_length=24, default="unknown")
    grade = models.PositiveSmallIntegerField()
    # The portal's plain answer until a person has classified the card.
    grade_is_provisional = models.BooleanField(default=True)

    outcome = models.CharField(max_length=12, blank=True, choices=[(o.value, o.value) for o in Outcome])
    major_since = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.ACCEPTED)
    level = models.CharField(max_length=16, choices=[(level.value, level.value) for level in Level])
    level_since = models.DateTimeField()
    # When the time at this level is used up, stored only to be found; null on hold, solved, or at the top.
    climb_at = models.DateTimeField(null=True)
    first_contact = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    first_contact_because = models.CharField(max_length=24, choices=[(b.value, b.value) for b in Because])
    handler = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    handler_since = models.DateTimeField(null=True)
    # Since when it waits for somebody of the level to which it climbed by itself; the handler stays until then.
    waits_since = models.DateTimeField(null=True)
    # How long it was in nobody's hands before it was first taken; null while it still is.
    nobody_for = models.DurationField(null=True)
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    accepted_at = models.DateTimeField()
    # When it was written down, if later than the first word (补录), and why.
    recorded_at = models.DateTimeField(null=True)
    recorded_late_because = models.CharField(max_length=200, blank=True)
    # Who called, where nobody of the hospital is known by an account.
    caller_name = models.CharField(max_length=64, blank=True)
    caller_phone = models.CharField(max_length=32, blank=True)
    responded_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    # What was promised at acceptance: never rewritten by a later policy, agreement or calendar.
    policy_version = models.CharField(max_length=16)
    calendar_version = models.ForeignKey("calendars.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    agreement_line = models.ForeignKey("agreements.Line", on_delete=models.PROTECT, related_name="+", null=True)
    promise = models.JSONField()
    onsite_covered = models.BooleanField()
    # When it closes by itself, and when it is archived; stored only to be found.
    closes_at = models.DateTimeField(null=True)
    # Since the last remedy: the first contact has tried to reach the hospital; the hospital itself said yes.
    tried_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    archives_at = models.DateTimeField(null=True)
    # The earliest open clock, stored only to be found; null when nothing runs.
    next_due_at = models.DateTimeField(null=True)
    # Which part of a queue it stands in; kept by the database, so that a list need not look at the card for it.
    lane = models.GeneratedField(
        expression=Case(
            When(next_due_at=None, then=Value(Lane.RESTING)),
            When(grade=1, then=Value(Lane.GRAVEST)),
            When(service=Service.GREEN_CHANNEL.value, then=Value(Lane.GREEN)),
            default=Value(Lane.OTHERS),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    # One form, one card: a second post of the same form finds the first card.
    submission = models.CharField(max_length=96, unique=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_due_at", "id"], name="tickets_due", condition=Q(next_due_at__isnull=False)),
            models.Index(fields=["climb_at", "id"], name="tickets_climb", condition=Q(climb_at__isnull=False)),
            # Only those that may close: one whose first contact never tried is not read again and again.
            models.Index(
                fields=["closes_at", "id"],
                name="tickets_closes",
                condition=Q(closes_at__isnull=False, tried_at__isnull=False),
            ),
            models.Index(fields=["level"], name="tickets_waits", condition=Q(waits_since__isnull=False)),
            models.Index(fields=["archives_at", "id"], name="tickets_archives", condition=Q(archives_at__isnull=False)),
            models.Index(fields=["first_contact", "state", "next_due_at", "lane"], name="tickets_first_contact"),
            models.Index(fields=["handler", "state", "next_due_at", "lane"], name="tickets_handler"),
            models.Index(fields=["hospital", "-accepted_at"], name="tickets_hospital"),
            models.Index(fields=["state", "next_due_at", "lane", "id"], name="tickets_state_due"),
            models.Index(fields=["-accepted_at", "-id"], name="tickets_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class NumberSeries(models.Model):
    """The last number given out on a day, in the desk's own time zone."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"
