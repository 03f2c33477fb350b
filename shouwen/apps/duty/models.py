"""Posts that are never empty, and the shifts that fill them."""

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
