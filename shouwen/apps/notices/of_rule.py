"""What follows when a rule stopped by itself: whoever writes rules is told, so that somebody answers for it again."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User
from shouwen.policy.rules import WRITES_RULES


def tell_of_stopped(event: Event) -> None:
    roles = [role.value for role in WRITES_RULES]
    people = User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct()
    tell_people(Kind.RULE_STOPPED, event, list(people.exclude(pk=event.data["person"]).order_by("pk")))
