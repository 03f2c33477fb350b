"""三员分立: whoever keeps accounts gives no rights and the other way round; whoever audits changes nothing."""

from collections.abc import Iterable

from shouwen.policy.roles import Actor, Role

# Of these one account holds one at most while they are separated.
POSTS = frozenset({Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def secures(actor: Actor, separated: bool) -> bool:
    """Roles, locks, sessions, second factors, rules for passwords: while not separated an administrator's too."""
    mine = {Role.SECURITY_ADMIN} if separated else {Role.SECURITY_ADMIN, Role.ADMIN}
    return actor.is_staff and bool(actor.roles & mine)


def clash(roles: Iterable[str]) -> bool:
    """More than one of the three posts?"""
    return len(POSTS & set(roles)) > 1
