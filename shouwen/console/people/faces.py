"""People as the templates read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation

from shouwen.apps.people.models import Team, User
from shouwen.policy.stand_in import stand_in


@dataclass(frozen=True)
class PersonRow:
    id: int
    name: str
    username: str
    phone: str
    level: str
    active: bool
    roles: list[str]
    teams: list[str]
    out: bool
    stand_in: str


def team_name(team: Team) -> str:
    """In the reader's language; a team without an English name keeps its own."""
    chinese = (translation.get_language() or "").startswith("zh")
    return team.name_zh if chinese or not team.name_en else team.name_en


def row_of(person: User, out: Mapping[int, int | None], people: Mapping[int, User]) -> PersonRow:
    """A person, with roles and teams fetched; `people`: whoever may stand in."""
    there = stand_in(person.pk, out)
    return PersonRow(
        id=person.pk,
        name=person.name,
        username=person.username,
        phone=person.phone,
        level=person.level,
        active=person.is_active,
        roles=sorted(grant.role for grant in person.grants.all()),
        teams=[team_name(each.team) for each in person.memberships.all()],
        out=person.pk in out,
        stand_in=people[there].name if there is not None and there != person.pk and there in people else "",
    )
