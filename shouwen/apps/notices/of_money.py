"""What follows an event of a quote or a statement: whoever has to answer it, or waits for the answer, is told."""

from collections.abc import Iterable

from shouwen.apps.billing.events import Book
from shouwen.apps.billing.events import Code as Money
from shouwen.apps.billing.models import Quote, Statement
from shouwen.apps.customers.models import Contact
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.notices.recipients import kinds_for, may_read
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.policy.quoting import CONFIRMS

KINDS = {
    Money.SENT: Kind.QUOTE_SENT,
    Money.CONFIRMED: Kind.QUOTE_CONFIRMED,
    Money.DECLINED: Kind.QUOTE_DECLINED,
    Money.EXPIRED: Kind.QUOTE_EXPIRED,
    Money.VOIDED: Kind.QUOTE_ENDED,
    Money.GIVEN_BACK: Kind.QUOTE_ENDED,
    Book.CLOSED: Kind.STATEMENT_CLOSED,
}


def tell_of_quote(event: Event) -> None:
    """The hospital's heads of IT are told of what was sent; of the answer the account manager, and who sent it or looks
    after it since he has left.

    Of what is void nobody is told who was never shown it.
    """
    kind = KINDS[Money(event.code)]
    quote = Quote.objects.select_related("ticket__hospital").get(pk=event.subject_id)
    ours = {quote.ticket.hospital.account_manager_id, quote.keeper_id or quote.sent_by_id}
    theirs = heads(quote.hospital_id) if quote.sent_at else set()
    ids = {Kind.QUOTE_SENT: theirs, Kind.QUOTE_ENDED: theirs | ours}.get(kind, ours)
    people = [each for each in _people(ids, event) if kind in kinds_for(each) and may_read(each, quote.ticket)]
    tell_people(kind, event, people, ticket=quote.ticket)


def tell_of_statement(event: Event) -> None:
    """Who answers for the hospital's money is told that it is closed."""
    statement = Statement.objects.select_related("hospital").get(pk=event.subject_id)
    people = _people(heads(statement.hospital_id), event)
    tell_people(KINDS[Book(event.code)], event, people, hospital=statement.hospital)


def heads(hospital_id: int) -> set[int | None]:
    """Whose word binds the hospital."""
    found = Contact.objects.filter(hospital=hospital_id, retired_on=None, user__is_active=True)
    roles = [role.value for role in CONFIRMS]
    return set(found.filter(user__grants__role__in=roles).values_list("user", flat=True))


def _people(ids: Iterable[int | None], event: Event) -> list[User]:
    wanted = {each for each in ids if each is not None} - {event.actor_id}
    return sorted(with_roles(wanted).values(), key=lambda person: person.pk)
