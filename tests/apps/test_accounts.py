"""A hospital's account, the board of renewals, and what a back-dated renewal does to open quotes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from shouwen.apps.accounts.queries import account_of
from shouwen.apps.accounts.renewals import renewals
from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.actions import LineFacts, PeriodFacts
from shouwen.apps.agreements.models import Agreement, Instalment, Line, PaidPeriod
from shouwen.apps.billing import actions as billing
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.quarters import quarter_end, quarter_of
from shouwen.policy.refusal import Refused
from tests.apps.books import rates, sent
from tests.cast import MORNING, Cast, at, signed_in

TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)


def ends(cast: Cast, day: date, fee: int | None = 9_450_000) -> PaidPeriod:
    period = PaidPeriod.objects.get(line=cast.line)
    PaidPeriod.objects.filter(pk=period.pk).update(ends_on=day, fee=fee)
    return period


def charges(ticket: Ticket) -> list[str]:
    return list(ticket.verdicts.values_list("charge", flat=True))


def test_a_back_dated_renewal_recomputes_open_quotes_only_with_audit(cast: Cast) -> None:
    """Accepted while lapsed: the open one is judged anew, the closed one and the one before keep their verdict."""
    before = cast.report(key="before", minutes=-60 * 24 * 40)
    ends(cast, TODAY - 31 * DAY)
    still_open, ended = cast.report(key="open"), cast.report(key="ended")
    actions.withdraw(cast.actor("ward_a"), ended.number, "不用了", at=at(1))
    assert (charges(before), charges(still_open), charges(ended)) == (["included"], ["quote"], ["quote"])
    facts = PeriodFacts(None, date(2027, 1, 31), ["online", "remote", "onsite"])
    agreements.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "from_lapse", facts, "补签", at=at(9))
    assert (charges(before), charges(still_open), charges(ended)) == (["included"], ["quote", "included"], ["quote"])
    judged = Event.objects.filter(subject_kind="ticket", subject_id=still_open.pk, code="ticket.judged").latest("pk")
    assert (judged.actor_kind, judged.data["because"]) == ("system", "agreement.renewed")


def test_what_was_confirmed_stands_and_what_is_open_is_void(cast: Cast) -> None:
    """Of two cards accepted while lapsed the quote of one was confirmed; a third was closed with an open one."""
    ends(cast, TODAY - 31 * DAY)
    rates(cast)
    cards = [cast.report(key=key) for key in ("confirmed", "open", "closed")]
    yes, no, closed = (sent(cast, key, card) for key, card in zip(("confirmed", "open", "closed"), cards, strict=True))
    billing.confirm_quote(cast.actor("hospital_a"), yes.number, "甲主任", at=at(12))
    actions.withdraw(cast.actor("ward_a"), cards[2].number, "自行处理", at=at(13))
    facts = PeriodFacts(None, date(2027, 1, 31), ["online", "remote", "onsite"])
    agreements.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "from_lapse", facts, "补签", at=at(20))
    for quote in (yes, no, closed):
        quote.refresh_from_db()
    assert (yes.stage, no.stage, closed.stage) == ("confirmed", "void", "void")
    assert [charges(card)[-1] for card in cards] == ["quote", "included", "included"]


def test_a_renewal_anew_leaves_the_gap(cast: Cast) -> None:
    ends(cast, TODAY - 31 * DAY)
    ticket = cast.report()
    facts = PeriodFacts(TODAY + DAY, date(2027, 3, 3), ["online"])
    agreements.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "anew", facts, "", at=at(9))
    assert charges(ticket) == ["quote"]


def test_the_board_holds_what_ends_within_two_quarters_and_what_lapsed_lately(cast: Cast) -> None:
    period = ends(cast, date(2026, 9, 30))
    Instalment.objects.create(period=period, number=1, due_on=TODAY, amount=1_000)
    [found] = renewals(cast.actor("manager"), TODAY)
    assert (found.ends_on, found.quarter, found.at_stake, found.unpaid) == (
        date(2026, 9, 30),
        (2026, 3),
        9_450_000,
        1_000,
    )
    ends(cast, date(2026, 10, 1))
    assert renewals(cast.actor("manager"), TODAY) == []
    ends(cast, TODAY - 92 * DAY)
    assert [each.days_left for each in renewals(cast.actor("finance"), TODAY)] == [-92]
    ends(cast, TODAY - 93 * DAY)
    assert renewals(cast.actor("manager"), TODAY) == []
    with pytest.raises(Refused):
        renewals(cast.actor("agent"), TODAY)


def test_an_account_manager_sees_his_own_hospitals_on_the_board(cast: Cast) -> None:
    ends(cast, date(2026, 6, 30))
    assert len(renewals(cast.actor("pm"), TODAY)) == 1
    assert renewals(cast.actor("pm2"), TODAY) in ([], renewals(cast.actor("pm"), TODAY))


def test_the_year_s_use_and_satisfaction(cast: Cast) -> None:
    ends(cast, date(2026, 6, 30))
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), ticket.number, at=at(41))
    actions.rate(cast.actor("ward_a"), ticket.number, "4", "", at=at(42))
    cast.report(answer="whole_hospital", key="grave")
    [found] = renewals(cast.actor("manager"), TODAY + DAY)
    assert (found.use.cards, found.use.grave, found.use.rated, found.use.score) == (2, 1, 1, 4.0)


def test_quarters() -> None:
    assert (quarter_of(date(2026, 12, 31)), quarter_of(date(2027, 1, 1))) == ((2026, 4), (2027, 1))
    assert [quarter_end(date(2026, 11, 28), later) for later in (0, 1, 2)] == [
        date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30),
    ]  # fmt: skip


@time_machine.travel(MORNING, tick=False)
def test_a_case_is_one_page(cast: Cast) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=TODAY + 40 * DAY, special=["urgent"])
    for name, status in (("pm", 200), ("finance", 200), ("agent", 403)):
        answer = signed_in(cast, name).get(f"/console/renewals/{cast.line.pk}/case.pdf")
        assert answer.status_code == status
        if status == 200:
            assert answer.content.startswith(b"%PDF")
            assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type /Page ") <= 1
    assert signed_in(cast, "pm").get("/console/renewals/999999/case.pdf").status_code == 404


def three_phases(cast: Cast) -> None:
    """One module free, one paid, one lapsed."""
    pm, agreement = cast.actor("pm"), cast.line.agreement_id
    cast.line.module = cast.module
    cast.line.save()
    lis, pacs = (
        Module.objects.create(code=code, name_zh=name, name_en=code, group="tech")
        for code, name in (("lis", "检验"), ("pacs", "影像"))
    )
    agreements.add_line(pm, agreement, LineFacts(module_id=lis.pk, basis="signing", free_from=TODAY), at=at(1))
    start = TODAY - 500 * DAY
    agreements.add_line(pm, agreement, LineFacts(module_id=pacs.pk, basis="signing", free_from=start), at=at(1))


def test_three_modules_in_three_phases_on_one_account(cast: Cast) -> None:
    three_phases(cast)
    account = account_of(cast.hospital, TODAY)
    states = {line.line.module.code: f"{line.standing.phase}.{line.standing.cover}" for line in account.lines}  # type: ignore[union-attr]
    assert states == {"ward_nurse": "paid.valid", "lis": "free.valid", "pacs": "paid.lapsed"}
    assert account.next_end is not None
    assert account.next_end[1] == date(2026, 12, 31)
    assert {each.person.username for each in account.engineers} == {"resident"}


@time_machine.travel(MORNING, tick=False)
@pytest.mark.parametrize(("who", "url"), [("hospital_a", "/portal/agreement/"), ("finance", "/console/accounts/{}/")])
def test_both_doors_show_it(cast: Cast, who: str, url: str) -> None:
    three_phases(cast)
    agreements.name_engineer(cast.actor("pm"), cast.line.agreement_id, cast.users["agent2"].pk, at=at(2))
    told = signed_in(cast, who).get(url.format(cast.hospital.pk)).content.decode()
    for words in (
        "护士站",
        "检验",
        "影像",
        "agent2-name",
        "resident-name",
        "过保",
        "免费维护期",
        "有偿维护期",
        "2026-12-31",
    ):
        assert words in told, words


def test_of_an_engineer_the_newest_agreement_is_named_first(cast: Cast) -> None:
    pm, old = cast.actor("pm"), cast.line.agreement
    agreements.name_engineer(pm, old.pk, cast.users["agent"].pk, at=at(2))
    for day, who in ((1, "developer"), (2, "agent2"), (3, "agent")):
        Agreement.objects.create(
            number=f"NEW-{day}", hospital=cast.hospital, signed_on=TODAY + day * DAY, engineer=cast.users[who]
        )
    found = account_of(cast.hospital, TODAY).engineers
    assert [(each.person.username, each.agreement) for each in found] == [
        ("agent", "NEW-3"), ("agent2", "NEW-2"), ("developer", "NEW-1"), ("resident", "")
    ]  # fmt: skip


def test_another_hospital_s_account_is_not_there(cast: Cast) -> None:
    client: Client = signed_in(cast, "pm")
    assert client.get(f"/console/accounts/{cast.hospital.pk}/").status_code == 200
    assert client.get(f"/console/accounts/{cast.other_hospital.pk}/").status_code in {200, 404}
    assert signed_in(cast, "ward_a").get("/portal/agreement/").status_code == 404
    assert Line.objects.count() == 1
