"""What follows when a webhook was switched off by itself: its keeper is told."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User
from shouwen.apps.webhooks.models import Endpoint


def tell_keeper(event: Event) -> None:
    endpoint = Endpoint.objects.select_related("hospital").get(pk=event.subject_id)
    people = list(User.objects.filter(pk=event.data["keeper"], is_active=True))
    tell_people(Kind.WEBHOOK_OFF, event, people, hospital=endpoint.hospital)
