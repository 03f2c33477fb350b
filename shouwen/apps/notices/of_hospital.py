"""What follows an event of a hospital: its people are told who stands for it now."""

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User


def tell_hospital(event: Event) -> None:
    """A notice for everyone of the hospital who has an account, and for who comes and who stands for it."""
    hospital = Hospital.objects.get(pk=event.subject_id)
    accounts = Contact.objects.filter(hospital=hospital).exclude(user=None).values_list("user_id", flat=True)
    ids: set[int | None] = set(accounts)
    ids |= {event.data["person"], hospital.account_manager_id, hospital.deputy_id}
    ids -= {event.actor_id, None}
    people = list(User.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True).order_by("pk"))
    tell_people(Kind.STANDING_CONTACT, event, people, hospital=hospital)


def may_know(person: User, hospital_id: int) -> bool:
    """Is this person still here, and may he know of the hospital now?"""
    return person.is_active and Hospital.objects.for_actor(actor_of(person)).filter(pk=hospital_id).exists()
