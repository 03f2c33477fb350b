"""What one may still say yes to."""

import uuid
from datetime import datetime

from shouwen.apps.imports.models import LIFE, Draft
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


def draft_of(actor: Actor, draft_id: uuid.UUID, now: datetime) -> Draft:
    """One's own draft, for an hour. Refused: `absent`."""
    found = Draft.objects.for_actor(actor).filter(pk=draft_id, made_at__gt=now - LIFE).first()
    if found is None:
        raise Refused("absent")
    return found
