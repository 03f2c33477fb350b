"""Three stories of what was agreed, by the pages themselves: a lapsed hospital at night, a defect found after the unit
was used, three modules in three phases."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.actions import LineFacts
from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.agreements.queries import pools
from shouwen.apps.billing import actions as billing
from shouwen.apps.billing.figures import balance
from shouwen.apps.billing.queries import given_back
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.unit_moves import balance_of
from shouwen.policy.unit_book import Balance
from tests.apps.books import rates
from tests.cast import MORNING, Cast, at, signed_in

pytestmark = pytest.mark.django_db
NIGHT = MORNING - timedelta(hours=7)
TODAY = date(2026, 3, 3)
KEY = "0123456789abcdef-journey"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


class Person:
    """Somebody in front of the pages, who signs in again whenever his session is over."""

    def __init__(self, cast: Cast, name: str) -> None:
        self.cast, self.name = cast, name

    def get(self, path: str) -> Any:
        return signed_in(self.cast, self.name).get(path)

    def post(self, path: str, said: dict[str, object]) -> Any:
        return signed_in(self.cast, self.name).post(path, said)


def send(person: Person, path: str, **said: object) -> None:
    """A form is sent and taken; what is refused is told as it stands on the page."""
    answer = person.post(path, said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "/login/" not in answer.headers["Location"]


def reported(person: Person, answer: str, text: str, key: str = KEY) -> Ticket:
    send(person, "/portal/report/", answer=answer, text=text, submission=key)
    return Ticket.objects.latest("pk")


def charge(ticket: Ticket) -> str:
    return ticket.verdicts.latest("pk").charge


def seen(person: Person, path: str) -> str:
    answer = person.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_lapsed_hospital_with_a_grade_1_fault_at_night(cast: Cast, clock: Any) -> None:
    """Worked on at once, by whoever is on duty, though everything is to be quoted; settled later."""
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=date(2025, 12, 31))
    clock.move_to(NIGHT)
    head, agent = Person(cast, "hospital_a"), Person(cast, "agent")
    ticket = reported(head, "whole_hospital", "全院收费、挂号都打不开。")
    assert (ticket.grade, charge(ticket), ticket.first_contact.username) == (1, "quote", "agent")
    assert "重大故障先处理，费用后议。" in seen(head, f"/portal/tickets/{ticket.number}/")
    # Nobody asks for a quote before the work: it is taken, answered, restored and resolved the same night.
    card = f"/console/tickets/{ticket.number}/"
    clock.move_to(NIGHT + timedelta(minutes=4))
    send(agent, card + "handling/")
    send(agent, card + "replies/", text="已收到，正在切换备库。", submission=KEY)
    clock.move_to(NIGHT + timedelta(minutes=50))
    send(agent, card + "restoration/")
    done = {"cause": "third_party", "finding": "归档盘写满。", "remedy": "清理并扩容。", "prevention": "加监控。"}
    send(agent, card + "resolution/", **done)
    ticket.refresh_from_db()
    clocks = {each.kind: each.state for each in ticket.clocks.all()}
    assert (clocks["response"], clocks["resolution"], charge(ticket)) == ("met", "met", "quote")
    # An urgent response would need a quote, and says so; the fault did not wait for it.
    other = reported(head, "department", "收费处三个窗口慢。", KEY + "2")
    answer = head.post(f"/portal/tickets/{other.number}/urgent/", {"words": "请今天到场"})
    assert (answer.status_code, "需要先报价" in answer.content.decode()) == (409, True)
    # In the morning the agreement is renewed from the lapse date: only what is open is judged anew.
    clock.move_to(MORNING)
    pm = Person(cast, "pm")
    path = f"/console/agreements/{cast.line.agreement_id}/lines/{cast.line.pk}/renewal/"
    send(pm, path, how="from_lapse", ends_on="2026-12-31", services=["online", "remote", "onsite"], urgent_quota="4")
    assert [charge(each) for each in (ticket, other)] == ["included", "included"]
    assert [each.verdicts.earliest("pk").charge for each in (ticket, other)] == ["quote", "quote"]
    assert list(verify()) == []


def test_a_fault_ruled_a_defect_after_the_unit_was_used(cast: Cast, clock: Any) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"])
    head, agent = Person(cast, "hospital_a"), Person(cast, "agent")
    developer, manager = Person(cast, "developer"), Person(cast, "manager")

    def book() -> Balance:
        [pool] = pools(Line.objects.prefetch_related("paid_periods").get(pk=cast.line.pk), TODAY)
        return balance_of(pool)

    ticket = reported(head, "department", "退费后药房还能发药。")
    portal, card = f"/portal/tickets/{ticket.number}/", f"/console/tickets/{ticket.number}/"
    # The real promise and the units are told before it is sent.
    told = seen(head, portal + "urgent/")
    assert ("还剩 4 次" in told, "24:00" in told or "00:00" in told) == (True, True)
    send(head, portal + "urgent/", words="涉及用药安全，请今天到场。")
    clock.move_to(at(5))
    send(agent, card + "handling/")
    send(agent, card + "urgent/acceptance/", words="马上到。")
    assert (book(), charge(ticket)) == (Balance(3, 1, 0), "quota")
    send(agent, card + "journeys/", engineer=cast.users["resident"].pk, reason="加急")
    clock.move_to(at(90))
    send(Person(cast, "resident"), card + "journeys/arrival/")
    assert book() == Balance(3, 0, 1)
    assert "剩余 3 次" in seen(head, "/portal/agreement/")
    # The centre proposes, development says no, the hospital appeals, the director says yes.
    evidence = {"reproduction": "退费后仍可发药。", "clause": "需求规格 4.2.7", "version": "5.2.1"}
    send(agent, card + "ruling/proposal/", cause="inherent_defect", words="", **evidence)
    assert ticket.number in seen(developer, "/console/rulings/?view=development")
    clock.move_to(at(24 * 60))
    send(developer, card + "ruling/decision/", cause="misuse", words="院方跳过了核对步骤。")
    assert "院方跳过了核对步骤。" in seen(head, portal + "ruling/")
    assert "院方跳过了核对步骤。" in seen(head, portal)
    assert book() == Balance(3, 0, 1)
    send(head, portal + "ruling/appeal/", words="系统没有核对步骤。")
    clock.move_to(at(2 * 24 * 60))
    assert ticket.number in seen(manager, "/console/rulings/?view=director")
    send(manager, card + "ruling/final/", cause="inherent_defect", words="规格明确要求，按缺陷处理。")
    # By itself: the unit is back, nothing is to be paid, and the hospital reads why.
    assert (book(), charge(ticket)) == (Balance(4, 0, 0), "free")
    assert "规格明确要求，按缺陷处理。" in seen(head, portal)
    assert "剩余 4 次" in seen(head, "/portal/agreement/")
    assert list(verify()) == []


def test_money_comes_back_too_when_the_fifth_was_by_quote(cast: Cast, clock: Any) -> None:
    """No unit is left: a quote is asked for, confirmed under a name, and only then is the response promised. A defect
    of ours gives the money back by itself."""
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"], urgent_quota=0)
    rates(cast)
    head, agent, pm = Person(cast, "hospital_a"), Person(cast, "agent"), Person(cast, "pm")
    ticket = reported(head, "department", "退费后药房还能发药。")
    portal, card = f"/portal/tickets/{ticket.number}/", f"/console/tickets/{ticket.number}/"
    assert "需先报价" in seen(head, portal + "urgent/")
    send(head, portal + "urgent/", words="请今天到场。", by_quote="on")
    refused = agent.post(card + "urgent/acceptance/", {"words": ""})
    assert (refused.status_code, "需要先报价" in refused.content.decode()) == (409, True)
    facts = billing.QuoteFacts("加急响应", [billing.LineFacts("visit", "当天到场", 100)])
    said = {"at": at(5), "submission": KEY + "quote"}
    quote = billing.draft_quote(cast.actor("pm"), ticket.number, facts, **said)
    send(pm, f"/console/quotes/{quote.number}/sending/")
    assert quote.number in seen(head, "/portal/agreement/")
    send(head, f"/portal/quotes/{quote.number}/confirmation/", signed_name="甲主任", agreed="on")
    send(agent, card + "urgent/acceptance/", words="马上到。")
    send(agent, card + "journeys/", engineer=cast.users["resident"].pk, reason="加急")
    clock.move_to(at(90))
    send(Person(cast, "resident"), card + "journeys/arrival/")
    quote.refresh_from_db()
    assert (balance(cast.hospital.pk), charge(ticket)) == (quote.total.gross, "quote")
    evidence = {"reproduction": "退费后仍可发药。", "clause": "需求规格 4.2.7", "version": "5.2.1"}
    send(agent, card + "ruling/proposal/", cause="inherent_defect", words="", **evidence)
    send(Person(cast, "developer"), card + "ruling/decision/", cause="inherent_defect", words="与规格不符。")
    assert (balance(cast.hospital.pk), given_back(quote), charge(ticket)) == (0, quote.total.gross, "free")
    assert list(verify()) == []


def test_a_hospital_with_three_modules_in_three_phases(cast: Cast, clock: Any) -> None:
    """The same question about each module is answered by that module's own line."""
    cast.line.module = cast.module
    cast.line.save()
    pm, campus = cast.actor("pm"), cast.ward.campus
    modules = {"paid": cast.module}
    for code, name, free_from in (("lis", "检验", TODAY), ("pacs", "影像", TODAY - timedelta(days=500))):
        module = Module.objects.create(code=code, name_zh=name, name_en=code, group="tech")
        Installation.objects.create(campus=campus, module=module, version="1.0", since=TODAY)
        facts = LineFacts(module_id=module.pk, basis="signing", free_from=free_from)
        agreements.add_line(pm, cast.line.agreement_id, facts, at=at(-1))
        modules["free" if code == "lis" else "lapsed"] = module
    head = Person(cast, "hospital_a")
    found = {}
    for phase, module in modules.items():
        said = {"answer": "workstation", "text": "打不开。", "module": module.pk, "submission": KEY + phase}
        send(head, "/portal/report/", **said)
        verdict = Ticket.objects.latest("pk").verdicts.get()
        found[phase] = (verdict.phase, verdict.cover, verdict.charge)
    assert found == {
        "paid": ("paid", "valid", "included"),
        "free": ("free", "valid", "free"),
        "lapsed": ("paid", "lapsed", "quote"),
    }
    told = seen(head, "/portal/agreement/")
    for words in ("护士站", "检验", "影像", "免费维护期", "有偿维护期", "过保"):
        assert words in told
