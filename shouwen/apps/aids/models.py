"""A text kept ready, its versions, and the steps of a checklist that were ticked on a card."""

from django.db import models
from django.db.models import Q

from shouwen.policy.aids import Kind
from shouwen.policy.macros import Do, Step


class Aid(models.Model):
    """Never deleted: retired, and brought back. What it says stands in its newest version."""

    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Kind])
    retired_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Version(models.Model):
    """As it was written; never changed. `text_en` may be empty: then the Chinese is shown."""

    aid = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    # For cards of this kind and this module alone; empty for all.
    card_kind = models.CharField(max_length=12, blank=True)
    module = models.ForeignKey("installations.Module", on_delete=models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["aid", "number"], name="aids_version_once")]

    def __str__(self) -> str:
        return f"{self.name_zh} {self.number}"


class MacroStep(models.Model):
    """One step of a version of a macro, in its place; never changed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    do = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Do])
    value = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="aids_step_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.place} {self.do}"

    @property
    def step(self) -> Step:
        return Step(self.do, self.value, self.words)


class Run(models.Model):
    """A version of a macro was carried out on a card. One form, one run."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission = models.CharField(max_length=128, unique=True)

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.version_id}"


class Listed(models.Model):
    """A checklist that somebody put on a card before any of its steps was ticked."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="listings")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "version"], name="aids_listed_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.version_id}"


class Tick(models.Model):
    """One step of one version on one card: done by whom, and taken back by whom."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="ticks")
    step = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "version", "step"], name="aids_ticked_once", condition=Q(undone_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.version_id} {self.step}"
