"""A card's whole life in a real browser: reported on a phone, handed up and down, solved, rated, archived, printed."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shouwen.apps.ledger.verify import verify
from shouwen.apps.people.models import User
from shouwen.apps.tickets import jobs
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, assemble
from tests.journeys.test_one_path import act, send, sign_in

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
CLOSING_WORDS = "院方信息科确认打印恢复正常。"


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    cast = assemble()
    # The agent answers at any hour, so that the test is the same at night.
    type(cast.hospital).objects.update(account_manager=cast.users["agent"])
    return cast


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def card(page: Page, base: str, who: str, number: str) -> None:
    sign_in(page, base, who)
    page.goto(f"{base}/console/tickets/{number}/")


def report(page: Page, base: str) -> str:
    page.set_viewport_size(PHONE)
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/report/")
    page.click(".report-send button")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary a")).to_have_count(2)
    page.fill("textarea[name=text]", "护士站打印机不出纸，换纸无效。")
    page.check("input[name=answer][value=workstation]", force=True)
    page.locator("details.menu > summary").first.click()
    other = page.locator(".language button[aria-pressed=false]")
    other.click()
    expect(page.locator("textarea[name=text]")).to_have_value("护士站打印机不出纸，换纸无效。")
    expect(page.locator("input[name=answer][value=workstation]")).to_be_checked()
    fits(page)
    page.click(".report-send button")
    page.wait_for_url(re.compile(r"/portal/tickets/SW-"))
    fits(page)
    return Ticket.objects.get().number


def hand_over(page: Page, base: str, number: str, giver: str, receiver: User) -> None:
    card(page, base, giver, number)
    page.goto(f"{base}/console/tickets/{number}/?act=offer")
    form = page.locator('[data-panel="offer"]')
    form.locator("select[name=receiver]").select_option(str(receiver.pk))
    form.locator("textarea[name=reason]").fill("请接手看一下。")
    form.locator("button[type=submit]").click()
    expect(page.locator(".card-wait")).to_contain_text(receiver.name)
    card(page, base, receiver.username, number)
    page.click('form[action$="/offers/acceptance/"] button')
    expect(page.locator(".side-people")).to_contain_text(receiver.name)


def solve(page: Page, number: str) -> None:
    act(page, "resolve")
    panel = page.locator('[data-panel="resolve"]')
    panel.locator("select[name=cause]").select_option("inherent_defect")
    panel.locator("textarea[name=finding]").fill("驱动被系统更新替换。")
    panel.locator("textarea[name=remedy]").fill("重装驱动并锁定版本。")
    send(page, "resolve")


def follow_up_and_close(page: Page, base: str, number: str) -> None:
    card(page, base, "agent", number)
    act(page, "follow_up")
    page.check('[data-panel="follow_up"] input[value=solved]', force=True)
    page.fill('[data-panel="follow_up"] textarea[name=words]', CLOSING_WORDS)
    send(page, "follow_up")
    act(page, "close")
    send(page, "close")


def rate(page: Page, base: str, number: str) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/tickets/{number}/")
    fits(page)
    expect(page.locator(".faces .bi")).to_have_count(5)
    page.check(".faces input[value='5']", force=True)
    page.click(".rating-panel button[type=submit]")
    expect(page.locator(".faces")).to_have_count(0)


def words_in(file: Path) -> str:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not here: the words inside the PDF were NOT read")
    text = subprocess.run([reader, "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s+", "", text)


def test_a_whole_life(page: Page, live_server, committed_cast: Cast, tmp_path: Path) -> None:
    base = live_server.url
    number = report(page, base)
    page.set_viewport_size(DESK)
    card(page, base, "agent", number)
    page.click('form[action$="/handling/"] button')
    act(page, "reply")
    page.fill('[data-panel="reply"] textarea', "您好，正在远程查看。")
    send(page, "reply")
    hand_over(page, base, number, "agent", committed_cast.users["resident"])
    hand_over(page, base, number, "resident", committed_cast.users["developer"])
    solve(page, number)
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/tickets/{number}/")
    page.click('form[action$="/resolution/confirmation/"] button')
    expect(page.locator(".solved-yes")).to_be_visible()
    page.set_viewport_size(DESK)
    follow_up_and_close(page, base, number)
    rate(page, base, number)
    assert jobs.close_and_archive(timezone.now() + timedelta(days=8)) == 1
    page.goto(f"{base}/portal/tickets/{number}/archive/")
    with page.expect_download() as download:
        page.click('a[href$="archive.pdf"]')
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.level, ticket.handler.username) == ("archived", "development", "developer")
    assert file.name == f"{number.replace('SW-', 'BA-')}.pdf"
    assert list(verify()) == []
    text = words_in(file)
    wanted = [number, file.stem, "示例一院", "agent-name", "developer-name", CLOSING_WORDS, "重装驱动并锁定版本。"]
    assert [words for words in wanted if words not in text] == []
