"""Two colleagues swap shifts between themselves: one asks, the other says yes. The planners read it on the rota."""

from datetime import datetime

from shouwen.apps.duty import events
from shouwen.apps.duty.actions.shift import exchange, two_to_come
from shouwen.apps.duty.models import SwapAsk
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.masking import mask
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def ask_swap(actor: Actor, shift_id: int, other_id: int, words: str, *, at: datetime) -> SwapAsk:
    """Ask the person of another shift to take one's own, and to give his for it.

    Refused: `absent`, `not_your_shift`, `shift_is_over`, `shift_has_begun`, `swap_asked` (one that waits for an
    answer); with `field`: `absent`, `itself_shift`, `is_yourself`, `text_too_long`.
    """
    one, other = two_to_come(shift_id, other_id, at)
    if one.person_id != actor.id:
        raise Refused("not_your_shift")
    if other.person_id == actor.id:
        raise Refused("is_yourself", field="other")
    if one.asks.filter(answer="").exists():
        raise Refused("swap_asked")
    told = mask(checked_text(words, "words", limit=200, required=False)).text
    row = SwapAsk.objects.create(shift=one, other=other, by_id=actor.person, of_id=other.person_id, words=told, at=at)
    _record(row, events.Code.SWAP_ASKED, actor, at, tell=row.of_id)
    return row


@act
def answer_swap(actor: Actor, ask_id: int, accepts: bool, *, at: datetime) -> SwapAsk:
    """Yes swaps both shifts at once; no leaves them.

    Refused: `absent`, `swap_answered`, `swap_moved` (one of the shifts is somebody else's by now), `shift_is_over`,
    `shift_has_begun`.
    """
    row = _locked(ask_id)
    if row.of_id != actor.id:
        raise Refused("absent")
    _still_open(row)
    if accepts:
        one, other = two_to_come(row.shift_id, row.other_id, at)
        if (one.person_id, other.person_id) != (row.by_id, row.of_id):
            raise Refused("swap_moved")
        exchange(actor, one, other, at)
    _close(row, SwapAsk.Answer.ACCEPTED if accepts else SwapAsk.Answer.DECLINED, at)
    _record(row, events.Code.SWAP_ANSWERED, actor, at, tell=row.by_id, answer=row.answer)
    return row


@act
def withdraw_swap(actor: Actor, ask_id: int, *, at: datetime) -> SwapAsk:
    """Whoever asked asks no longer. Refused: `absent`, `swap_answered`."""
    row = _locked(ask_id)
    if row.by_id != actor.id:
        raise Refused("absent")
    _still_open(row)
    _close(row, SwapAsk.Answer.WITHDRAWN, at)
    _record(row, events.Code.SWAP_WITHDRAWN, actor, at)
    return row


def _locked(ask_id: int) -> SwapAsk:
    row = SwapAsk.objects.select_for_update(of=("self",)).select_related("shift__post").filter(pk=ask_id).first()
    if row is None:
        raise Refused("absent")
    return row


def _still_open(row: SwapAsk) -> None:
    if row.answer:
        raise Refused("swap_answered")


def _close(row: SwapAsk, answer: SwapAsk.Answer, at: datetime) -> None:
    row.answer, row.answered_at = answer, at
    row.save(update_fields=["answer", "answered_at"])


def _record(row: SwapAsk, code: events.Code, actor: Actor, at: datetime, **data: object) -> None:
    events.record(row.shift.post, code, actor, at, ask=row.pk, shift=row.shift_id, other=row.other_id, **data)
