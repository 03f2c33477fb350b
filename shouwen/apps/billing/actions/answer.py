"""The hospital's word on a quote; and what time says when there was none."""

from datetime import datetime

from shouwen.apps.billing.access import find_quote, lock_quote, may_confirm
from shouwen.apps.billing.events import Code, record
from shouwen.apps.billing.models import Quote
from shouwen.apps.billing.posting import lock_books, post
from shouwen.apps.billing.queries import charge_of
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.accounts import Entry
from shouwen.policy.coverage import Charge
from shouwen.policy.plain_text import checked_text
from shouwen.policy.quoting import Stage, Step, after
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor


@act
def confirm_quote(actor: Actor, quote_number: str, signed_name: str, *, at: datetime) -> Quote:
    """The hospital agrees to pay, under a name; from then on it is owed. Of several at once exactly one counts.

    Refused: `absent`, `not_your_role`, `quote_stage`, `quote_too_late`, `quote_not_due`; with `field`: `text_missing`,
    `text_too_long`.
    """
    quote = _lock_for_answer(actor, quote_number)
    quote.stage = after(Stage(quote.stage), Step.CONFIRM)
    if quote.valid_until < at.astimezone(DESK_ZONE).date():
        raise Refused("quote_too_late", until=quote.valid_until.isoformat())
    if charge_of(quote.ticket) is not Charge.QUOTE:
        raise Refused("quote_not_due")
    quote.signed_name = checked_text(signed_name, "signed_name", limit=64)
    quote.ended_at, quote.ended_by_id = at, actor.person
    quote.save(update_fields=["stage", "signed_name", "ended_at", "ended_by"])
    lock_books(quote.hospital_id)
    made = post(Entry.CHARGE, quote.total, hospital_id=quote.hospital_id, by_id=actor.person, at=at, quote=quote)
    record(quote, Code.CONFIRMED, actor, at, posting=made.pk, net=quote.net_fen, tax=quote.tax_fen)
    return quote


@act
def decline_quote(actor: Actor, quote_number: str, words: str, *, at: datetime) -> Quote:
    """The hospital does not agree, and says why.

    Refused: `absent`, `not_your_role`, `quote_stage`; with `field`: `text_missing`, `text_too_long`.
    """
    quote = _lock_for_answer(actor, quote_number)
    quote.stage = after(Stage(quote.stage), Step.DECLINE)
    quote.ended_because = masked_text(words, "words", limit=500).text
    quote.ended_at, quote.ended_by_id = at, actor.person
    quote.save(update_fields=["stage", "ended_at", "ended_by", "ended_because"])
    record(quote, Code.DECLINED, actor, at)
    return quote


@act
def expire_quote(quote_id: int, *, at: datetime) -> bool:
    """By time: its last day is over, and nobody has answered. False when somebody was quicker."""
    quote = Quote.objects.select_for_update(of=("self",)).get(pk=quote_id)
    if quote.stage != Stage.SENT or quote.valid_until >= at.astimezone(DESK_ZONE).date():
        return False
    quote.stage = after(Stage(quote.stage), Step.EXPIRE)
    quote.ended_at = at
    quote.save(update_fields=["stage", "ended_at"])
    record(quote, Code.EXPIRED, SYSTEM, at)
    return True


def _lock_for_answer(actor: Actor, quote_number: str) -> Quote:
    find_quote(actor, quote_number)
    if not may_confirm(actor):
        raise Refused("not_your_role", act="confirm_quote")
    return lock_quote(actor, quote_number)
