"""Hospitals and their people, and the vendor's people who stand for them."""

from typing import Any, Self

from django.db import models

from shouwen.apps.customers.initials import initials_of
from shouwen.policy.dossier import Section
from shouwen.policy.roles import Actor


class HospitalQuerySet(models.QuerySet["Hospital"]):
    def for_actor(self, actor: Actor) -> Self:
        """The hospitals that this person may know of."""
        if actor.sees_every_hospital:
            return self
        return self.filter(pk__in=actor.hospitals)


class Hospital(models.Model):
    class Category(models.TextChoices):
        GENERAL = "general"
        SPECIAL = "special"
        CHINESE_MEDICINE = "chinese_medicine"
        MATERNITY = "maternity"
        COMMUNITY = "community"
        PRIVATE = "private"

    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=40)
    category = models.CharField(max_length=24, choices=Category.choices, default=Category.GENERAL)
    # The one row for requests whose hospital nobody knows yet.
    is_unlisted = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)
    # 统一社会信用代码; null while nobody has it, so that it may be missing more than once.
    credit_code = models.CharField(max_length=18, unique=True, null=True, blank=True)
    # First letters of both names, to be found by; filled on save.
    initials = models.CharField(max_length=160, blank=True, editable=False)
    account_manager = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = HospitalQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.initials = initials_of(self.name, self.short_name)
        super().save(*args, **kwargs)


class Campus(models.Model):
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="campuses")
    name = models.CharField(max_length=80)
    fax = models.CharField(max_length=32, blank=True)
    # Retired places stay, for cards that name them; nothing new is opened there.
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hospital", "name"], name="customers_campus_once")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="departments")
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=80)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campus", "name"], name="customers_department_once")]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person at the hospital. With an account he sees his department, or, without one named, the hospital."""

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="contacts")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True)
    user = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=64)
    title = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    fax = models.CharField(max_length=32, blank=True)
    # Whom we call about the hospital's computers.
    is_it = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A front-line engineer who knows this hospital and is posted to it (常驻)."""

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="postings")
    engineer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.hospital_id} {self.engineer_id}"


class Tenure(models.Model):
    """Who held which post, from when until when, and why it changed. The hospital itself names the present one."""

    class Post(models.TextChoices):
        ACCOUNT_MANAGER = "account_manager"
        DEPUTY = "deputy"
        # Who did it; they know the place.
        IMPLEMENTATION = "implementation"
        TRAINING = "training"

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="tenures")
    post = models.CharField(max_length=16, choices=Post.choices)
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    # Null: before anybody wrote it down.
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "post"],
                name="customers_one_holder",
                condition=models.Q(until=None, post__in=["account_manager", "deputy"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hospital_id} {self.post} {self.person_id}"


class DossierEntry(models.Model):
    """环境档案: one thing worth knowing before anybody touches it. `facts` has the section's own fields."""

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="dossier")
    section = models.CharField(max_length=16, choices=[(section.value, section.value) for section in Section])
    facts = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.section} {self.facts.get('name', '')}"
