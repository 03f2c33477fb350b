"""交接班: what one shift leaves to the next, signed for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shouwen.apps.duty import events
from shouwen.apps.duty.models import HandOver
from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import qualified
from shouwen.policy.masking import mask
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

WORDS = 2000


@act
def hand_over(
    actor: Actor,
    receiver_id: int,
    words: str,
    cards: Sequence[Mapping[str, object]],
    *,
    at: datetime,
    submission: str,
) -> HandOver:
    """Leave one's open cards, as they stand, to whoever comes on. Handling itself passes by an offer, card by card.

    The same `submission` gives the same list. Refused: `not_your_role`; with `field`: `absent`, `is_yourself`,
    `text_too_long`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="hand_over")
    key = f"hand_over:{actor.id}:{submission}"
    known = HandOver.objects.filter(submission=key).first()
    if known:
        return known
    receiver = qualified(receiver_id)
    if receiver is None:
        raise Refused("absent", field="receiver")
    if receiver.pk == actor.id:
        raise Refused("is_yourself", field="receiver")
    row = HandOver.objects.create(
        giver_id=actor.person,
        receiver=receiver,
        words=mask(checked_text(words, "words", limit=WORDS, required=False)).text,
        cards=[dict(card) for card in cards],
        at=at,
        submission=key,
    )
    _record(row, events.Code.HANDED_OVER, actor, at, receiver=receiver.pk, cards=[card["number"] for card in row.cards])
    return row


@act
def sign(actor: Actor, list_id: int, *, at: datetime) -> HandOver:
    """The receiver has read it; the first time counts. Refused: `absent`, `not_the_receiver`."""
    row = HandOver.objects.select_for_update().filter(pk=list_id).first()
    if row is None or actor.id not in {row.receiver_id, row.giver_id}:
        raise Refused("absent")
    if row.receiver_id != actor.id:
        raise Refused("not_the_receiver")
    if row.signed_at is None:
        row.signed_at = at
        row.save(update_fields=["signed_at"])
        _record(row, events.Code.SIGNED, actor, at)
    return row


def _record(row: HandOver, code: events.Code, actor: Actor, at: datetime, **data: object) -> None:
    append(subject=(events.HAND_OVER, row.pk), actor=actor.ledger, code=code.value, at=at, **data)
