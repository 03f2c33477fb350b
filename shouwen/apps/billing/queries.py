"""Reading quotes, work, rate cards and statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models import Sum as Total

from shouwen.apps.billing.access import need_books
from shouwen.apps.billing.figures import month_after
from shouwen.apps.billing.models import Posting, Quote, RateCard, Statement, Work
from shouwen.apps.tickets.models import Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.coverage import Charge
from shouwen.policy.quoting import CONFIRMS, READS_BOOKS, Stage
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need

PAGE = 25
LONGEST_QUESTION = 40
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    # The cursor of the next page, "" when this is the last one.
    after: str


def rates_on(day: date) -> RateCard:
    """The rate card for what is quoted on this day. Refused: `no_rate_card`."""
    found = rates_known_on(day)
    if found is None:
        raise Refused("no_rate_card")
    return found


def rates_known_on(day: date) -> RateCard | None:
    return RateCard.objects.filter(valid_from__lte=day).first()


def rate_cards(actor: Actor) -> list[RateCard]:
    """Every version, the newest first. Refused: `not_your_role`."""
    need(actor, READS_BOOKS, "read_books")
    return list(RateCard.objects.select_related("published_by")[:100])


def newest_verdict(ticket_id: int) -> Verdict:
    return Verdict.objects.filter(ticket=ticket_id).order_by("-pk")[0]


def charge_of(ticket: Ticket) -> Charge:
    """Who pays for a card, by its newest verdict."""
    return Charge(newest_verdict(ticket.pk).charge)


def quotes(
    actor: Actor, *, stage: str = "", text: str = "", hospital: int | None = None, after: str = "", size: int = PAGE
) -> Page[Quote]:
    """Quotes that this person may know of, newest first. One query."""
    rows = Quote.objects.for_actor(actor).select_related("hospital", "ticket", "drafted_by", "sent_by")
    if stage:
        rows = rows.filter(stage=stage)
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    if text.strip():
        asked = text.strip()[:LONGEST_QUESTION]
        rows = rows.filter(number__icontains=asked) | rows.filter(ticket__number__icontains=asked)
    return _page(rows.order_by("-pk"), after, size)


def quotes_of_card(actor: Actor, ticket_id: int) -> list[Quote]:
    """The quotes on a card, the newest first. One query."""
    rows = Quote.objects.for_actor(actor).filter(ticket=ticket_id)
    return list(rows.select_related("ended_by").order_by("-pk")[:20])


def charged_for_visits(visit_ids: Sequence[int]) -> Mapping[int, Quote]:
    """The quotes that stand for visits whose price both sides signed, by visit. One query."""
    rows = Quote.objects.filter(visit__in=visit_ids).select_related("visit")
    return {quote.visit.pk: quote for quote in rows if quote.visit is not None}


def given_back(quote: Quote) -> int:
    """What was given back of a quote, in fen with its tax."""
    found = quote.postings.filter(entry="credit").aggregate(fen=Total(F("net_fen") + F("tax_fen")))["fen"]
    return int(found or 0)


def work_of_card(actor: Actor, ticket_id: int) -> list[Work]:
    """The work on a card, the latest first. One query."""
    rows = Work.objects.for_actor(actor).filter(ticket=ticket_id)
    return list(rows.select_related("person", "quote")[:100])


def work(
    actor: Actor, *, hospital: int | None = None, mine: bool = False, after: str = "", size: int = PAGE
) -> Page[Work]:
    """Work that this person may know of, by when it was done. One query. Refused: `not_your_role`."""
    if not actor.is_staff:
        raise Refused("absent")
    rows = Work.objects.for_actor(actor).select_related("hospital", "ticket", "person", "quote")
    if mine:
        rows = rows.filter(person=actor.id)
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def statements(
    actor: Actor, *, hospital: int | None = None, is_open: bool | None = None, after: str = "", size: int = PAGE
) -> Page[Statement]:
    """Statements that this person may read, the newest month first. `is_open`: closed and not settled. Refused:
    `not_your_role`, `absent`. One query."""
    need_books(actor)
    rows = Statement.objects.for_actor(actor).select_related("hospital")
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    if is_open is not None:
        rows = rows.filter(closed_at__isnull=not is_open)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def open_quotes_of(hospital_id: int) -> list[Quote]:
    """Quotes of a hospital that were sent and wait for its word, the first to end first. One query."""
    rows = Quote.objects.filter(hospital=hospital_id, stage=Stage.SENT).select_related("ticket")
    return list(rows.order_by("valid_until", "pk")[:50])


def quotes_waiting(actor: Actor, now: datetime) -> int:
    """How many quotes wait for the word of this person of a hospital and can still be confirmed. One query."""
    rows = Quote.objects.for_actor(actor).filter(stage=Stage.SENT)
    return rows.filter(valid_until__gte=now.astimezone(DESK_ZONE).date()).count()


def sees_money(actor: Actor) -> bool:
    """May this person of a hospital see its statements?"""
    return actor.is_customer and bool(actor.roles & CONFIRMS)


def hospitals_with_something(month_end: datetime) -> list[int]:
    """Whose books have something that no statement has said yet. One query."""
    rows = Posting.objects.filter(line=None, credit_note=None, at__lt=month_end, quote__isnull=False)
    return list(rows.order_by("hospital").values_list("hospital", flat=True).distinct())


def _page(rows: QuerySet[Row], after: str, size: int) -> Page[Row]:
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def is_over(quote: Quote, now: datetime) -> bool:
    """Too late to be confirmed, though nobody has marked it yet."""
    return quote.stage == Stage.SENT and quote.valid_until < now.astimezone(DESK_ZONE).date()


def month_end(statement: Statement) -> datetime:
    """From when on it may be closed."""
    return month_after(statement.month)


def one_work(actor: Actor, work_id: int) -> Work:
    """A piece of work that this person may know of. Refused: `absent`."""
    rows = Work.objects.for_actor(actor).select_related("ticket", "person", "quote").filter(pk=work_id)
    found = rows.first()
    if found is None or not actor.is_staff:
        raise Refused("absent")
    return found


def statement_of(actor: Actor, hospital_id: int, month: date | None) -> str:
    """The number of a hospital's statement for a month. Refused: `absent`."""
    rows = Statement.objects.for_actor(actor).filter(hospital=hospital_id)
    found = rows.filter(month=month.replace(day=1)).first() if month else None
    if found is None:
        raise Refused("absent")
    return found.number
