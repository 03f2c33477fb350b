"""Pages of what was agreed: as many statements for many rows as for one; nothing typed is lost; who sees what."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.models import Document, Instalment, Line, PaidPeriod
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.models import Ruling, Ticket, UrgentCall
from tests.cast import MORNING, Cast, at, signed_in

TODAY = date(2026, 3, 3)
EVIDENCE = actions.Evidence("重现步骤", "需求规格 4.2.7", "5.2.1")
PAGES = {
    "manager": [
        "/console/rulings/?view=development", "/console/rulings/?view=done", "/console/urgent/",
        "/console/urgent/?view=done", "/console/renewals/", "/console/accounts/{hospital}/",
        "/console/agreements/{agreement}/", "/console/tickets/{number}/ruling/",
    ],
    "agent": ["/console/tickets/{number}/"],
    "hospital_a": [
        "/portal/agreement/", "/portal/urgent/", "/portal/tickets/{number}/", "/portal/tickets/{number}/ruling/",
        "/portal/tickets/{number}/urgent/",
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(cast: Cast) -> object:
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"], urgent_quota=99, ends_on=date(2026, 6, 30))
    with time_machine.travel(at(600), tick=False) as clock:
        yield clock


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def more(cast: Cast, size: int, key: str) -> None:
    """Cards with a response that is open, one that is done, a ruling that waits and one that is decided; lines."""
    agent, head, developer = cast.actor("agent"), cast.actor("hospital_a"), cast.actor("developer")
    for turn in range(size):
        number = cast.report(key=f"{key}{turn}").number
        actions.ask_urgent(head, number, "急", at=at(1))
        actions.accept_urgent(agent, number, "", at=at(2))
        actions.propose_ruling(agent, number, "misuse", EVIDENCE, "", at=at(3))
        if turn % 2:
            actions.end_urgent(head, number, "好了", at=at(4))
            actions.decide_ruling(developer, number, "misuse", "如此", at=at(5))
        period = PaidPeriod.objects.create(
            line=Line.objects.create(
                agreement_id=cast.line.agreement_id, free_from=date(2024, 3, 1), free_until=date(2025, 3, 1)
            ),
            starts_on=date(2025, 3, 2),
            ends_on=date(2026, 5, 1),
            services=["online"],
        )
        Instalment.objects.create(period=period, number=1, due_on=TODAY, amount=100)


def test_an_urgent_response_is_offered_only_where_it_can_be_had(cast: Cast) -> None:
    head, agent = cast.actor("hospital_a"), cast.actor("agent")
    wish, served, free = (cast.report(key=key).number for key in ("wish", "served", "free"))
    Ticket.objects.filter(number=wish).update(kind="requirement")
    actions.take(agent, served, at=at(1))
    actions.ask_urgent(head, served, "急", at=at(2))
    client = signed_in(cast, "hospital_a")
    offered = lambda page: [f"/portal/tickets/{number}/urgent/" in page for number in (wish, served, free)]  # noqa: E731
    chosen = lambda: client.get("/portal/urgent/").content.decode().split('choose-card">')[1]  # noqa: E731
    assert offered(chosen()) == [False, False, True]
    actions.accept_urgent(agent, served, "", at=at(3))
    actions.dispatch(agent, served, cast.users["resident"].pk, "急", at=at(4))
    actions.arrive(agent, served, at=at(30))
    # Who arrived is named, and beside him who wrote it down.
    story = signed_in(cast, "agent").get(f"/console/tickets/{served}/").content.decode()
    assert story.count("<b>resident-name</b>") == 3
    assert story.count("agent-name登记") == 3
    assert offered(chosen().split("</ul>")[0]) == [False, False, True]
    for number, can in ((wish, False), (free, True)):
        assert ("申请今天派人到场" in client.get(f"/portal/tickets/{number}/").content.decode()) is can
    assert "加急响应只用于故障和咨询。" in client.get(f"/portal/tickets/{wish}/urgent/").content.decode()


@pytest.mark.parametrize(("who", "url"), [(who, url) for who, urls in PAGES.items() for url in urls])
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, url: str) -> None:
    more(cast, 2, "one")
    ticket = UrgentCall.objects.order_by("pk")[0].ticket
    url = url.format(number=ticket.number, hospital=cast.hospital.pk, agreement=cast.line.agreement_id)
    client = signed_in(cast, who)
    client.get(url)
    one = statements(client, url)
    more(cast, 12, "more")
    assert statements(client, url) == one
    assert one <= (23 if "accounts" in url else 17 if who == "manager" else 14)


def test_lists_are_paged(cast: Cast) -> None:
    number = cast.report().number
    ticket = actions.propose_ruling(cast.actor("agent"), number, "misuse", EVIDENCE, "", at=at(3)).ticket
    row = {"ticket": ticket, "state": "decided", "cause": "misuse", "by": cast.users["agent"], "at": MORNING}
    Ruling.objects.bulk_create(Ruling(**row, reproduction="x", clause="x", version="x") for _ in range(120))
    client, seen, path = signed_in(cast, "manager"), 0, "/console/rulings/?view=done"
    for _turn in range(3):
        page = client.get(path).content.decode()
        seen += page.count('class="row-name"')
        after = page.split("after=")
        path = f"/console/rulings/?view=done&after={after[-1].split(chr(34))[0]}" if len(after) > 1 else ""
    assert seen == 120


def test_money_of_a_period_by_its_pages(cast: Cast) -> None:
    """Written down by the account manager, paid to finance, taken back with a reason."""
    period = PaidPeriod.objects.get(line=cast.line)
    agreement = f"/console/agreements/{cast.line.agreement_id}/"
    pm, finance = signed_in(cast, "pm"), signed_in(cast, "finance")
    said = {"due_1": "2026-01-10", "amount_1": "47250.01", "due_2": "2026-07-10", "amount_2": "47,249.99"}
    wrong = pm.post(f"{agreement}periods/{period.pk}/fee/", said | {"amount_2": "很多"})
    assert (wrong.status_code, 'value="47250.01"' in wrong.content.decode()) == (422, True)
    seen = pm.get(f"{agreement}periods/{period.pk}/fee/").content.decode().split('name="seen" value="')[1].split('"')[0]
    assert pm.post(f"{agreement}periods/{period.pk}/fee/", said | {"seen": seen}).status_code == 302
    page = finance.get(agreement).content.decode()
    assert ("¥94,500.00" in page, "逾期" in page) == (True, True)
    part = Instalment.objects.get(period=period, number=1)
    pay = f"{agreement}instalments/{part.pk}/payment/"
    assert pm.get(pay).status_code == 403
    assert finance.post(pay, {"paid_on": "2026-03-01", "receipt": "SJ-9"}).status_code == 302
    assert "SJ-9" in finance.get(agreement).content.decode()
    assert finance.post(pay + "undo/", {"reason": "记错"}).status_code == 302
    stop = finance.post(f"{agreement}periods/{period.pk}/stop/", {"on": "2026-03-04", "reason": "逾期"})
    assert (stop.status_code, "继续服务" in stop.content.decode()) == (409, True)


def test_papers_are_the_hospitals_own(cast: Cast) -> None:
    agreement = f"/console/agreements/{cast.line.agreement_id}/"
    pm = signed_in(cast, "pm")
    none = pm.post(f"{agreement}documents/new/", {"title": "合同正本"})
    assert none.status_code == 422
    paper = SimpleUploadedFile("合同.txt", "合同正本".encode())
    assert pm.post(f"{agreement}documents/new/", {"title": "合同正本", "uploads": paper}).status_code == 302
    found = Document.objects.get()
    own, other = signed_in(cast, "hospital_a"), signed_in(cast, "hospital_b")
    path = f"/portal/agreement/documents/{found.pk}/"
    assert "合同正本" in own.get("/portal/agreement/").content.decode()
    assert b"".join(own.get(path).streaming_content).decode() == "合同正本"
    assert (other.get(path).status_code, signed_in(cast, "ward_a").get(path).status_code) == (404, 404)
    assert pm.post(f"{agreement}documents/{found.pk}/undo/").status_code == 302
    assert own.get(path).status_code == 404


def test_two_at_one_fee_lose_nothing(cast: Cast) -> None:
    period = PaidPeriod.objects.get(line=cast.line)
    path = f"/console/agreements/{cast.line.agreement_id}/periods/{period.pk}/fee/"
    pm = signed_in(cast, "pm")
    seen = pm.get(path).content.decode().split('name="seen" value="')[1].split('"')[0]
    parts = [agreements.Part(TODAY + timedelta(days=9), 700)]
    agreements.set_fee(cast.actor("manager"), cast.line.agreement_id, period.pk, parts, at=at(3))
    answer = pm.post(path, {"due_1": "2026-03-10", "amount_1": "5", "seen": seen})
    assert (answer.status_code, "7.00" in answer.content.decode()) == (409, True)


def test_the_reasons_of_a_verdict_are_named_in_words(cast: Cast) -> None:
    """No code of a clause is shown; a service leads to its place in the catalogue."""
    number = cast.report().number
    actions.classify(
        cast.actor("agent"),
        number,
        Classification("incident", "workstation", "workaround", "remote", "unknown", None, "远程可处理。"),
        at=at(5),
    )
    client = signed_in(cast, "agent")
    page = client.get(f"/console/tickets/{number}/verdict/").content.decode()
    heads = re.findall(r'class="clause-head">(.{1,200}?)(?:<span class="clause-tag"|</div>)', page)
    assert heads == [
        "<span>维护期</span>",
        "<span>保障</span>",
        '<a href="/console/catalogue/#service-3">第 3 项：远程服务</a>',
        "<span>费用</span>",
    ]
    assert 'id="service-3"' in client.get("/console/catalogue/").content.decode()
    clock = client.get(f"/console/tickets/{number}/clocks/response/").content.decode()
    assert re.findall(r'class="clause-head"><span>([a-z._]{1,40})</span>', clock) == []


def test_no_appeal_is_offered_against_a_ruling_in_ones_favour(cast: Cast) -> None:
    agent, developer = cast.actor("agent"), cast.actor("developer")
    head, offered = signed_in(cast, "hospital_a"), {}
    for cause in ("misuse", "inherent_defect"):
        number = cast.report(key=cause).number
        actions.propose_ruling(agent, number, cause, EVIDENCE, "", at=at(3))
        actions.decide_ruling(developer, number, cause, "如此", at=at(5))
        page = head.get(f"/portal/tickets/{number}/ruling/").content.decode()
        card = head.get(f"/portal/tickets/{number}/").content.decode()
        offered[cause] = (f"/portal/tickets/{number}/ruling/appeal/" in page, "前申诉" in page, "理由与申诉" in card)
    assert offered == {"misuse": (True, True, True), "inherent_defect": (False, False, False)}
    answer = head.post(f"/portal/tickets/{number}/ruling/appeal/", {"words": "不同意"})
    assert (answer.status_code, "认定结果对贵院有利" in answer.content.decode()) == (409, True)
    assert Ruling.objects.get(ticket__number=number).state == "decided"


def test_a_renewal_begins_with_what_was_bought_before(cast: Cast) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"], urgent_quota=7, policy_change=True)
    line = f"/console/agreements/{cast.line.agreement_id}/lines/{cast.line.pk}/"
    for form in ("renewal/", "periods/new/"):
        page = signed_in(cast, "pm").get(line + form).content.decode()
        ticked = re.findall(
            r'name="(?:special|policy_change)"[^>]{0,80}?(?: value="([a-z_]{1,20})")?[^>]{0,80}? checked', page
        )
        assert (ticked, 'name="urgent_quota" value="7"' in page) == (["urgent", ""], True)


def test_who_rules_sees_what_he_rules_on(cast: Cast) -> None:
    number = cast.report().number
    actions.propose_ruling(cast.actor("agent"), number, "inherent_defect", EVIDENCE, "两家都有", at=at(3))
    page = signed_in(cast, "developer").get(f"/console/tickets/{number}/ruling/decision/").content.decode()
    assert [each in page for each in ("重现步骤", "需求规格 4.2.7", "两家都有")] == [True, True, True]
    actions.decide_ruling(cast.actor("developer"), number, "misuse", "手册已写明", at=at(5))
    actions.appeal_ruling(cast.actor("hospital_a"), number, "手册没有写", at=at(6))
    page = signed_in(cast, "manager").get(f"/console/tickets/{number}/ruling/final/").content.decode()
    assert [each in page for each in ("两家都有", "手册已写明", "手册没有写")] == [True, True, True]
