"""The pages of money: each figure leads to its rows, papers and files hold the same sums, few statements."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from shouwen.apps.agreements.models import Instalment, Line, PaidPeriod
from shouwen.apps.billing import actions
from shouwen.apps.billing.fees import FeeNow
from shouwen.apps.billing.figures import figures_of, settling_of
from shouwen.apps.billing.models import Quote, Statement
from shouwen.apps.billing.owed import owed_by
from shouwen.apps.notices.models import Notice
from shouwen.ui.faces.bill import foot_of, statement_bill
from shouwen.ui.faces.trace import figure_values, trace_of
from tests.apps import books
from tests.apps.test_statements import pay, take_back
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db
WHOLE = 342_733


def test_every_figure_is_the_sum_of_its_rows(cast: Cast) -> None:
    number = books.closed(cast)
    pay(cast, number, 100_000)
    take_back(cast, number, 42_733)
    books.confirmed(cast, "later")
    found = Statement.objects.get(number=number)
    how = settling_of(found)
    values = figure_values(figures_of(found))
    values |= {"credited": how.credited, "paid": how.paid, "left": how.left}
    assert {code: trace_of(found, code).fen for code in values} == values
    assert (values["gross"], values["left"]) == (WHOLE, WHOLE - 142_733)
    for who, door in (("finance", "console"), ("hospital_a", "portal")):
        client = signed_in(cast, who)
        page = client.get(f"/{door}/statements/{number}/").content.decode()
        for code in values:
            assert f"/{door}/statements/{number}/trace/{code}/" in page
            assert client.get(f"/{door}/statements/{number}/trace/{code}/").status_code == 200
        assert client.get(f"/{door}/statements/{number}/trace/nothing/").status_code == 404


def test_the_file_has_exact_numbers(cast: Cast) -> None:
    number = books.closed(cast)
    answer = signed_in(cast, "hospital_a").get(f"/portal/statements/{number}.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    head, line = book.worksheets[0].iter_rows(values_only=True)
    assert [Decimal(str(value)) for value in line[3:]] == [Decimal("3233.33"), Decimal("194"), Decimal("3427.33")]
    assert len(head) == 6


def sheets(client: Client, number: str) -> dict[str, list[tuple[object, ...]]]:
    answer = client.get(f"/portal/statements/{number}.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return {sheet.title: list(sheet.iter_rows(values_only=True))[1:] for sheet in book.worksheets}


def test_paper_and_file_say_what_was_paid_and_taken_back(cast: Cast) -> None:
    number = books.closed(cast)
    pay(cast, number, 100_000)
    take_back(cast, number, 42_733)
    file = sheets(signed_in(cast, "hospital_a"), number)
    assert [Decimal(str(row[-1])) for row in file["付款"]] == [Decimal(-1000), Decimal("-427.33")]
    assert [Decimal(str(row[1])) for row in file["数字"][-3:]] == [Decimal("427.33"), Decimal(1000), Decimal(2000)]
    found = Statement.objects.get(number=number)
    with override("en"):
        paper = statement_bill(found, figures_of(found), settling_of(found))
    assert list(paper.sums[-3:]) == [
        ("Taken back of it", "¥427.33"), ("Paid of it", "¥1,000.00"), ("Left to pay", "¥2,000.00"),
    ]  # fmt: skip
    assert [row[3] for row in paper.tables[-1].rows] == ["-1,000.00", "-427.33"]


def test_the_foot_says_confirmed_only_of_what_was(cast: Cast) -> None:
    number = books.closed(cast)
    found = Statement.objects.get(number=number)
    figures, how = figures_of(found), settling_of(found)
    fee = FeeNow(PaidPeriod(), 1, 2, found.month, 1, None, "", True)
    with override("en"):
        foot = statement_bill(found, figures, how).foot
        assert foot == "Each card's line was confirmed by the hospital as a quote before."
        assert foot_of(replace(figures, fees=[fee])) == f"{foot} Agreement fees are owed by the agreement."
        assert foot_of(replace(figures, lines=[], fees=[fee])) == "Agreement fees are owed by the agreement."


def test_what_is_owed_today_is_the_sum_of_its_rows(cast: Cast) -> None:
    number = books.closed(cast)
    pay(cast, number, 100_000)
    later = books.confirmed(cast, "later")
    line = Line.objects.filter(agreement__hospital=cast.hospital)[0]
    Instalment.objects.filter(period__line__agreement__hospital=cast.hospital).delete()
    Instalment.objects.create(period=line.paid_periods.all()[0], number=1, amount=50_000, due_on=date(2026, 3, 2))
    owed = owed_by(cast.hospital.pk, date(2026, 4, 2))
    told = [how.left for _one, how in owed.statements], [row.signed.gross for row in owed.unbilled]
    assert told == ([WHOLE - 100_000], [WHOLE])
    assert ([fee.amount for fee in owed.fees], owed.rest, owed.fen) == ([50_000], 0, 2 * WHOLE - 50_000)
    assert owed_by(cast.hospital.pk, date(2026, 3, 1)).fees == []
    page = signed_in(cast, "hospital_a").get("/portal/statements/").content.decode()
    assert page.count("¥6,354.66") == 2
    for address in (
        f"/portal/statements/{number}/trace/left/",
        f"/portal/quotes/{later.number}/",
        "/portal/agreement/",
    ):
        assert f'href="{address}"' in page


def test_papers(cast: Cast) -> None:
    number = books.closed(cast)
    quote = Quote.objects.get().number
    for who, path in {
        "finance": f"/console/statements/{number}.pdf", "pm": f"/console/quotes/{quote}.pdf",
        "hospital_a": f"/portal/statements/{number}.pdf", "ward_a": f"/portal/quotes/{quote}.pdf",
    }.items():  # fmt: skip
        answer = signed_in(cast, who).get(path)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-"), path


def test_a_hospital_confirms_on_the_portal(cast: Cast) -> None:
    quote = books.sent(cast)
    head, ward = signed_in(cast, "hospital_a"), signed_in(cast, "ward_a")
    address = f"/portal/quotes/{quote.number}/"
    # It stood until a day of the cast's own year: nobody is asked for his word any more.
    assert address not in head.get("/portal/").content.decode()
    assert "signed_name" not in ward.get(address).content.decode()
    assert ward.post(address + "confirmation/", {"signed_name": "丙"}).status_code == 403
    assert head.post(address + "confirmation/", {"signed_name": "甲主任"}).status_code == 409
    Quote.objects.update(valid_until="2099-01-01")
    assert address in head.get("/portal/").content.decode()
    refused = head.post(address + "confirmation/", {"signed_name": " "})
    assert (refused.status_code, Quote.objects.get().stage) == (422, "sent")
    assert head.post(address + "confirmation/", {"signed_name": "甲主任"}).status_code == 302
    assert (Quote.objects.get().stage, Quote.objects.get().signed_name) == ("confirmed", "甲主任")
    assert head.post(address + "confirmation/", {"signed_name": "甲主任"}).status_code == 409


def test_who_is_told(cast: Cast) -> None:
    quote = books.confirmed(cast)
    books.classified(cast, quote.ticket, "inherent_defect", minutes=30)
    kinds = Notice.objects.filter(kind__startswith="quote").order_by("pk").values_list("person__username", "kind")
    assert list(kinds) == [
        ("hospital_a", "quote_sent"), ("pm", "quote_confirmed"), ("pm", "quote_ended"), ("hospital_a", "quote_ended"),
    ] or set(kinds) == {
        ("hospital_a", "quote_sent"), ("pm", "quote_confirmed"), ("pm", "quote_ended"), ("hospital_a", "quote_ended"),
    }  # fmt: skip


def test_a_quote_is_drafted_on_its_form(cast: Cast) -> None:
    card = books.payable(cast).number
    pm = signed_in(cast, "pm")
    form = {
        "title": "改造",
        "unit_1": "day",
        "words_1": "开发",
        "quantity_1": "1.5",
        "submission": "form-0123456789abcdef",
    }
    wrong = pm.post(f"/console/tickets/{card}/quotes/new/", form | {"price_1": "12.345"})
    assert (wrong.status_code, "12.345" in wrong.content.decode()) == (422, True)
    # The first lines are shown, the rest unfolds; what stands in it is not hidden. Only what may stay empty says so.
    folded = [
        re.findall(r'<details class="quote-more"( open)?>', page.content.decode())
        for page in (wrong, pm.post(f"/console/tickets/{card}/quotes/new/", form | {"words_4": "差旅"}))
    ]
    assert folded == [[""], [" open"]]
    lines = wrong.content.decode().split('class="quote-line"', 1)[1]
    assert lines.count("选填") == 0
    made = pm.post(f"/console/tickets/{card}/quotes/new/", form)
    quote = Quote.objects.get()
    assert (made.status_code, made["Location"], quote.net_fen) == (302, f"/console/quotes/{quote.number}/", 240_000)


PAGES = (
    ("finance", "/console/quotes/"), ("finance", "/console/work/"), ("finance", "/console/statements/"),
    ("finance", "/console/statements/{statement}/"), ("pm", "/console/quotes/{quote}/"),
    ("pm", "/console/tickets/{card}/money/"), ("pm", "/console/tickets/{card}/"), ("hospital_a", "/portal/"),
    ("hospital_a", "/portal/quotes/"), ("hospital_a", "/portal/statements/"),
    ("hospital_a", "/portal/statements/{statement}/"), ("hospital_a", "/portal/quotes/{quote}/"),
    ("hospital_a", "/portal/statements/{statement}/trace/closing/"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, path: str) -> None:
    books.confirmed(cast)
    books.confirmed(cast, "second")
    number = books.statement(cast)
    actions.close_statement(cast.actor("finance"), number, at=books.APRIL)
    pay(cast, number, 1_000, "p0")
    first = Quote.objects.order_by("pk")[0]
    client = signed_in(cast, who)
    url = path.format(statement=number, quote=first.number, card=first.ticket.number)
    client.get(url)
    one = statements(client, url)
    for turn in range(8):
        books.confirmed(cast, f"more{turn}")
        pay(cast, number, 1_000, f"p{turn + 1}")
    assert statements(client, url) == one
    assert one <= (12 if url.startswith("/portal/") else 17)


def statements(client: object, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200  # type: ignore[attr-defined]
    return len(caught)


def test_a_paper_says_its_sum_in_the_words_of_its_reader(cast: Cast) -> None:
    number = books.closed(cast)
    found = Statement.objects.get(number=number)
    said = {}
    for language in ("en", "zh-hans"):
        with override(language):
            said[language] = statement_bill(found, figures_of(found), settling_of(found)).in_words
    assert said == {
        "en": "This statement in words: Three thousand four hundred and twenty-seven yuan and thirty-three fen",
        "zh-hans": "本单合计（大写）：叁仟肆佰贰拾柒元叁角叁分",
    }


def room_of_money(client: Client) -> tuple[bool, list[str]]:
    """Is the room in the menu, and what stands on it?"""
    page = client.get("/portal/").content.decode()
    menu = page.split('<nav class="portal-rooms"')[1].split("</nav>")[0]
    return '"/portal/quotes/"' in menu, re.findall(r'class="room-count">(\d{1,9})<', menu)


def test_the_menu_leads_to_the_money_and_counts_what_waits_for_a_word(cast: Cast) -> None:
    head, ward, other = (signed_in(cast, who) for who in ("hospital_a", "ward_a", "hospital_b"))
    with time_machine.travel(at(600), tick=False):
        assert room_of_money(head) == (True, [])
        books.sent(cast)
        over = books.sent(cast, "over")
        assert room_of_money(head) == (True, ["2"])
        # What can no longer be confirmed waits for nobody.
        Quote.objects.filter(pk=over.pk).update(valid_until=date(2026, 3, 1))
        assert [room_of_money(each) for each in (head, ward, other)] == [(True, ["1"]), (False, []), (True, [])]
        for room in ("quotes", "statements", "agreement"):
            page = head.get(f"/portal/{room}/").content.decode()
            tabs = page.split('<nav class="portal-tabs"')[1].split("</nav>")[0]
            assert re.findall(r'href="(/portal/[a-z]{1,20}/)"( aria-current="page")?', tabs) == [
                (f"/portal/{each}/", ' aria-current="page"' if each == room else "")
                for each in ("quotes", "statements", "agreement")
            ]
        assert "portal-tabs" not in ward.get("/portal/quotes/").content.decode()
