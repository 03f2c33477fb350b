"""The one real path in a real browser, in each language, from report to closing."""

import re

import pytest
from playwright.sync_api import Page, expect

from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets.models import Ticket
from tests.cast import PASSWORD, Cast, assemble

pytestmark = pytest.mark.browser
ANY = re.compile(".*")


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    return assemble()


def sign_in(page: Page, base: str, account: str) -> None:
    # Away first: a page that finds its session gone goes to the entrance by itself, in the middle of ours.
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(f"{base}/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url(re.compile(r"/(console|portal)/"))


def act(page: Page, code: str) -> None:
    """Open the form of an act."""
    page.click(f'[data-act="{code}"] >> visible=true')


def send(page: Page, code: str) -> None:
    page.click(f'[data-panel="{code}"] button[type=submit]')


def report(page: Page, base: str) -> Ticket:
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/report/")
    page.check("input[name=answer][value=whole_hospital]", force=True)
    page.check("input[name=module]", force=True)
    page.fill("textarea[name=text]", "全院收费停了，患者张小明在窗口等。")
    page.click(".report-send button[type=submit]")
    page.wait_for_url(re.compile(r"/portal/tickets/SW-"))
    ticket = Ticket.objects.get()
    expect(page.locator("main")).to_contain_text(ticket.number)
    expect(page.locator("main")).to_contain_text("agent-name")
    expect(page.locator("main")).not_to_contain_text("张小明")
    return ticket


def work(page: Page, base: str, number: str) -> None:
    """The service centre: take, classify, answer, hold, resume, resolve; closing is refused with the reason."""
    sign_in(page, base, "agent2")
    page.goto(f"{base}/console/?tab=untaken")
    page.click(f'[data-row="{number}"]')
    expect(page.locator("#card h1")).to_contain_text("全院收费停了")
    page.goto(f"{base}/console/tickets/{number}/")
    page.click('form[action$="/handling/"] button')
    act(page, "classify")
    page.select_option('[data-panel="classify"] select[name=service]', "remote")
    send(page, "classify")
    act(page, "reply")
    page.fill('[data-panel="reply"] textarea', "您好，正在远程处理。")
    send(page, "reply")
    expect(page.locator(".story")).to_contain_text("您好，正在远程处理。")
    act(page, "hold")
    page.select_option('[data-panel="hold"] select[name=reason]', "third_party")
    page.fill('[data-panel="hold"] textarea', "等医保中心。")
    send(page, "hold")
    act(page, "resume")
    send(page, "resume")
    act(page, "resolve")
    page.select_option('[data-panel="resolve"] select[name=cause]', "inherent_defect")
    page.fill('[data-panel="resolve"] textarea[name=finding]', "锁等待。")
    page.fill('[data-panel="resolve"] textarea[name=remedy]', "结束会话并补索引。")
    send(page, "resolve")
    expect(page.locator('[data-act="close"]').first).to_have_attribute("title", ANY)


def prove(page: Page, base: str, number: str) -> None:
    """Why: of the deadline, span by span with the clause; of the charge, by its rules."""
    page.goto(f"{base}/console/tickets/{number}/")
    page.click(".clock .why >> nth=0")
    expect(page.locator("dialog#drawer table.proof")).to_be_visible()
    said = page.locator("dialog#drawer .clause")
    expect(said.first).to_contain_text(re.compile("一小时响应|within one hour"))
    expect(said.filter(has_text="response.")).to_have_count(0)
    page.keyboard.press("Escape")
    page.goto(f"{base}/console/tickets/{number}/verdict/")
    expect(page.locator("main .clause").last).to_contain_text(re.compile("固有设计缺陷|inherent defect"))


def finish(page: Page, base: str, number: str) -> None:
    """The first contact has the last word with the hospital; then the card closes."""
    sign_in(page, base, "agent")
    page.goto(f"{base}/console/tickets/{number}/")
    act(page, "follow_up")
    page.check('[data-panel="follow_up"] input[value=solved]', force=True)
    send(page, "follow_up")
    act(page, "close")
    send(page, "close")
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/tickets/{number}/")
    expect(page.locator(".step-done")).to_have_count(6)


def test_from_first_word_to_closing(page: Page, live_server, committed_cast: Cast) -> None:
    base = live_server.url
    ticket = report(page, base)
    assert (ticket.grade, ticket.first_contact.username) == (1, "agent")
    work(page, base, ticket.number)
    prove(page, base, ticket.number)
    finish(page, base, ticket.number)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.first_contact.username, ticket.handler.username) == ("closed", "agent", "agent2")
    assert ticket.verdicts.last().charge == "free"
    assert list(verify()) == []
