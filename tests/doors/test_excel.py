"""Lists as Excel files: what the page lists, nothing that runs, nothing of anybody else's, few statements."""

import io
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from shouwen.apps.customers.models import Hospital
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NASTY = '=HYPERLINK("http://evil.example","点我")'
SHEETS = {
    "agent": ["queue.xlsx?tab=all", "search.xlsx?q=打印", "customers.xlsx", "agreements.xlsx", "problems.xlsx"],
    "pm": [
        "rulings.xlsx?view=done",
        "urgent.xlsx",
        "consultations.xlsx?stage=called",
        "renewals.xlsx",
        "remote.xlsx?stage=waiting",
    ],
    "manager": ["people.xlsx", "people/contacts.xlsx", "accountability.xlsx?from=2026-03-01&until=2026-03-31"],
    "admin": ["deliveries.xlsx"],
}


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def content(answer: Any) -> io.BytesIO:
    assert answer.status_code == 200
    return io.BytesIO(b"".join(answer.streaming_content))


def rows(answer: Any, sheet: int = 0) -> list[tuple[object, ...]]:
    return [tuple(row) for row in load_workbook(content(answer)).worksheets[sheet].iter_rows(values_only=True)]


def test_the_queue_holds_each_card_with_local_instants_and_real_numbers(cast: Cast) -> None:
    card = cast.report()
    head, row = rows(signed_in(cast, "agent").get("/console/queue.xlsx?tab=all"))
    due = timezone.localtime(card.next_due_at).replace(tzinfo=None)
    assert head == (
        "编号", "标题", "级别", "状态", "医院", "科室", "模块", "首问责任人", "处理人", "受理时间", "下一期限",
    )  # fmt: skip
    assert row == (
        card.number, card.title, 4, "已受理", "示例一院", "病区", "护士站", "pm-name", None,
        timezone.localtime(at(0)).replace(tzinfo=None), due,
    )  # fmt: skip
    assert (row[9].hour, row[9].minute) == (10, 0)


@pytest.mark.parametrize(
    "title", [NASTY, "+1+1", "-2", "@SUM(A1)", "#N/A", "=1\x07+1", "\x07=1", "＝1", "＋1", "－1", "＠x", "\t=1"]
)
def test_text_is_never_a_formula(cast: Cast, title: str) -> None:
    Ticket.objects.filter(pk=cast.report().pk).update(title=title)
    answer = signed_in(cast, "agent").get("/console/queue.xlsx?tab=all")
    cell = load_workbook(content(answer)).worksheets[0]["B2"]
    expected = title.replace("\x07", "")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (expected, "s", title[0] != "#")


def test_the_name_of_the_file_says_list_and_day(cast: Cast) -> None:
    answer = signed_in(cast, "agent").get("/console/queue.xlsx")
    day = timezone.localdate().strftime("%Y%m%d")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(f'队列-{day}.xlsx')}"


def test_the_link_keeps_what_the_list_is_narrowed_by(cast: Cast) -> None:
    cast.report()
    pages = {
        ("manager", "/console/?tab=all&owes=late"): "queue.xlsx?tab=all&amp;owes=late",
        ("agent", "/console/search/?q=打印"): "search.xlsx?q=%E6%89%93%E5%8D%B0",
        (
            "manager",
            "/console/customers/?q=一院&cover=paid.valid",
        ): "customers.xlsx?q=%E4%B8%80%E9%99%A2&amp;cover=paid",
        ("manager", "/console/agreements/?state=paid.valid"): "agreements.xlsx?state=paid.valid",
        ("manager", "/console/people/?role=agent"): "people.xlsx?role=agent&amp;active=yes",
        ("manager", "/console/people/contacts/?name=甲"): "contacts.xlsx?name=%E7%94%B2",
        ("ward_a", "/portal/tickets/?view=all"): "tickets.xlsx?view=all",
    }
    found = {asked: link in signed_in(cast, asked[0]).get(asked[1]).content.decode() for asked, link in pages.items()}
    assert found == dict.fromkeys(pages, True)


def test_the_same_rows_as_the_list(cast: Cast) -> None:
    card, other = cast.report(), cast.report(by="hospital_b", key="b")
    manager = signed_in(cast, "manager")
    problem = actions.open_problem(cast.actor("agent"), card.number, NASTY, None, at=at(3))
    names = {
        "customers.xlsx?q=一院": ["示例一院"],
        "customers.xlsx?cover=none": ["示例二院"],
        "agreements.xlsx?state=paid.valid": ["HT-1"],
        "agreements.xlsx?state=paid.grace": [],
        "problems.xlsx": [problem.number],
        "problems.xlsx?view=solved": [],
        "people.xlsx?role=auditor": ["auditor-name"],
        "people/contacts.xlsx?name=甲": ["示例一院"],
        "search.xlsx?q=打印": [other.number, card.number],
        "queue.xlsx?tab=handling": [],
    }
    found = {url: [row[0] for row in rows(manager.get(f"/console/{url}"))[1:]] for url in names}
    assert found == names


def test_what_each_owes_and_the_idle_time(cast: Cast) -> None:
    card = cast.report()
    actions.take(cast.actor("agent"), card.number, at=at(12))
    answer = signed_in(cast, "manager").get("/console/accountability.xlsx?from=2026-03-01&until=2026-03-31")
    book = load_workbook(content(answer))
    owes, idle = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    assert next(row for row in owes if row[0] == "pm-name")[1] == 1
    assert [(row[0], row[5]) for row in idle] == [(card.number, 12)]


def test_letters_that_did_not_go_out(cast: Cast) -> None:
    letter = {"key": "dead", "channel": "email", "payload": {}, "state": "dead", "made_at": at(1), "not_before": at(1)}
    Delivery.objects.create(**letter, last_error="-550 no such box", attempts=8)
    (row,) = rows(signed_in(cast, "admin").get("/console/deliveries.xlsx"))[1:]
    assert row[4:6] == (8, "-550 no such box")


def test_a_hospital_gets_its_own_requests_and_nothing_else(cast: Cast) -> None:
    mine, sister = cast.report(), cast.report(by="hospital_a", key="a")
    cast.report(by="hospital_b", key="b")
    found = {
        (who, asked): {row[0] for row in rows(signed_in(cast, who).get(f"/portal/tickets.xlsx?{asked}"))[1:]}
        for who in ("ward_a", "hospital_a")
        for asked in ("view=open", "view=all", "q=打印")
    }
    asked = ["view=open", "view=all", "q=打印"]
    assert [found["ward_a", each] for each in asked] == [{mine.number}] * 3
    assert found["hospital_a", "view=all"] == found["hospital_a", "q=打印"] == {mine.number, sister.number}


def test_an_account_manager_exports_his_own_hospitals_only(cast: Cast) -> None:
    stranger = Hospital.objects.create(name="外院", short_name="外", account_manager=cast.users["agent"])
    Hospital.objects.filter(pk=stranger.pk).update(deputy=None)
    found = [row[0] for row in rows(signed_in(cast, "pm").get("/console/customers.xlsx"))[1:]]
    assert found == ["示例一院"]


def test_a_list_that_was_cut_says_so(cast: Cast, settings: Any) -> None:
    settings.EXPORT_ROWS = 2
    for key in "abc":
        cast.report(key=key)
    found = rows(signed_in(cast, "agent").get("/console/queue.xlsx?tab=all"))
    assert (len(found), found[-1][0]) == (4, "这里只有前 2 行。缩小范围可看到其余的。")


@pytest.mark.parametrize(("who", "url"), [(who, url) for who, urls in SHEETS.items() for url in urls])
def test_a_batch_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, url: str) -> None:
    cast.report()
    client = signed_in(cast, who)

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            content(client.get(f"/console/{url}"))
        return len(caught)

    content(client.get(f"/console/{url}"))
    one = statements()
    for number in range(30):
        cast.report(key=f"more{number}")
        Hospital.objects.create(name=f"医院 {number}", short_name="某院", account_manager=cast.users["pm"])
    assert statements() == one <= 16
