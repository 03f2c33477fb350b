"""What follows a hole in the rota: whoever plans it is told."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User
from shouwen.policy.roles import PLANS_ROTA


def tell_planners(event: Event) -> None:
    roles = [role.value for role in PLANS_ROTA]
    people = User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct()
    tell_people(Kind.ROTA_HOLES, event, list(people.order_by("pk")))
