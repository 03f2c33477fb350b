"""A rule, its versions, and each time that one fired or was held back."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from shouwen.policy.rule_loops import HeldBack
from shouwen.policy.rules import Action, Condition, Judged


class Rule(models.Model):
    """Never deleted: switched off, and on again. It acts in the version that was switched on, in that person's name."""

    class Stopped(models.TextChoices):
        # Whoever had switched it on has left, or may not do so any more.
        LEFT = "left"
        NO_RIGHT = "no_right"

    # In this order they look at what happened.
    place = models.PositiveIntegerField()
    live = models.ForeignKey("automation.Version", on_delete=models.PROTECT, related_name="acting", null=True)
    live_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    live_since = models.DateTimeField(null=True)
    # Why it stopped by itself; "" when a person switched it off, or nobody on.
    stopped = models.CharField(max_length=8, blank=True, choices=Stopped.choices)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["place", "id"], name="automation_live", condition=Q(live__isnull=False))]

    def __str__(self) -> str:
        return f"rule {self.pk}"


class Version(models.Model):
    """As it was written; never changed."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    # What it is for, in the author's words.
    about = models.CharField(max_length=300, blank=True)
    events = models.JSONField()
    conditions = models.JSONField()
    actions = models.JSONField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="automation_version_once")]

    def __str__(self) -> str:
        return f"{self.name_zh} {self.number}"

    @property
    def asked(self) -> Sequence[Condition]:
        return [Condition(each["field"], each["op"], tuple(each["values"])) for each in self.conditions]

    @property
    def done(self) -> Sequence[Action]:
        return [Action(each["do"], each["value"], each["words"]) for each in self.actions]


class Run(models.Model):
    """A rule's conditions held for an event: what it did, or why it was held back. Once for each rule and event."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    # In whose name and with whose rights.
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # How many rules led to the event.
    depth = models.PositiveSmallIntegerField()
    held_back = models.CharField(max_length=8, blank=True, choices=[(each.value, each.value) for each in HeldBack])
    # How many of its actions were refused or failed, to be found by.
    failed = models.PositiveSmallIntegerField(default=0)
    # Codes, ids and the rule's own words.
    trace = models.JSONField()
    results = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "event"], name="automation_run_once")]
        indexes = [
            models.Index(fields=["rule", "ticket", "at"], name="automation_run_of_card"),
            models.Index(fields=["ticket", "-id"], name="automation_run_card"),
            models.Index(fields=["rule", "-id"], name="automation_run_newest"),
            models.Index(fields=["at"], name="automation_run_at"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.event_id}"

    @property
    def judged(self) -> Sequence[Judged]:
        return [
            Judged(each["field"], each["op"], tuple(each["wanted"]), tuple(each["found"]), each["held"])
            for each in self.trace
        ]
