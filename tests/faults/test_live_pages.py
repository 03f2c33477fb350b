"""Two windows on a real server: what one person does shows in the other's window, and nothing typed there is lost."""

import os

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.faults.processes import Client, House
from tests.faults.test_streams import report

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def served(house: House, chromium: Browser) -> tuple[House, dict[str, str], Browser]:
    assert os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] == "true"
    sessions = house.ask("prepare")
    house.start()
    return house, sessions, chromium


def window(browser: Browser, house: House, session: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_cookies([{"name": "session", "value": session, "url": f"http://127.0.0.1:{house.port}"}])
    return context


def test_a_card_changes_under_the_readers_eyes(served: tuple[House, dict[str, str], Browser]) -> None:
    house, sessions, browser = served
    first = report(house, sessions["ward_a"], "first")
    page = window(browser, house, sessions["agent"]).new_page()
    page.goto(f"http://127.0.0.1:{house.port}/console/?tab=all")
    page.locator(f"[data-row='{first}']").click()
    page.locator("#composer textarea").first.fill("正在写的半句话")
    # The hospital answers while the agent writes.
    said = {"text": "现在好了一点", "submission": "answer-0123456789abcdef"}
    Client(house, sessions["ward_a"]).post(f"/portal/tickets/{first}/replies/", **said)
    expect(page.locator("#card .ticket-story")).to_contain_text("现在好了一点", timeout=8000)
    expect(page.locator("#composer textarea").first).to_have_value("正在写的半句话")
    # A new card waits behind a button and does not move the list.
    second = report(house, sessions["ward_a"], "second")
    expect(page.locator("[data-new-rows]")).to_be_visible(timeout=8000)
    expect(page.locator(f"[data-row='{second}']")).to_have_count(0)
    page.locator("[data-new-rows]").click()
    expect(page.locator(f"[data-row='{second}']")).to_have_count(1)


def test_the_hospital_sees_progress_come(served: tuple[House, dict[str, str], Browser]) -> None:
    house, sessions, browser = served
    number = report(house, sessions["ward_a"], "first")
    page = window(browser, house, sessions["ward_a"]).new_page()
    page.goto(f"http://127.0.0.1:{house.port}/portal/tickets/{number}/")
    agent = Client(house, sessions["agent"])
    agent.post(f"/console/tickets/{number}/handling/")
    said = {"text": "马上过来看", "submission": "reply-0123456789abcdef"}
    agent.post(f"/console/tickets/{number}/replies/", **said)
    expect(page.locator("main")).to_contain_text("马上过来看", timeout=8000)
