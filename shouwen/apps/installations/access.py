"""Who keeps the list of modules."""

from shouwen.apps.installations.models import Module
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role, need

# The list is one for all hospitals: not an account manager's to change.
KEEPS_MODULES = frozenset({Role.ADMIN, Role.DIRECTOR})


def may_keep_modules(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & KEEPS_MODULES)


def need_keeper(actor: Actor) -> None:
    """Refused: `not_your_role`."""
    need(actor, KEEPS_MODULES, "keep_modules")


def lock_module(actor: Actor, module_id: int) -> Module:
    """A module locked for one act. Refused: `not_your_role`, `absent`."""
    need_keeper(actor)
    module = Module.objects.select_for_update().filter(pk=module_id).first()
    if module is None:
        raise Refused("absent")
    return module
