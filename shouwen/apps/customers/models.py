"""Hospitals and their people, and the vendor's people who stand for them."""

from typing import Self

from django.db import models

from shouwen.policy.roles import Actor


class HospitalQuerySet(models.QuerySet["Hospital"]):
    def for_actor(self, actor: Actor) -> Self:
        """The hospitals that this person may know of."""
        if actor.sees_all:
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
    account_manager = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = HospitalQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Campus(models.Model):
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="campuses")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hospital", "name"], name="customers_campus_once")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="departments")
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=80)

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
