"""Money at one moment: confirmed once, closed once, paid no more than is left, given back once."""

import pytest
from django.db import connection

from shouwen.apps.billing import actions
from shouwen.apps.billing.figures import balance, settling_of
from shouwen.apps.billing.models import Posting, Quote, Statement, StatementLine
from tests.apps import books
from tests.apps.books import APRIL
from tests.cast import Cast, at
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
WHOLE = 342_733


def test_of_eight_confirmations_exactly_one_counts(shared_cast: Cast) -> None:
    quote = books.sent(shared_cast)
    head = shared_cast.actor("hospital_a")
    outcomes = at_once(
        MANY, lambda index: actions.confirm_quote(head, quote.number, f"甲{index}", at=at(12)).signed_name
    )
    kept = Quote.objects.get()
    assert sorted(outcomes) == sorted([kept.signed_name, *["quote_stage"] * (MANY - 1)])
    assert (Posting.objects.count(), balance(shared_cast.hospital.pk)) == (1, WHOLE)
    assert check_world() == []


def test_confirmed_and_withdrawn_at_one_moment(shared_cast: Cast) -> None:
    quote = books.sent(shared_cast)
    head, pm = shared_cast.actor("hospital_a"), shared_cast.actor("pm")

    def do(index: int) -> str:
        if index % 2:
            return str(actions.withdraw_quote(pm, quote.number, "重算", at=at(12)).stage)
        return str(actions.confirm_quote(head, quote.number, "甲", at=at(12)).stage)

    outcomes = at_once(4, do)
    assert outcomes.count("quote_stage") == 3
    assert balance(shared_cast.hospital.pk) == (WHOLE if Quote.objects.get().stage == "confirmed" else 0)


def test_of_eight_closings_exactly_one_closes(shared_cast: Cast) -> None:
    books.confirmed(shared_cast)
    number = books.statement(shared_cast)
    finance = shared_cast.actor("finance")
    outcomes = at_once(MANY, lambda _index: actions.close_statement(finance, number, at=APRIL).number)
    assert sorted(outcomes) == sorted([number, *["statement_closed"] * (MANY - 1)])
    assert (StatementLine.objects.count(), Statement.objects.get().total.gross) == (1, WHOLE)
    assert check_world() == []


def test_eight_drafts_are_one_statement(shared_cast: Cast) -> None:
    outcomes = at_once(MANY, lambda _index: books.statement(shared_cast))
    assert (set(outcomes), Statement.objects.count()) == ({Statement.objects.get().number}, 1)


def test_no_more_is_paid_than_is_left(shared_cast: Cast) -> None:
    number = books.closed(shared_cast)
    finance = shared_cast.actor("finance")

    def do(index: int) -> str:
        told = {"at": APRIL, "submission": f"pay-{index}-0123456789abcdef"}
        actions.record_payment(finance, number, WHOLE // 3, APRIL.date(), "", **told)
        return "paid"

    outcomes = at_once(MANY, do)
    assert (outcomes.count("paid"), outcomes.count("amount_beyond")) == (3, MANY - 3)
    assert settling_of(Statement.objects.get()).left == WHOLE - WHOLE // 3 * 3


def test_a_defect_and_a_confirmation_at_one_moment(shared_cast: Cast) -> None:
    """Whoever is first: in the end nothing is owed."""
    quote = books.sent(shared_cast)
    head = shared_cast.actor("hospital_a")

    def do(index: int) -> str:
        if index:
            return str(actions.confirm_quote(head, quote.number, "甲", at=at(12)).stage)
        books.classified(shared_cast, quote.ticket, "inherent_defect", minutes=13)
        return "ours"

    outcomes = at_once(2, do)
    assert outcomes[0] == "ours", (outcomes, connection.vendor)
    assert balance(shared_cast.hospital.pk) == 0
    assert check_world() == []
