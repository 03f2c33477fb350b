"""Who is calling: a number, a name or a hospital, found while the agent still listens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace

from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.customers.record import LONGEST_QUESTION, asked
from shouwen.policy.roles import Actor

MOST = 6
# Fewer digits than these are no telephone number; more of one may stand before it (0086, a trunk's zero).
FEWEST_DIGITS, TELLING_DIGITS = 4, 8
BETWEEN_DIGITS = "- ()+."


@dataclass(frozen=True)
class Callers:
    """The people who may be calling, and the hospitals that go by that name."""

    contacts: Sequence[Contact]
    hospitals: Sequence[Hospital]


def callers(actor: Actor, words: str) -> Callers:
    """Contacts by number or name, hospitals by name or first letters; at most six of each. Two queries at most."""
    words = words.strip()[:LONGEST_QUESTION]
    if len(words) < 2:
        return Callers((), ())
    seen = Hospital.objects.for_actor(actor).filter(is_unlisted=False)
    people = Contact.objects.filter(hospital__in=seen, retired_on=None)
    digits = digits_of(words)
    if digits:
        number = Replace("phone", Value("-"), Value(""))
        for each in BETWEEN_DIGITS[1:]:
            number = Replace(number, Value(each), Value(""))
        people = people.annotate(number=number).filter(number__endswith=digits[-TELLING_DIGITS:])
        return Callers(_first(people), ())
    return Callers(
        _first(people.filter(name__icontains=words)), list(seen.filter(asked(words)).order_by("name")[:MOST])
    )


def caller(actor: Actor, contact_id: int) -> Contact | None:
    """The contact who was chosen, when he is one of this person's."""
    seen = Hospital.objects.for_actor(actor).filter(is_unlisted=False)
    return Contact.objects.filter(pk=contact_id, hospital__in=seen, retired_on=None).first()


def digits_of(words: str) -> str:
    """The digits of what looks like a telephone number, "" for anything else."""
    digits = "".join(each for each in words if each.isascii() and each.isdigit())
    rest = [each for each in words if not (each.isascii() and each.isdigit()) and each not in BETWEEN_DIGITS]
    return digits if len(digits) >= FEWEST_DIGITS and not rest else ""


def _first(people: QuerySet[Contact]) -> list[Contact]:
    return list(people.select_related("hospital", "department__campus").order_by("hospital__name", "name", "pk")[:MOST])
