"""What follows when a card is closed, opened again, or rated."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.settings.queries import value
from shouwen.apps.surveys.actions.beginning import begin, subject_of, take_rating, withdraw
from shouwen.apps.surveys.models import Survey
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.policy.lifecycle import Outcome
from shouwen.policy.setting import SURVEY_SAMPLE
from shouwen.policy.survey import why_asked


def card_closed(event: Event) -> None:
    """Its customer is asked, or not, as the policy and the sample have it; nobody picks."""
    if event.data.get("outcome") != Outcome.SOLVED:
        return
    card = Ticket.objects.select_related("hospital", "contact").get(pk=event.subject_id)
    # He rated it by his own hand before it was closed: he is not asked again.
    if Survey.objects.filter(ticket=card, rating__isnull=False).exists():
        return
    why = why_asked(card.grade, card.pk, value(SURVEY_SAMPLE, event.at))
    if why is not None and not card.hospital.is_unlisted:
        begin(subject_of(card), why, at=event.at)


def card_reopened(event: Event) -> None:
    number = Ticket.objects.values_list("number", flat=True).get(pk=event.subject_id)
    withdraw("ticket", number, at=event.at)


def card_rated(event: Event) -> None:
    take_rating(Rating.objects.values_list("pk", flat=True).get(ticket=event.subject_id), at=event.at)
