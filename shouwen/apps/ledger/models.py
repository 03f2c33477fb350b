"""Rows of the ledger. Actor and subject are a kind and an id: this app has no foreign keys."""

from django.db import models


class Event(models.Model):
    """One thing that happened to one subject. Appended, never changed."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="ledger_event_no_fork"),
        ]
        indexes = [models.Index(fields=["code", "at"], name="ledger_event_code_at")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}#{self.seq} {self.code}"


class Head(models.Model):
    """The newest hash of each chain, so that a cut tail is seen."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="ledger_head_one")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}@{self.seq}"
