"""A person as a page shows him."""

from dataclasses import dataclass

from shouwen.apps.people.models import User


@dataclass(frozen=True)
class PersonFace:
    name: str
    role: str
    level: str
    phone: str


def face_of(user: User | None) -> PersonFace | None:
    """A person's name, first role, level and phone; his grants should have been prefetched."""
    if user is None:
        return None
    roles = sorted(grant.role for grant in user.grants.all())
    return PersonFace(user.name, roles[0] if roles else "", user.level, user.phone)
