"""What somebody uploaded and saw rehearsed, for the hour in which he may say yes to it."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models

from shouwen.policy.roles import Actor

LIFE = timedelta(hours=1)


class DraftQuerySet(models.QuerySet["Draft"]):
    def for_actor(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(owner=actor.id)


class Draft(models.Model):
    """The rows of a file as they were read, and what became of each when it was rehearsed. The file is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=160)
    rows = models.JSONField()
    outcomes = models.JSONField()
    made_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
