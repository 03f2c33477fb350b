"""Posts that are never empty, the shifts that fill them, and what one shift leaves to the next."""

from django.db import models


class Post(models.Model):
    """A seat of the desk. `standing` answers when no shift covers the hour."""

    code = models.SlugField(max_length=24, unique=True)
    standing = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.code


class Shift(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="shifts")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "starts_at"], name="duty_shift_when")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_shift_order"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.starts_at}"


class SwapAsk(models.Model):
    """One person asks another to take each other's shifts. It goes with the shifts when a planner takes them off."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="asks")
    other = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="asked_for")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, choices=Answer.choices)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift"], name="duty_one_open_ask", condition=models.Q(answer="")),
        ]
        indexes = [models.Index(fields=["of"], name="duty_asked_of", condition=models.Q(answer=""))]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.other_id} {self.answer}"


class Feed(models.Model):
    """A person's shifts for the calendar of his phone, at an address that only he has. The secret is kept nowhere."""

    person = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_at}"


class HandOver(models.Model):
    """交接班: the cards that stood open when somebody went off, his word about them, and who signed for it.

    `cards` keeps codes and ids as they stood: number, grade, state, next due instant, what the card waits for.
    """

    giver = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=2000, blank=True)
    cards = models.JSONField()
    at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    # One form, one list.
    submission = models.CharField(max_length=96, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["receiver"], name="duty_hand_over_open", condition=models.Q(signed_at=None)),
            models.Index(fields=["giver", "-at"], name="duty_hand_over_giver"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} {self.receiver_id} {self.at}"
