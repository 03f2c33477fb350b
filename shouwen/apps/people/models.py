"""Accounts. A person is staff or a customer's; his roles say what he may do."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from shouwen.apps.people.passwords import LONGEST
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
    # Locked by a security administrator: nothing opens it.
    locked_at = models.DateTimeField(null=True)
    # Counted up, every session of before is over.
    session_round = models.PositiveIntegerField(default=0)
    # Hashes of the passwords before this one, the last first; and since when this one counts.
    former_passwords = models.JSONField(default=list)
    password_since = models.DateTimeField(null=True)

    @property
    def may_enter(self) -> bool:
        """Works here, and nobody has locked the account."""
        return self.is_active and self.locked_at is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session belongs to one password and to one round of sessions."""
        salt = "shouwen.apps.people.models.User.session"
        return salted_hmac(salt, f"{self.password}|{self.session_round}", secret=secret, algorithm="sha256").hexdigest()

    def check_password(self, raw_password: str | None) -> bool:
        """None that long was ever set: it is not hashed to find that out."""
        return len(raw_password or "") <= LONGEST and super().check_password(raw_password)

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


class Team(models.Model):
    code = models.SlugField(max_length=24, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True)
    # A dissolved team stays, for the ledger that names it; nobody is in it.
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="people_membership_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.user_id}"


class Skill(models.Model):
    """What a person knows: a module by its code, and a word about it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="skills")
    module = models.CharField(max_length=40)
    word = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["module"]
        constraints = [models.UniqueConstraint(fields=["user", "module"], name="people_skill_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.module}"


class Absence(models.Model):
    """Out of office, from an instant until another, not including it; somebody stands in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in_for", null=True)
    words = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="people_absence_order")]
        indexes = [models.Index(fields=["ends_at"], name="people_absence_ends", condition=Q(withdrawn_at=None))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_at}"


class PasswordLink(models.Model):
    """A link with which a person sets his password, once. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at}"


class ApiToken(models.Model):
    """A key with which a program speaks for a person. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=64)
    prefix = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.prefix}"

    def is_good(self, at: datetime) -> bool:
        """May it still be used at this instant?"""
        return self.revoked_at is None and at < self.expires_at and self.user.may_enter


class TokenUse(models.Model):
    """How much of a minute's allowance of a token is spent."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="uses")
    scope = models.CharField(max_length=8)
    minute = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "scope", "minute"], name="people_token_use_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.scope} {self.minute} {self.used}"


class SentKey(models.Model):
    """A key that came with a program's request, and the hash of that request: the same key says the same thing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_keys")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="people_sent_key_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"


class SavedView(models.Model):
    """A list as somebody likes to see it: the room, and what its address asks for, in the room's own order of keys."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="saved_views")
    room = models.CharField(max_length=16)
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=400)
    place = models.PositiveSmallIntegerField()
    # Everybody who works in the room sees it; only its owner changes it.
    shared = models.BooleanField(default=False)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "room", "name"], condition=Q(dropped_at=None), name="people_view_name_once"
            )
        ]
        indexes = [
            models.Index(fields=["room"], condition=Q(shared=True, dropped_at=None), name="people_view_shared"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name}"
