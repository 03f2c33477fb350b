"""What follows an event of the rota: whoever plans it is told of holes, a colleague of what he is asked or answered."""

from shouwen.apps.duty.events import Code
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User
from shouwen.policy.roles import PLANS_ROTA

_OF_SWAP = {Code.SWAP_ASKED: Kind.SWAP_ASKED, Code.SWAP_ANSWERED: Kind.SWAP_ANSWERED}


def tell_planners(event: Event) -> None:
    roles = [role.value for role in PLANS_ROTA]
    people = User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct()
    tell_people(Kind.ROTA_HOLES, event, list(people.order_by("pk")))


def tell_colleague(event: Event) -> None:
    people = User.objects.filter(pk=event.data["tell"], is_active=True)
    tell_people(_OF_SWAP[Code(event.code)], event, list(people))
