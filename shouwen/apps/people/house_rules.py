"""What is set at the desk about accounts. Settings stand above people, so that they are told how to ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shouwen.policy.password_profile import ASVS, Profile
from shouwen.policy.roles import Actor
from shouwen.policy.separation import secures


@dataclass(frozen=True, slots=True)
class HouseRules:
    separated: bool = False
    passwords: Profile = ASVS


_asked: list[Callable[[datetime], HouseRules]] = []


def read_by(ask: Callable[[datetime], HouseRules]) -> None:
    """From whom they are learned; told once, by the roof."""
    _asked[:] = [ask]


def house_rules(at: datetime) -> HouseRules:
    """The rules of this instant."""
    return _asked[0](at) if _asked else HouseRules()


def may_secure(actor: Actor, at: datetime) -> bool:
    """Roles, locks, sessions, second factors. Who could not in any case is told so without a question."""
    return secures(actor, separated=False) and secures(actor, house_rules(at).separated)
