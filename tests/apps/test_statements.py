"""Statements: drafted, frozen once, settled in parts, corrected by credit notes; the books always balance."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db.models import Sum as Total

from shouwen.apps.billing import actions
from shouwen.apps.billing.figures import balance, figures_of, settling_of, unsettled_of
from shouwen.apps.billing.jobs import draft_month
from shouwen.apps.billing.models import CreditNote, Leg, Posting, Statement
from shouwen.apps.billing.queries import statements
from shouwen.apps.ledger.verify import verify
from shouwen.policy.money import NOTHING
from shouwen.policy.refusal import Refused
from tests.apps.books import APRIL, MARCH, classified, closed, confirmed, statement
from tests.apps.test_quotes import refusal
from tests.cast import Cast, at

WHOLE = 342_733
MAY = APRIL + timedelta(days=31)


def pay(cast: Cast, number: str, fen: int, key: str = "pay", **more: object):
    said = {"at": APRIL, "submission": f"{key}-0123456789abcdef"} | more
    return actions.record_payment(cast.actor("finance"), number, fen, date(2026, 4, 1), "回单 1", **said)


def take_back(cast: Cast, number: str, fen: int, key: str = "back"):
    said = {"at": APRIL, "submission": f"{key}-0123456789abcdef"}
    return actions.credit(cast.actor("finance"), number, 1, fen, "agreed", "协商减免", **said)


def balanced() -> bool:
    rows = Posting.objects.annotate(left=Total("legs__fen")).values_list("left", flat=True)
    return set(rows) <= {0}


def test_closed_it_stands_as_it_was(cast: Cast) -> None:
    number = closed(cast)
    found = Statement.objects.get(number=number)
    assert (found.net_fen, found.tax_fen, found.opening_fen) == (323_333, 19_400, 0)
    [line] = found.lines.all()
    assert (line.total, line.posting.quote.number in line.words) == (found.total, True)
    confirmed(cast, "later")
    assert figures_of(found).total == found.total
    assert refusal(lambda: actions.close_statement(cast.actor("finance"), number, at=APRIL))[0] == "statement_closed"
    # What came later waits for the next month.
    may = actions.draft_statement(cast.actor("finance"), cast.hospital.pk, date(2026, 4, 9), at=MAY)
    figures = figures_of(may)
    assert (figures.opening_fen, figures.total.gross, figures.closing_fen) == (WHOLE, WHOLE, 2 * WHOLE)
    assert figures.closing_fen == balance(cast.hospital.pk)
    assert (balanced(), list(verify())) == (True, [])


def test_a_month_that_is_not_over_is_not_closed(cast: Cast) -> None:
    confirmed(cast)
    number = actions.draft_statement(cast.actor("finance"), cast.hospital.pk, MARCH, at=at(20)).number
    assert refusal(lambda: actions.close_statement(cast.actor("finance"), number, at=at(30)))[0] == "month_not_over"
    other = actions.draft_statement(cast.actor("finance"), cast.other_hospital.pk, MARCH, at=APRIL).number
    assert refusal(lambda: actions.close_statement(cast.actor("finance"), other, at=APRIL))[0] == "statement_empty"


def test_drafted_by_time_once(cast: Cast) -> None:
    confirmed(cast)
    assert draft_month(at(20)) == 0
    assert (draft_month(APRIL), draft_month(APRIL)) == (1, 0)
    assert Statement.objects.get().drafted_by is None


def test_paid_in_parts(cast: Cast) -> None:
    number = closed(cast)
    found = Statement.objects.get(number=number)
    assert [each.pk for each, _how in unsettled_of(cast.hospital.pk)] == [found.pk]
    pay(cast, number, 100_000)
    assert (settling_of(found).state, settling_of(found).left) == ("partly", WHOLE - 100_000)
    assert refusal(lambda: pay(cast, number, WHOLE, "more")) == ("amount_beyond", "amount")
    # The same form twice is paid once.
    pay(cast, number, 100_000)
    pay(cast, number, WHOLE - 100_000, "rest")
    assert (settling_of(found).state, balance(cast.hospital.pk)) == ("paid", 0)
    assert (unsettled_of(cast.hospital.pk), balanced()) == ([], True)


def test_an_invoice_is_kept_with_its_days(cast: Cast) -> None:
    number = closed(cast)
    keep = lambda *told: actions.record_invoice(cast.actor("finance"), number, *told, at=APRIL)  # noqa: E731
    keep("04400251", date(2026, 4, 1), None)
    assert refusal(lambda: keep("04400251", date(2026, 4, 1), date(2026, 3, 1))) == ("dates_order", "received_on")
    keep("04400251", date(2026, 4, 1), date(2026, 4, 1))
    found = Statement.objects.get(number=number)
    assert (found.invoice_number, found.received_on) == ("04400251", date(2026, 4, 1))
    assert refusal(lambda: keep("04400251", date(2026, 4, 1), date(2026, 4, 1)))[0] == "nothing_changed"


def test_credit_notes_net_to_zero(cast: Cast) -> None:
    """In three uneven parts: no fen is left, of the net, the tax, or the whole."""
    number = closed(cast)
    for turn, fen in enumerate((1, 100_001)):
        take_back(cast, number, fen, f"part{turn}")
    rest = WHOLE - 100_002
    assert refusal(lambda: take_back(cast, number, rest + 1, "beyond")) == ("amount_beyond", "amount")
    take_back(cast, number, rest, "rest")
    taken = sum((note.posting.total for note in CreditNote.objects.all()), NOTHING)
    found = Statement.objects.get(number=number)
    assert (taken, found.total.gross) == (found.total, WHOLE)
    sums = dict(Leg.objects.order_by().values_list("account").annotate(Total("fen")))
    assert sums == {"receivable": 0, "revenue": 0, "output_tax": 0}
    assert (settling_of(found).state, balanced()) == ("paid", True)


def test_a_defect_ruled_after_it_was_paid(cast: Cast) -> None:
    """Closed and paid, then it is our own fault: a credit note by itself, and the money is to go back."""
    number = closed(cast)
    pay(cast, number, WHOLE)
    found = Statement.objects.get(number=number)
    [line] = found.lines.select_related("posting__quote__ticket")
    classified(cast, line.posting.quote.ticket, "inherent_defect", minutes=60 * 24 * 40)
    assert (settling_of(found).state, settling_of(found).left) == ("overpaid", -WHOLE)
    [note] = CreditNote.objects.all()
    assert (note.because, note.posting.total, balance(cast.hospital.pk)) == ("defect", found.total, -WHOLE)
    refund = lambda fen, key: actions.record_refund(  # noqa: E731
        cast.actor("finance"), number, fen, date(2026, 4, 20), "退款", at=MAY, submission=f"{key}-0123456789abcdef"
    )
    assert refusal(lambda: refund(WHOLE + 1, "more"))[0] == "amount_beyond"
    refund(WHOLE, "all")
    assert (settling_of(found).state, balance(cast.hospital.pk)) == ("paid", 0)
    assert (balanced(), list(verify())) == (True, [])


def test_a_defect_after_a_part_was_taken_back(cast: Cast) -> None:
    number = closed(cast)
    take_back(cast, number, 42_733)
    [line] = Statement.objects.get(number=number).lines.select_related("posting__quote__ticket")
    classified(cast, line.posting.quote.ticket, "inherent_defect", minutes=60 * 24 * 40)
    assert (CreditNote.objects.count(), balance(cast.hospital.pk)) == (2, 0)


def test_given_back_before_it_was_closed(cast: Cast) -> None:
    """Charge and credit stand on the same statement, whenever the credit came."""
    quote = confirmed(cast)
    number = statement(cast)
    classified(cast, quote.ticket, "inherent_defect", minutes=60 * 24 * 30)
    actions.close_statement(cast.actor("finance"), number, at=APRIL + timedelta(days=3))
    found = Statement.objects.get(number=number)
    assert (found.total, found.lines.count()) == (NOTHING, 2)
    may = actions.draft_statement(cast.actor("finance"), cast.hospital.pk, date(2026, 4, 1), at=MAY)
    assert (figures_of(may).opening_fen, figures_of(may).closing_fen) == (0, 0)


def test_who_reads_and_keeps_the_books(cast: Cast) -> None:
    number = closed(cast)
    page = lambda who: [each.number for each in statements(cast.actor(who)).rows]  # noqa: E731
    for who in ("finance", "auditor", "manager", "pm", "hospital_a"):
        assert page(who) == [number], who
    assert (page("pm2"), page("hospital_b")) == ([number], [])
    for who, code in {"agent": "not_your_role", "ward_a": "absent", "admin": "not_your_role"}.items():
        assert refusal(lambda who=who: statements(cast.actor(who)))[0] == code
    for who in ("manager", "pm", "auditor", "hospital_a"):
        keep = partial(actions.draft_statement, cast.actor(who), cast.hospital.pk, MARCH, at=APRIL)
        assert refusal(keep)[0] == "not_your_role", who


def test_a_hospital_sees_no_draft(cast: Cast) -> None:
    confirmed(cast)
    statement(cast)
    assert statements(cast.actor("hospital_a")).rows == []


@pytest.mark.parametrize("said", [0, -5])
def test_nothing_is_paid_by_nothing(cast: Cast, said: int) -> None:
    number = closed(cast)
    with pytest.raises(Refused, match="amount_range"):
        pay(cast, number, said)
