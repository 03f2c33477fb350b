"""What both sides signed is owed once: an expert's visit, the fifth urgent response; undone, the money comes back."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum as Total

from shouwen.apps.agreements.actions import Part, record_payment, set_fee
from shouwen.apps.agreements.models import Agreement, Instalment, Line
from shouwen.apps.billing import actions
from shouwen.apps.billing.fees import fees_now, month_of
from shouwen.apps.billing.figures import balance, figures_of
from shouwen.apps.billing.jobs import draft_month
from shouwen.apps.billing.models import CreditNote, Posting, Quote, Statement, Work
from shouwen.apps.consultations import actions as experts_acts
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.jobs import tell_terms
from shouwen.apps.tickets.models import UrgentCall
from shouwen.policy.fees import is_named
from shouwen.ui.faces.trace import figure_values, trace_of
from tests.apps import experts
from tests.apps.books import APRIL, MARCH, classified, rates, statement
from tests.apps.test_urgent import MIDNIGHT, named
from tests.cast import Cast, at

PRICE = 500_000


def balanced() -> bool:
    return set(Posting.objects.annotate(left=Total("legs__fen")).values_list("left", flat=True)) <= {0}


def test_a_signed_visit_is_on_the_statement_once_and_leads_to_the_visit(cast: Cast) -> None:
    visit = experts.proposed(cast)
    assert (Quote.objects.count(), balance(cast.hospital.pk)) == (0, 0)
    experts_acts.agree_visit(cast.actor("hospital_a"), visit.number, "甲主任", at=at(30))
    quote = Quote.objects.get()
    assert (quote.visit, quote.stage, quote.signed_name, quote.total.gross) == (visit, "confirmed", "甲主任", PRICE)
    assert (quote.ended_at, quote.ended_by, quote.rate_card) == (at(30), cast.users["hospital_a"], None)
    assert balance(cast.hospital.pk) == PRICE
    experts_acts.make_visit(cast.actor("developer"), visit.number, at=at(60 * 24 * 7))
    number = statement(cast)
    [line] = figures_of(Statement.objects.get(number=number)).lines
    assert (line.posting.quote, line.signed.gross) == (quote, PRICE)
    actions.close_statement(cast.actor("finance"), number, at=APRIL)
    assert (balanced(), list(verify())) == (True, [])


def test_a_visit_that_is_included_or_declined_costs_nothing(cast: Cast) -> None:
    visit = experts.proposed(cast)
    experts_acts.decline_visit(cast.actor("hospital_a"), visit.number, "下月再说", at=at(30))
    told = experts_acts.VisitFacts(cast.users["developer"].pk, experts.VISIT_ON, "含在合同里", 0)
    key = {"at": at(31), "submission": "free-0123456789abcdef"}
    free = experts_acts.propose_visit(cast.actor("pm"), visit.ticket.number, told, **key)
    experts_acts.agree_visit(cast.actor("hospital_a"), free.number, "甲主任", at=at(32))
    assert (Quote.objects.count(), Posting.objects.count()) == (0, 0)


@pytest.mark.parametrize("is_closed", [False, True])
def test_called_off_it_comes_back_whole(cast: Cast, *, is_closed: bool) -> None:
    visit = experts.agreed(cast)
    if is_closed:
        actions.close_statement(cast.actor("finance"), statement(cast), at=APRIL)
    experts_acts.cancel_visit(cast.actor("pm"), visit.number, "专家病了", at=APRIL)
    assert (balance(cast.hospital.pk), balanced()) == (0, True)
    notes = [(note.because, note.posting.total.gross) for note in _notes()]
    assert notes == ([("not_done", PRICE)] if is_closed else [])


def test_a_defect_costs_no_visit_before_or_after_it_is_signed(cast: Cast) -> None:
    visit = experts.proposed(cast)
    cards.take(cast.actor("agent"), visit.ticket.number, at=at(20))
    classified(cast, visit.ticket, "inherent_defect", minutes=21)
    experts_acts.agree_visit(cast.actor("hospital_a"), visit.number, "甲主任", at=at(30))
    assert Quote.objects.count() == 0
    # Of another card it is found out afterwards.
    second = experts.proposed(cast, key="second")
    experts_acts.agree_visit(cast.actor("hospital_a"), second.number, "甲主任", at=at(31))
    assert balance(cast.hospital.pk) == PRICE
    cards.take(cast.actor("agent"), second.ticket.number, at=at(32))
    classified(cast, second.ticket, "inherent_defect", minutes=33)
    assert (balance(cast.hospital.pk), balanced()) == (0, True)


def test_the_experts_days_there_are_done_against_the_signed_price(cast: Cast) -> None:
    visit = experts.agreed(cast)
    rates(cast)
    number = visit.ticket.number
    cards.take(cast.actor("agent"), number, at=at(40))
    classified(cast, visit.ticket, "new_requirement", minutes=41)
    facts = actions.WorkFacts("onsite", at(60), at(120), "信息科机房")
    made = actions.log_work(cast.actor("developer"), number, facts, at=at(121), submission="work-0123456789abcdef")
    assert (made.basis, made.quote) == ("quote", Quote.objects.get())
    other = actions.WorkFacts("onsite", at(60), at(120), "信息科机房", goodwill=True)
    actions.log_work(cast.actor("agent2"), number, other, at=at(121), submission="more-0123456789abcdef")
    assert Work.objects.get(person=cast.users["agent2"]).basis == "goodwill"


def fifth(cast: Cast) -> tuple[str, Quote]:
    """A card whose urgent response waits for a quote, which the hospital has confirmed."""
    named(cast).paid_periods.update(urgent_quota=0)
    rates(cast)
    card = cast.report()
    cards.ask_urgent(cast.actor("hospital_a"), card.number, "全停", at=at(1), by_quote=True)
    pm, said = cast.actor("pm"), {"at": at(5), "submission": "fifth-0123456789abcdef"}
    facts = actions.QuoteFacts("加急响应一次", (actions.LineFacts("visit", "当天到场", 100),))
    quote = actions.draft_quote(pm, card.number, facts, **said)
    actions.send_quote(pm, quote.number, at=at(6))
    return card.number, actions.confirm_quote(cast.actor("hospital_a"), quote.number, "甲主任", at=at(7))


def test_the_fifth_is_tied_to_the_quote_that_the_hospital_confirmed(cast: Cast) -> None:
    number, quote = fifth(cast)
    call = UrgentCall.objects.get()
    assert (call.needs_quote, call.quote) == (True, quote.number)
    cards.accept_urgent(cast.actor("agent"), number, "", at=at(9))
    cards.dispatch(cast.actor("agent"), number, cast.users["resident"].pk, "加急", at=at(10))
    cards.arrive(cast.actor("resident"), number, at=at(60))
    assert (UrgentCall.objects.get().state, balance(cast.hospital.pk)) == ("arrived", quote.total.gross)


@pytest.mark.parametrize("how", ["missed", "withdrawn", "cancelled", "declined"])
def test_nobody_came_and_nothing_is_owed(cast: Cast, how: str) -> None:
    number, quote = fifth(cast)
    assert balance(cast.hospital.pk) == quote.total.gross
    if how == "declined":
        cards.decline_urgent(cast.actor("agent"), number, "远程已恢复", at=at(9))
    else:
        cards.accept_urgent(cast.actor("agent"), number, "", at=at(9))
        if how == "missed":
            tell_terms(MIDNIGHT + timedelta(minutes=1))
        else:
            who = "hospital_a" if how == "withdrawn" else "agent"
            cards.end_urgent(cast.actor(who), number, "不必来了", at=at(11))
    assert (UrgentCall.objects.get().state, balance(cast.hospital.pk), balanced()) == (how, 0, True)


def instalments(cast: Cast) -> Line:
    """Two halves of the fee: the first due in March, the second in April."""
    period = cast.line.paid_periods.get()
    parts = [Part(date(2026, 3, 20), 4_725_001), Part(date(2026, 4, 20), 4_724_999)]
    set_fee(cast.actor("pm"), cast.line.agreement_id, period.pk, parts, at=at(1))
    return cast.line


def test_an_unpaid_instalment_stands_on_the_statement_and_is_frozen_with_it(cast: Cast) -> None:
    line = instalments(cast)
    assert draft_month(APRIL) == 1
    found = Statement.objects.get()
    told = figures_of(found)
    assert [(fee.period.line, fee.number, fee.parts, fee.amount, fee.is_open) for fee in told.fees] == [
        (line, 1, 2, 4_725_001, True)
    ]
    assert (told.closing_fen, told.fees_fen, told.to_pay_fen) == (0, 4_725_001, 4_725_001)
    actions.close_statement(cast.actor("finance"), found.number, at=APRIL)
    first = Instalment.objects.get(number=1)
    record_payment(cast.actor("finance"), line.agreement_id, first.pk, date(2026, 4, 1), "回单 7", at=APRIL)
    found.refresh_from_db()
    assert figures_of(found) == told
    values = figure_values(told)
    assert {code: trace_of(found, code).fen for code in values} == values
    # The next month tells what was paid, and what fell due.
    may = APRIL + timedelta(days=31)
    later = figures_of(actions.draft_statement(cast.actor("finance"), cast.hospital.pk, date(2026, 4, 1), at=may))
    assert [(fee.number, fee.paid_on, fee.receipt, fee.is_open) for fee in later.fees] == [
        (1, date(2026, 4, 1), "回单 7", False),
        (2, None, "", True),
    ]
    assert later.fees_fen == 4_724_999
    # The period's fee may be set anew only while nothing is paid; what was closed stands all the same.
    assert list(verify()) == []


def test_the_database_names_what_the_rule_names(cast: Cast) -> None:
    period = cast.line.paid_periods.get()
    days = [date(2026, 2, 27) + timedelta(days=number * 4) for number in range(12)]
    rows = [
        Instalment(period=period, number=number, due_on=due, amount=number + 1, paid_on=paid)
        for number, (due, paid) in enumerate([(due, paid) for due in days for paid in [None, *days]])
    ]
    Instalment.objects.bulk_create(rows)
    month = month_of(MARCH)
    wanted = sorted(row.number for row in rows if is_named(month, row.due_on, row.paid_on))
    assert sorted(fee.number for fee in fees_now(cast.hospital.pk, month)) == wanted
    assert 0 < len(wanted) < len(rows)
    assert fees_now(cast.other_hospital.pk, month) == []


def test_what_falls_due_after_the_end_of_an_agreement_is_not_owed(cast: Cast) -> None:
    line = instalments(cast)
    Line.objects.filter(pk=line.pk).update(terminated_on=date(2026, 4, 1))
    Agreement.objects.filter(pk=line.agreement_id).update(terminated_on=date(2026, 4, 1))
    named_now = [fee.number for fee in fees_now(cast.hospital.pk, month_of(date(2026, 4, 1)))]
    assert named_now == [1]


def _notes() -> list[CreditNote]:
    return list(CreditNote.objects.select_related("posting"))
