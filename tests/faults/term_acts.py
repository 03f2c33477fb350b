"""Acts on urgent responses, rulings, and what is paid, as `acts.py` has the others."""

from collections.abc import Callable

from shouwen.apps.agreements.models import PaidPeriod
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ruling, Ticket, UrgentCall
from tests.cast import Cast, at

Step = Callable[[Cast, str, str], object]
EVIDENCE = actions.Evidence("新建处方，退费后仍可发药。", "需求规格 4.2.7", "5.2.1")
A_DAY = 24 * 60


def urgent_named(cast: Cast, _number: str, _key: str) -> object:
    return PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"])


def ask_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.ask_urgent(cast.actor("hospital_a"), number, "病区全停", at=at(3))


def ask_by_quote(cast: Cast, number: str, _key: str) -> object:
    return actions.ask_urgent(cast.actor("hospital_a"), number, "病区全停", at=at(3), by_quote=True)


def accept_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.accept_urgent(cast.actor("agent"), number, "马上到", at=at(4))


def decline_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.decline_urgent(cast.actor("agent"), number, "已在路上", at=at(4))


def end_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.end_urgent(cast.actor("hospital_a"), number, "好了", at=at(5))


def quote_confirmed(_cast: Cast, number: str, _key: str) -> object:
    return actions.quote_confirmed(Ticket.objects.get(number=number).pk, "BJ-1", at=at(5))


def tell_urgent(_cast: Cast, number: str, _key: str) -> object:
    return actions.tell_urgent(UrgentCall.objects.get(ticket__number=number).pk, at=at(A_DAY))


def propose_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.propose_ruling(cast.actor("agent"), number, "inherent_defect", EVIDENCE, "两家都有", at=at(5))


def withdraw_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.withdraw_ruling(cast.actor("agent"), number, "证据不足", at=at(6))


def decide_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.decide_ruling(cast.actor("developer"), number, "inherent_defect", "不符规格", at=at(6))


def appeal_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.appeal_ruling(cast.actor("hospital_a"), number, "不同意", at=at(7))


def finalise_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.finalise_ruling(cast.actor("manager"), number, "misuse", "维持", at=at(8))


def tell_ruling(_cast: Cast, number: str, _key: str) -> object:
    return actions.tell_ruling(Ruling.objects.get(ticket__number=number).pk, at=at(9 * A_DAY))


ASKED = (urgent_named, ask_urgent)
RULED = (propose_ruling, decide_ruling, appeal_ruling)
BY_STEPS: dict[str, tuple[Step, ...]] = {
    "ask_urgent": ASKED,
    "accept_urgent": (*ASKED, accept_urgent),
    "decline_urgent": (*ASKED, decline_urgent),
    "end_urgent": (*ASKED, accept_urgent, end_urgent),
    "quote_confirmed": (ask_by_quote, quote_confirmed),
    "tell_urgent": (*ASKED, accept_urgent, tell_urgent),
    "propose_ruling": (propose_ruling,),
    "withdraw_ruling": (propose_ruling, withdraw_ruling),
    "decide_ruling": (*ASKED, accept_urgent, propose_ruling, decide_ruling),
    "appeal_ruling": RULED,
    "finalise_ruling": (*RULED, finalise_ruling),
    "tell_ruling": (propose_ruling, tell_ruling),
}
