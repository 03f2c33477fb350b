"""A card that is to be paid for, a rate card, a quote: for those who try the money."""

from datetime import UTC, date, datetime

from shouwen.apps.billing import actions
from shouwen.apps.billing.models import Quote, RateCard
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.rates import Rates
from tests.cast import Cast, at

RATES = Rates(day=160_000, visit=80_000, travel=50_000, night_percent=150, rest_day_percent=200, holiday_percent=300)
# The first of April 2026, 10:00 in Shanghai: the month of the cast is over.
APRIL = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
MARCH = date(2026, 3, 1)
LINES = (
    actions.LineFacts("day", "现场改造", 150),
    actions.LineFacts("travel", "往返差旅", 100),
    actions.LineFacts("fixed", "接口授权", 100, price=33_333),
)


def rates(cast: Cast) -> RateCard:
    known = RateCard.objects.first()
    facts = actions.RateFacts(RATES, date(2026, 1, 1), "2026 年度")
    return known or actions.publish_rates(cast.actor("finance"), facts, at=at(0))


def classified(cast: Cast, ticket: Ticket, cause: str, *, minutes: float = 2, kind: str = "incident") -> None:
    wanted = Classification(kind, "workstation", "workaround", "remote", cause, cast.module.pk, "查明原因")
    cards.classify(cast.actor("agent"), ticket.number, wanted, at=at(minutes))


def payable(cast: Cast, key: str = "k", answer: str = "workstation") -> Ticket:
    """A card that no agreement covers: what is wished for is new."""
    rates(cast)
    ticket = cast.report(key=key, answer=answer)
    cards.take(cast.actor("agent"), ticket.number, at=at(1))
    classified(cast, ticket, "new_requirement")
    ticket.refresh_from_db()
    return ticket


def drafted(cast: Cast, key: str = "k", ticket: Ticket | None = None) -> Quote:
    card = ticket or payable(cast, key)
    facts = actions.QuoteFacts("打印格式改造", LINES)
    return actions.draft_quote(cast.actor("pm"), card.number, facts, at=at(10), submission=f"{key}-quote-0123456789")


def sent(cast: Cast, key: str = "k", ticket: Ticket | None = None) -> Quote:
    return actions.send_quote(cast.actor("pm"), drafted(cast, key, ticket).number, at=at(11))


def confirmed(cast: Cast, key: str = "k", ticket: Ticket | None = None) -> Quote:
    quote = sent(cast, key, ticket)
    return actions.confirm_quote(cast.actor("hospital_a"), quote.number, "甲主任", at=at(12))


def statement(cast: Cast) -> str:
    """The number of the month's draft."""
    found = actions.draft_statement(cast.actor("finance"), cast.hospital.pk, MARCH, at=APRIL)
    return found.number


def closed(cast: Cast) -> str:
    """A closed statement with one confirmed quote on it."""
    confirmed(cast)
    number = statement(cast)
    actions.close_statement(cast.actor("finance"), number, at=APRIL)
    return number
