"""Who is there."""

from collections.abc import Iterable

from shouwen.apps.people.models import User
from shouwen.policy.roles import QUALIFIED_ROLES


def qualified_staff() -> list[User]:
    """Everyone whose word to a hospital counts, by name."""
    roles = [role.value for role in QUALIFIED_ROLES]
    return list(
        User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct().order_by("name")
    )


def with_roles(ids: Iterable[int | None]) -> dict[int, User]:
    """People by id, with their roles."""
    return User.objects.prefetch_related("grants").in_bulk([pk for pk in ids if pk is not None])


def qualified(user_id: int) -> User | None:
    """This person, if his word to a hospital counts and he is still here."""
    roles = [role.value for role in QUALIFIED_ROLES]
    return User.objects.filter(pk=user_id, kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).first()
