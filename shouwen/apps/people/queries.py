"""Who is there."""

from shouwen.apps.people.models import User
from shouwen.policy.roles import QUALIFIED_ROLES


def qualified_staff() -> list[User]:
    """Everyone whose word to a hospital counts, by name."""
    roles = [role.value for role in QUALIFIED_ROLES]
    return list(
        User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct().order_by("name")
    )
