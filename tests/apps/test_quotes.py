"""Quotes: priced by the card, answered by the hospital, owed only then, given back when the fault is ours."""

from datetime import date, timedelta
from functools import partial

import pytest

from shouwen.apps.accounts.queries import use_for, use_of
from shouwen.apps.billing import actions
from shouwen.apps.billing.figures import balance
from shouwen.apps.billing.jobs import expire_quotes
from shouwen.apps.billing.models import Leg, Posting, Quote
from shouwen.apps.billing.queries import given_back, open_quotes_of
from shouwen.apps.ledger.verify import verify
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.policy.money import Sum
from shouwen.policy.refusal import Refused
from tests.apps.books import LINES, classified, confirmed, drafted, payable, rates, sent
from tests.cast import Cast, at

SAID = "again-0123456789abcdef"


def refusal(do) -> tuple[str, object]:
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.code, refused.value.facts.get("field")


def test_a_quote_is_priced_by_the_card(cast: Cast) -> None:
    """A day and a half, a journey, a fixed price; the tax is counted once and shared out."""
    quote = drafted(cast)
    lines = [(line.price_fen, line.percent, line.net_fen, line.tax_fen) for line in quote.lines.all()]
    assert lines == [(160_000, 100, 240_000, 14_400), (50_000, 100, 50_000, 3_000), (33_333, 100, 33_333, 2_000)]
    assert quote.total == Sum(323_333, 19_400)
    assert (quote.valid_until, quote.stage, quote.version) == (date(2026, 4, 2), "draft", 1)


def test_the_calendar_gives_the_factor(cast: Cast) -> None:
    """Tomb-Sweeping Day 2026-04-05, a plain Saturday, a night; a journey has none."""
    ticket = payable(cast)
    lines = [
        actions.LineFacts("visit", "节日上门", 100, on=date(2026, 4, 5)),
        actions.LineFacts("visit", "周六上门", 100, on=date(2026, 3, 7)),
        actions.LineFacts("visit", "夜间上门", 100, on=date(2026, 3, 4), at_night=True),
        actions.LineFacts("travel", "差旅", 100, on=date(2026, 4, 5)),
    ]
    facts = actions.QuoteFacts("上门", lines)
    quote = actions.draft_quote(cast.actor("manager"), ticket.number, facts, at=at(5), submission=SAID)
    assert [line.percent for line in quote.lines.all()] == [300, 200, 150, 100]


def test_sent_and_confirmed_it_is_owed(cast: Cast) -> None:
    quote = sent(cast)
    assert (balance(cast.hospital.pk), open_quotes_of(cast.hospital.pk)) == (0, [quote])
    actions.confirm_quote(cast.actor("hospital_a"), quote.number, "甲主任", at=at(12))
    quote.refresh_from_db()
    assert (quote.stage, quote.signed_name, quote.ended_at) == ("confirmed", "甲主任", at(12))
    assert balance(cast.hospital.pk) == quote.total.gross == 342_733
    legs = [(leg.account, leg.fen) for leg in Leg.objects.all()]
    assert legs == [("receivable", 342_733), ("revenue", -323_333), ("output_tax", -19_400)]
    assert open_quotes_of(cast.hospital.pk) == []
    assert list(verify()) == []


def test_only_the_head_of_it_confirms(cast: Cast) -> None:
    """The ward sees the quote on its own card; another hospital sees none; and we do not confirm for them."""
    quote = sent(cast)
    confirm = lambda who: lambda: actions.confirm_quote(cast.actor(who), quote.number, "某", at=at(12))  # noqa: E731
    assert Quote.objects.for_actor(cast.actor("ward_a")).get() == quote
    told = {who: refusal(confirm(who))[0] for who in ("ward_a", "hospital_b", "pm", "manager", "finance")}
    ours = dict.fromkeys(("ward_a", "pm", "manager", "finance"), "not_your_role")
    assert told == ours | {"hospital_b": "absent"}
    assert refusal(lambda: actions.confirm_quote(cast.actor("hospital_a"), quote.number, " ", at=at(12))) == (
        "text_missing",
        "signed_name",
    )
    assert Posting.objects.count() == 0


def test_a_hospital_sees_no_draft(cast: Cast) -> None:
    quote = drafted(cast)
    for who in ("hospital_a", "ward_a"):
        assert not Quote.objects.for_actor(cast.actor(who)).exists()
    assert (
        refusal(lambda: actions.confirm_quote(cast.actor("hospital_a"), quote.number, "甲", at=at(12)))[0] == "absent"
    )


def test_who_may_quote(cast: Cast) -> None:
    ticket = payable(cast)
    facts = actions.QuoteFacts("x", LINES)
    for who in ("agent", "developer", "finance", "hospital_a", "auditor"):
        draft = partial(actions.draft_quote, cast.actor(who), ticket.number, facts, at=at(5), submission=SAID)
        assert refusal(draft)[0] == "not_your_role", who
    # The account manager of another hospital does not know the card.
    other = cast.report(by="hospital_b", key="other")
    draft = lambda: actions.draft_quote(cast.actor("pm"), other.number, facts, at=at(5), submission=SAID)  # noqa: E731
    assert refusal(draft)[0] == "absent"


def test_what_is_covered_is_not_quoted(cast: Cast) -> None:
    rates(cast)
    ticket = cast.report()
    draft = lambda: actions.draft_quote(  # noqa: E731
        cast.actor("pm"), ticket.number, actions.QuoteFacts("x", LINES), at=at(5), submission=SAID
    )
    assert refusal(draft)[0] == "quote_not_due"


def test_one_open_quote_on_a_card(cast: Cast) -> None:
    quote = drafted(cast)
    facts = actions.QuoteFacts("x", LINES)
    draft = lambda key: actions.draft_quote(  # noqa: E731
        cast.actor("pm"), quote.ticket.number, facts, at=at(15), submission=key
    )
    # The same form twice is the same quote.
    assert draft("k-quote-0123456789") == quote
    assert refusal(lambda: draft(SAID))[0] == "quote_open"


def test_revised_it_stands_in_the_place_of_the_old_one(cast: Cast) -> None:
    old = sent(cast)
    facts = actions.QuoteFacts("减项", LINES[:1])
    new = actions.revise_quote(cast.actor("pm"), old.number, facts, at=at(20), submission=SAID)
    old.refresh_from_db()
    assert (old.stage, new.replaces, new.version, new.stage, new.net_fen) == ("revised", old, 2, "draft", 240_000)
    assert (
        refusal(lambda: actions.confirm_quote(cast.actor("hospital_a"), old.number, "甲", at=at(21)))[0]
        == "quote_stage"
    )


def test_declined_withdrawn_expired(cast: Cast) -> None:
    one, two, three = (sent(cast, key) for key in ("one", "two", "three"))
    actions.decline_quote(cast.actor("hospital_a"), one.number, "预算不足", at=at(12))
    actions.withdraw_quote(cast.actor("pm"), two.number, "重新核算", at=at(12))
    assert expire_quotes(at(12)) == 0
    late = at(60 * 24 * 31)
    # Too late already, though nobody has marked it yet.
    assert refusal(lambda: actions.confirm_quote(cast.actor("hospital_a"), three.number, "甲", at=late))[0] == (
        "quote_too_late"
    )
    assert (expire_quotes(late), expire_quotes(late)) == (1, 0)
    assert list(Quote.objects.order_by("pk").values_list("stage", flat=True)) == ["declined", "withdrawn", "expired"]
    assert balance(cast.hospital.pk) == 0


def test_a_defect_gives_the_money_back_by_itself(cast: Cast) -> None:
    quote = confirmed(cast)
    classified(cast, quote.ticket, "inherent_defect", minutes=30)
    assert (balance(cast.hospital.pk), given_back(quote)) == (0, quote.total.gross)
    # Judged again the same way: nothing is given back twice.
    remedy = Remedy("vendor_regression", "补丁引入", "回退")
    cards.resolve(cast.actor("agent"), quote.ticket.number, remedy, at=at(40))
    assert (balance(cast.hospital.pk), Posting.objects.filter(entry="credit").count()) == (0, 1)
    sums = {code: sum(leg.fen for leg in Leg.objects.filter(account=code)) for code in ("revenue", "output_tax")}
    assert sums == {"revenue": 0, "output_tax": 0}
    assert list(verify()) == []


def test_a_defect_voids_an_open_quote(cast: Cast) -> None:
    quote = sent(cast)
    classified(cast, quote.ticket, "inherent_defect", minutes=30)
    quote.refresh_from_db()
    assert (quote.stage, quote.ended_because, quote.ended_by) == ("void", "defect", User.objects.get(username="agent"))
    assert refusal(lambda: actions.confirm_quote(cast.actor("hospital_a"), quote.number, "甲", at=at(31)))[0] == (
        "quote_stage"
    )


def test_covered_after_all_only_what_is_open_is_void(cast: Cast) -> None:
    """Misuse follows the cover: an open quote is void, one that was confirmed stands."""
    open_one, firm = sent(cast, "open"), confirmed(cast, "firm")
    for quote in (open_one, firm):
        classified(cast, quote.ticket, "misuse", minutes=30)
        quote.refresh_from_db()
    assert (open_one.stage, open_one.ended_because, firm.stage) == ("void", "covered", "confirmed")
    assert balance(cast.hospital.pk) == firm.total.gross


def work(cast: Cast, number: str, who: str = "agent", start: float = 20, end: float = 80, **more: object):
    facts = actions.WorkFacts("remote", at(start), at(end), **more)
    key = f"work-{start}-{who}-0123456789"
    return actions.log_work(cast.actor(who), number, facts, at=at(end), submission=key)


def test_work_counts_against_the_quote_or_the_cover(cast: Cast) -> None:
    firm, covered = confirmed(cast), cast.report(key="covered")
    done = work(cast, firm.ticket.number)
    assert (done.basis, done.quote, done.minutes, done.worth_fen) == ("quote", firm, 60, 20_000)
    assert work(cast, covered.number, start=90, end=120).basis == "cover"
    told = use_for(use_of([cast.hospital.pk], date(2026, 3, 3)), cast.hospital.pk, None)
    assert (told.minutes, told.worth) == (90, 30_000)


def test_nobody_works_unpaid_unless_he_means_it(cast: Cast) -> None:
    ticket = payable(cast)
    assert refusal(lambda: work(cast, ticket.number))[0] == "quote_not_confirmed"
    assert work(cast, ticket.number, goodwill=True).basis == "goodwill"


def test_a_grave_fault_is_mended_first(cast: Cast) -> None:
    """Of a hospital without cover, without a quote: worked on at once, settled later."""
    rates(cast)
    ticket = cast.report(by="hospital_b", answer="whole_hospital", key="grave")
    assert (ticket.grade, ticket.verdicts.get().charge) == (1, "quote")
    assert work(cast, ticket.number).basis == "settle_later"
    quote = actions.draft_quote(
        cast.actor("manager"), ticket.number, actions.QuoteFacts("抢修", LINES), at=at(90), submission=SAID
    )
    actions.send_quote(cast.actor("manager"), quote.number, at=at(91))
    assert balance(cast.other_hospital.pk) == 0
    actions.confirm_quote(cast.actor("hospital_b"), quote.number, "乙主任", at=at(92))
    assert balance(cast.other_hospital.pk) == quote.total.gross


def test_work_is_struck_and_never_changed(cast: Cast) -> None:
    done = work(cast, cast.report().number)
    assert refusal(lambda: work(cast, done.ticket.number, start=79, end=100)) == ("work_overlaps", "started")
    assert refusal(lambda: actions.strike_work(cast.actor("agent2"), done.pk, "x", at=at(90)))[0] == "not_your_role"
    actions.strike_work(cast.actor("agent"), done.pk, "时间写错", at=at(90))
    assert refusal(lambda: actions.strike_work(cast.actor("agent"), done.pk, "x", at=at(91)))[0] == "work_struck"
    assert use_for(use_of([cast.hospital.pk], date(2026, 3, 3)), cast.hospital.pk, None).minutes == 0
    assert work(cast, done.ticket.number, start=79, end=100).minutes == 21


def test_work_that_is_not_over_or_has_no_place(cast: Cast) -> None:
    number = cast.report().number
    facts = actions.WorkFacts("onsite", at(20), at(80))
    log = lambda facts, now: lambda: actions.log_work(cast.actor("agent"), number, facts, at=now, submission=SAID)  # noqa: E731
    assert refusal(log(facts, at(80))) == ("text_missing", "place")
    assert refusal(log(facts, at(60))) == ("in_the_future", "ended")
    early = actions.WorkFacts("phone", at(0) - timedelta(days=2), at(0) - timedelta(days=2, minutes=-5))
    assert refusal(log(early, at(60))) == ("work_before_card", "started")
