"""Quotes, statements and work for those who try every address."""

from collections.abc import Mapping

from shouwen.apps.billing import actions
from shouwen.apps.customers.models import Hospital
from shouwen.apps.tickets.models import Ticket, Verdict
from tests.apps.books import APRIL, LINES, MARCH, rates
from tests.cast import Cast, at


def money_of(cast: Cast, cards: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """A sent quote and a piece of work on each of these cards, and the statement of its hospital."""
    rates(cast)
    found = {}
    for place, (whose, number) in enumerate(cards.items()):
        found[whose] = {
            "quote": quote_on(cast, number, whose),
            "work": work_on(cast, number, whose, 100 + 20 * place),
            "statement": statement_of(cast, Ticket.objects.get(number=number).hospital),
            "figure": "gross",
        }
    return found


def quote_on(cast: Cast, number: str, key: str) -> str:
    """To be paid for, whatever it is."""
    Verdict.objects.filter(ticket__number=number).update(charge="quote", cause="new_requirement")
    manager, facts = cast.actor("manager"), actions.QuoteFacts("改造", LINES)
    made = actions.draft_quote(manager, number, facts, at=at(10), submission=f"{key}-here-0123456789")
    return actions.send_quote(manager, made.number, at=at(11)).number


def work_on(cast: Cast, number: str, key: str, start: float) -> str:
    facts = actions.WorkFacts("remote", at(start), at(start + 10), goodwill=True)
    made = actions.log_work(cast.actor("agent"), number, facts, at=at(start + 10), submission=f"{key}-work-0123456789")
    return str(made.pk)


def statement_of(cast: Cast, hospital: Hospital) -> str:
    """Closed, so that the hospital sees it."""
    finance = cast.actor("finance")
    found = actions.draft_statement(finance, hospital.pk, MARCH, at=APRIL)
    if found.closed_at is None:
        head = "hospital_a" if hospital == cast.hospital else "hospital_b"
        one = cast.report(by=head, key=f"owed-{hospital.pk}").number
        quote = quote_on(cast, one, f"owed-{hospital.pk}")
        actions.confirm_quote(cast.actor(head), quote, "主任", at=at(12))
        found = actions.close_statement(finance, found.number, at=APRIL)
    return found.number
