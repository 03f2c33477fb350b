"""Time passing over a card of the demo: whatever comes due on it happens at its own instant, and in that order."""

from datetime import datetime

from shouwen.apps.paging.jobs import next_call, pass_calls
from shouwen.apps.progress.jobs import next_word, pass_words
from shouwen.apps.tickets.actions.ruling import tell_ruling
from shouwen.apps.tickets.jobs import next_look, pass_time
from shouwen.apps.tickets.models import Ruling


def let_pass(card: int, until: datetime) -> None:
    """Deadlines, climbs, calls, words to the hospital and rulings of one card, up to an instant."""
    while (due := _next(card)) is not None and due <= until:
        pass_calls(card, due)
        pass_words(card, due)
        pass_time(card, due)
        for ruling in Ruling.objects.filter(ticket=card, next_step_at__lte=due):
            tell_ruling(ruling.pk, at=due)


def _next(card: int) -> datetime | None:
    rulings = Ruling.objects.filter(ticket=card, next_step_at__isnull=False).order_by("next_step_at")
    instants = [
        next_call(card),
        next_word(card),
        next_look(card),
        rulings.values_list("next_step_at", flat=True).first(),
    ]
    return min((each for each in instants if each is not None), default=None)
