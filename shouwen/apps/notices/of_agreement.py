"""What follows an event of an agreement: both sides are told that its cover ends."""

from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import User
from shouwen.policy.roles import Role


def tell_both_sides(event: Event) -> None:
    """A notice for the hospital's heads of IT, its account manager and deputy, and for finance."""
    hospital = Hospital.objects.get(pk=event.data["hospital"])
    heads = Contact.objects.filter(hospital=hospital, user__grants__role=Role.IT_HEAD)
    ids: set[int | None] = set(heads.values_list("user_id", flat=True))
    ids |= {hospital.account_manager_id, hospital.deputy_id}
    ids |= set(User.objects.filter(grants__role=Role.FINANCE).values_list("pk", flat=True))
    people = User.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True).order_by("pk")
    tell_people(Kind.COVER_ENDS, event, list(people), hospital=hospital)
