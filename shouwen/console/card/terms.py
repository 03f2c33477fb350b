"""On a card: the urgent response and the ruling on its cause, and what this reader may do about them."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.apps.tickets.actions.ruling import standing_of
from shouwen.apps.tickets.urgent_calls import LIVE
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.lifecycle import OPEN, State
from shouwen.policy.roles import Actor
from shouwen.policy.ruling import Step, allowed
from shouwen.policy.severity import GRADED_BY_IMPACT


def terms_of(card: Card, actor: Actor, now: datetime) -> dict[str, Any]:
    """urgent: the last response or None, with what may be done; ruling: the last one or None, likewise."""
    number = card.ticket.number
    call = card.extras.urgent[-1] if card.extras.urgent else None
    live = call is not None and call.state in LIVE
    asked = call is not None and call.state == call.State.ASKED
    open_card = State(card.ticket.state) in OPEN and card.ticket.kind in GRADED_BY_IMPACT
    ruling = card.extras.rulings[-1] if card.extras.rulings else None
    qualified = actor.is_qualified
    return {
        "urgent": call,
        "ask_urgent_url": reverse("console:ask_urgent", args=[number]) if qualified and open_card and not live else "",
        "accept_urgent_url": reverse("console:accept_urgent", args=[number]) if qualified and asked else "",
        "decline_urgent_url": reverse("console:decline_urgent", args=[number]) if qualified and asked else "",
        "end_urgent_url": reverse("console:end_urgent", args=[number]) if qualified and live else "",
        "ruling": ruling,
        "ruling_reason": _reason(card),
        "ruling_url": reverse("console:ruling", args=[number]),
        "may_rule": bool(allowed(actor, standing_of(ruling), now) - {Step.WITHDRAW}),
    }


def _reason(card: Card) -> str:
    """Why: the words of the last decision of the last ruling."""
    last = card.extras.rulings[-1].pk if card.extras.rulings else 0
    steps = [step for step in card.extras.ruling_steps if step.ruling_id == last]
    decided = [step.words for step in steps if step.step in {Step.DECIDE.value, Step.FINALISE.value}]
    return decided[-1] if decided else ""
