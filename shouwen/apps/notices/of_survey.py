"""What follows a low rating: those who lead and the account manager are told, never whom a complaint is about."""

from shouwen.apps.complaints.models import Complaint
from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.notices.recipients import directors
from shouwen.apps.people.queries import with_roles
from shouwen.apps.surveys.models import Survey


def tell_of_low(event: Event) -> None:
    """A notice of the card, or of the complaint, that was asked about."""
    survey = Survey.objects.select_related("hospital", "ticket").get(pk=event.subject_id)
    ids = {survey.hospital.account_manager_id, *directors()} - {event.actor_id}
    people = [
        person
        for person in sorted(with_roles(ids).values(), key=lambda person: person.pk)
        if Survey.objects.for_actor(actor_of(person)).filter(pk=survey.pk).exists()
    ]
    complaint = None if survey.ticket else Complaint.objects.filter(number=survey.number).first()
    tell_people(Kind.LOW_RATING, event, people, ticket=survey.ticket, complaint=complaint)
