"""Accounts. A person is staff or a customer's; his roles say what he may do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from shouwen.policy.roles import Level, Role


class User(AbstractUser):
    class Kind(models.TextChoices):
        STAFF = "staff"
        CUSTOMER = "customer"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.STAFF)
    name = models.CharField(_("name"), max_length=64)
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=8, blank=True)
    level = models.CharField(max_length=16, blank=True, choices=[(level.value, level.value) for level in Level])

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role that a person holds."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="people_grant_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
