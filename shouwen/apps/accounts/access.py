"""Whose account this person may look at."""

from shouwen.apps.customers.models import Hospital
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import READS_AGREEMENTS, Actor, Role, need

READS_RENEWALS = frozenset({Role.ACCOUNT_MANAGER, Role.FINANCE, Role.DIRECTOR, Role.AUDITOR})


def find_hospital(actor: Actor, hospital_id: int) -> Hospital:
    """The hospital, if this person of ours may read what was agreed with it. Refused: `not_your_role`, `absent`."""
    need(actor, READS_AGREEMENTS, "read_agreements")
    rows = Hospital.objects.for_actor(actor).select_related("account_manager", "deputy")
    found = rows.filter(pk=hospital_id, is_unlisted=False).first()
    if found is None:
        raise Refused("absent")
    return found
