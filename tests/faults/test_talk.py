"""Two browsers in one conversation on a real server: without a network, without an answer, with a server that dies.
No line is lost, none is doubled, and both see the same order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.faults.processes import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FIRST = ["打印机不出纸？", "您好，请讲。"]
SOON = 15_000


@dataclass
class Chat:
    house: House
    browser: Browser
    sessions: dict[str, str]

    @property
    def talk(self) -> str:
        return self.sessions["talk"]

    def open(self, who: str, door: str) -> Page:
        context = self.browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        context.add_cookies(
            [{"name": "session", "value": self.sessions[who], "url": f"http://127.0.0.1:{self.house.port}"}]
        )
        return self.enter(context, door)

    def enter(self, context: BrowserContext, door: str) -> Page:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{self.house.port}/{door}/conversations/{self.talk}/")
        return page

    def kept(self) -> list[str]:
        found: list[str] = self.house.ask("said", self.talk)
        return found


@pytest.fixture
def chat(house: House, chromium: Browser) -> Iterator[Chat]:
    assert os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] == "true"
    sessions = house.ask("talk")
    house.start()
    before = len(chromium.contexts)
    yield Chat(house, chromium, sessions)
    for context in chromium.contexts[before:]:
        context.close()


def say(page: Page, *words: str) -> None:
    for text in words:
        page.locator(".talk-composer textarea").fill(text)
        page.locator(".talk-composer textarea").press("Enter")


def shows(page: Page, words: list[str]) -> None:
    """Exactly these words in this order, and nothing that is still on its way."""
    expect(page.locator(".talk-words")).to_have_text(words, timeout=SOON)
    expect(page.locator(".talk-unsent")).to_have_count(0, timeout=SOON)


def stored(page: Page) -> int:
    found: int = page.evaluate("Object.keys(localStorage).length")
    return found


def test_both_sides_through_a_gap_in_the_network(chat: Chat) -> None:
    ward, agent = chat.open("ward_a", "portal"), chat.open("agent", "console")
    shows(ward, FIRST)
    say(ward, "一")
    shows(agent, [*FIRST, "一"])
    expect(agent.locator(".talk-there")).to_contain_text("对方在线", timeout=SOON)
    # The network goes; two lines are written, one is answered meanwhile.
    ward.context.set_offline(True)
    say(ward, "二", "三")
    expect(ward.locator(".talk-unsent")).to_have_count(2)
    expect(ward.locator(".talk-trouble")).to_contain_text("网络不通", timeout=SOON)
    assert stored(ward) == 2
    say(agent, "还在吗？")
    shows(agent, [*FIRST, "一", "还在吗？"])
    ward.context.set_offline(False)
    # The server's order, the same on both sides.
    words = [*FIRST, "一", "还在吗？", "二", "三"]
    shows(ward, words)
    shows(agent, words)
    expect(ward.locator(".talk-trouble")).to_be_hidden()
    assert (stored(ward), chat.kept()) == (0, words)
    ward.locator(".talk-composer textarea").press_sequentially("我再")
    expect(agent.locator(".talk-there")).to_contain_text("正在输入", timeout=SOON)


def test_a_line_whose_answer_was_lost_is_there_once(chat: Chat) -> None:
    ward = chat.open("ward_a", "portal")
    shows(ward, FIRST)
    lost = 0

    def lose(route: Route) -> None:
        """The server has it; the phone never hears so. Twice."""
        nonlocal lost
        if lost < 2:
            lost += 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    ward.route("**/lines/", lose)
    # Nor by another way.
    ward.route("**/presence/", lambda route: route.abort())
    say(ward, "一", "二")
    words = [*FIRST, "一", "二"]
    shows(ward, words)
    assert (lost, chat.kept(), stored(ward)) == (2, words, 0)


def test_the_server_dies_and_the_page_is_closed(chat: Chat) -> None:
    ward = chat.open("ward_a", "portal")
    shows(ward, FIRST)
    say(ward, "一")
    shows(ward, [*FIRST, "一"])
    chat.house.kill()
    say(ward, "二", "三")
    expect(ward.locator(".talk-unsent")).to_have_count(2)
    context = ward.context
    ward.close()
    chat.house.start()
    # Opened again: what was not sent goes out by itself.
    again = chat.enter(context, "portal")
    words = [*FIRST, "一", "二", "三"]
    shows(again, words)
    assert (chat.kept(), stored(again)) == (words, 0)
    faults = chat.house.ask("judge", given={"submissions": [], "acts": []})["faults"]
    assert faults == []


def test_another_person_in_the_same_browser_sends_nothing_of_it(chat: Chat) -> None:
    ward = chat.open("ward_a", "portal")
    shows(ward, FIRST)
    ward.context.set_offline(True)
    say(ward, "一")
    context = ward.context
    ward.close()
    context.set_offline(False)
    context.clear_cookies()
    address = f"http://127.0.0.1:{chat.house.port}"
    context.add_cookies([{"name": "session", "value": chat.sessions["agent"], "url": address}])
    page = chat.enter(context, "console")
    shows(page, FIRST)
    assert chat.kept() == FIRST
