"""投诉: what a hospital complains of, who is meant, what was found and answered, and what is done about it."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from shouwen.apps.people.models import Grant
from shouwen.policy.complaint import Because, Grade, Kind, State, Verdict
from shouwen.policy.roles import Actor, Role

# These see every hospital's complaints, an account manager those of his; whoever is complained of sees none of his own.
SEES_ALL = frozenset({Role.AGENT, Role.DIRECTOR, Role.AUDITOR})


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def for_actor(self, actor: Actor) -> Self:
        """The complaints that this person may know of; any other is absent to him.

        Nobody knows of one that is about himself, whatever his role. When everybody who leads the desk is complained
        of, an administrator stands in for them, in that one only.
        """
        if actor.kind == "system":
            return self
        if actor.is_customer:
            mine = self.filter(hospital__in=actor.hospitals)
            return mine if actor.departments is None else mine.filter(opened_by=actor.id)
        if not actor.is_staff:
            return self.none()
        about_him = Accused.objects.filter(complaint=OuterRef("pk"), person=actor.id)
        others = self.exclude(Exists(about_him))
        if actor.roles & SEES_ALL:
            return others
        seen = Q(handler=actor.id) | Q(opened_by=actor.id)
        if Role.ACCOUNT_MANAGER in actor.roles:
            seen |= Q(hospital__in=actor.hospitals)
        if Role.ADMIN in actor.roles:
            seen |= Q(~Exists(free_directors(OuterRef("pk"))))
        return others.filter(seen)


def free_directors(complaint: OuterRef | int) -> models.QuerySet[Grant]:
    """The grants of those who lead the desk, are here, and are not complained of in this complaint."""
    accused = Accused.objects.filter(complaint=complaint if isinstance(complaint, int) else OuterRef(complaint))
    here = Grant.objects.filter(role=Role.DIRECTOR, user__is_active=True, user__locked_at=None)
    return here.exclude(user__in=accused.values("person"))


class Complaint(models.Model):
    number = models.CharField(max_length=24, unique=True)
    hospital = models.ForeignKey("customers.Hospital", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("customers.Department", on_delete=models.PROTECT, related_name="+", null=True)
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="+", null=True)
    # The card that it names, and the complaint that it repeats.
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+", null=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, related_name="later", null=True)
    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    grade = models.CharField(max_length=8, choices=[(grade.value, grade.value) for grade in Grade])
    text = models.TextField()
    # Who is meant, in the customer's own words.
    about = models.CharField(max_length=120, blank=True)
    # The engineer is not to be told who complained.
    withholds_name = models.BooleanField(default=False)
    caller_name = models.CharField(max_length=64, blank=True)
    caller_phone = models.CharField(max_length=32, blank=True)

    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State], default=State.RECEIVED)
    round = models.PositiveSmallIntegerField(default=1)
    round_since = models.DateTimeField()
    handler = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True)
    contacted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    # Of the present round.
    interim_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # Why it came to this, what is done so that it does not come again, by whom and until when.
    cause = models.TextField(blank=True)
    correction = models.TextField(blank=True)
    correction_by = models.CharField(max_length=64, blank=True)
    correction_until = models.DateField(null=True)
    corrected_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    archived_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    calendar_version = models.ForeignKey("calendars.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    # When the watch has to look again; stored only to be found.
    next_look_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    submission = models.CharField(max_length=96, unique=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_look_at", "id"], name="complaints_look", condition=Q(next_look_at__isnull=False)
            ),
            models.Index(fields=["hospital", "-id"], name="complaints_hospital"),
            models.Index(fields=["state", "next_due_at"], name="complaints_state"),
        ]

    def __str__(self) -> str:
        return self.number


class Accused(models.Model):
    """Somebody who is complained of. He never learns of it here, and handles nothing of it."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="accused")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=16, choices=[(b.value, b.value) for b in Because])
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "person"], name="complaints_accused_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.person_id}"


class Naming(models.Model):
    """Somebody was named as complained of, or cleared of it, by a person: with the reason."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="namings")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    cleared = models.BooleanField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.person_id} {self.cleared}"


class Grading(models.Model):
    """The grade from an instant on, and why."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="gradings")
    grade = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.grade}"


class Word(models.Model):
    """What was said: to and by the customer, or among those who look into it."""

    class Audience(models.TextChoices):
        PUBLIC = "public"
        INTERNAL = "internal"

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="words")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    from_customer = models.BooleanField(default=False)
    body = models.TextField()
    at = models.DateTimeField()
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.audience}"


class Proposal(models.Model):
    """What was found and what is to be done about it; a supervisor says yes, or sends it back with the reason."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="proposals")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    finding = models.TextField()
    remedy = models.TextField()
    decided_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.round}"


class Answer(models.Model):
    """The answer of one round, and what the customer said to it. `final`: the supervisor's last word."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    final = models.BooleanField(default=False)
    accepted = models.BooleanField(null=True)
    # Of the customer himself, or of ours who had his word on the telephone.
    replied_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True)
    replied_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.round}"


class ComplaintFile(models.Model):
    """A file that came with the complaint itself, with a later word, or with an answer."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="files")
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="files", null=True)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files", null=True)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    shows_patient = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.file_id}"


class Told(models.Model):
    """A share of a deadline that was told once."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="told")
    clock = models.CharField(max_length=12)
    round = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "clock", "round", "percent"], name="complaints_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.clock} {self.percent}"
