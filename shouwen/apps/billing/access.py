"""Fetch and authorise in one step."""

from shouwen.apps.billing.models import Quote, Statement, Work
from shouwen.policy.quoting import CONFIRMS, KEEPS_BOOKS, QUOTES, READS_BOOKS
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need

WHOLE = (
    "hospital__account_manager", "ticket__module", "rate_card", "visit", "drafted_by", "sent_by", "ended_by", "keeper",
)  # fmt: skip


def find_quote(actor: Actor, number: str) -> Quote:
    """The quote, if this person may know of it. Refused: `absent`."""
    found = Quote.objects.for_actor(actor).select_related(*WHOLE).filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def lock_quote(actor: Actor, number: str) -> Quote:
    """The quote locked for one act. Refused: `absent`."""
    found = find_quote(actor, number)
    return Quote.objects.select_for_update(of=("self",)).select_related("ticket", "hospital").get(pk=found.pk)


def may_quote(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & QUOTES)


def may_confirm(actor: Actor) -> bool:
    """Whose word binds the hospital."""
    return actor.is_customer and bool(actor.roles & CONFIRMS)


def may_read_books(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & READS_BOOKS)


def may_keep_books(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & KEEPS_BOOKS)


def need_books(actor: Actor) -> None:
    """Refused: `not_your_role`; for a hospital's person `absent`, unless he answers for its money."""
    if actor.is_staff:
        need(actor, READS_BOOKS, "read_books")
    elif not may_confirm(actor):
        raise Refused("absent")


def find_statement(actor: Actor, number: str) -> Statement:
    """The statement, if this person may read it. Refused: `not_your_role`, `absent`."""
    need_books(actor)
    rows = Statement.objects.for_actor(actor).filter(number=number)
    found = rows.select_related("hospital__account_manager", "drafted_by", "closed_by").first()
    if found is None:
        raise Refused("absent")
    return found


def lock_statement(actor: Actor, number: str) -> Statement:
    """The statement locked for one act of who keeps the books. Refused: `not_your_role`, `absent`."""
    found = find_statement(actor, number)
    need(actor, KEEPS_BOOKS, "keep_books")
    return Statement.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=found.pk)


def lock_work(actor: Actor, work_id: int) -> Work:
    """A piece of work locked for one act. Refused: `absent`."""
    found = Work.objects.for_actor(actor).select_for_update().filter(pk=work_id).first()
    if found is None or not actor.is_staff:
        raise Refused("absent")
    return found
