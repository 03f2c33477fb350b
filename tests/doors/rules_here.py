"""Rules and what they did, for those who try every address."""

from collections.abc import Mapping

from shouwen.apps.automation import actions
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.models import Ticket
from tests.apps.rules import live
from tests.cast import Cast, at

ABSENT = {"rule": "999999", "rule_run": "999999"}


def rules_of(cast: Cast, numbers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """One rule, everybody's, and one firing on each of these cards."""
    rule = live(cast)
    found = {}
    for whose, number in numbers.items():
        card = Ticket.objects.get(number=number)
        event = Event.objects.get(subject_kind="ticket", subject_id=card.pk, code="ticket.accepted")
        run = actions.fire(cast.actor("manager"), rule.pk, event.pk, at=at(9))
        assert run is not None
        found[whose] = {"rule": str(rule.pk), "rule_run": str(run.pk)}
    # What others make of this world is looked at by no rule.
    actions.switch_off(cast.actor("admin"), rule.pk, at=at(10))
    return found
