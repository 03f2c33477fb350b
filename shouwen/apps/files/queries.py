"""How the files stand."""

from collections.abc import Sequence

from shouwen.apps.files.models import StoredFile
from shouwen.policy.roles import Actor, Role


def may_mend(actor: Actor) -> bool:
    """Who looks after the disk."""
    return actor.is_staff and Role.ADMIN in actor.roles


def damaged(size: int = 5) -> Sequence[StoredFile]:
    """Files whose bytes on disk are not those that were stored, the oldest finding first; no more than `size`."""
    return list(StoredFile.objects.filter(damaged_since__isnull=False).order_by("damaged_since", "pk")[:size])
