"""Changes of settings. A row is appended and never changed; the newest of a code is its value."""

from django.db import models


class Change(models.Model):
    """From `at` on the setting has this value. What it may be is declared in `policy.setting`."""

    code = models.CharField(max_length=40)
    value = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["code", "-at", "-id"], name="settings_change_newest")]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"
