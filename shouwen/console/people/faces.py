"""People as the templates read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from shouwen.apps.people.models import User
from shouwen.policy.stand_in import stand_in
from shouwen.ui.faces.team import team_name


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
