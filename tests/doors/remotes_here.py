"""Authorisations and sessions for those who try every address."""

from collections.abc import Mapping

from shouwen.apps.remote import actions
from shouwen.apps.remote.models import Authorisation
from shouwen.apps.tickets.models import Ticket
from tests.apps import remotes
from tests.cast import Cast, at

ABSENT = {"authorisation": "RA-200001-0001", "remote_session": "RS-200001-0001"}


def remotes_of(cast: Cast, cards: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """On each of these cards an authorisation that waits for the hospital, and a session that does."""
    found = {}
    for whose, card in cards.items():
        ticket = Ticket.objects.get(number=card)
        head = cast.actor("hospital_a" if ticket.hospital_id == cast.hospital.pk else "hospital_b")
        over = _ask(cast, card, f"{whose}-over")
        actions.grant_remote(head, over.number, remotes.GRANT, at=at(8))
        session = remotes.start(cast, over, key=whose)
        actions.end_session(cast.actor("agent"), session.number, remotes.ENDED, at=at(20))
        found[whose] = {
            "authorisation": _ask(cast, card, whose).number,
            "remote_session": session.number,
        }
    return found


def _ask(cast: Cast, card: str, key: str) -> Authorisation:
    submission = f"{key}-remote-0123456789"
    return actions.ask_remote(cast.actor("agent"), card, remotes.wanted(), at=at(5), submission=submission)
