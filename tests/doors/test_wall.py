"""The screen on the wall: what it counts, for whom, and that it says when it is old."""

import re

import pytest
import time_machine
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from shouwen.apps.calls import actions as calls
from shouwen.apps.complaints import actions as complaints
from shouwen.apps.paging.jobs import call
from shouwen.apps.tickets import actions
from shouwen.policy.roles import SYSTEM
from tests.cast import Cast, assemble, at, signed_in
from tests.journeys.test_one_path import sign_in

WALL = "/console/wall/"


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """At minute 50: one of grade 1 is late, one of grade 4 is due in 10 minutes, one was answered; a call in, a call
    lost."""
    grave = cast.report(by="hospital_a", answer="whole_hospital", key="grave", minutes=1)
    call(at(4))
    cast.report(key="soon")
    answered = cast.report(key="mine", minutes=2)
    actions.take(cast.actor("agent"), answered.number, at=at(3))
    actions.reply(cast.actor("agent"), answered.number, "您好", at=at(5), submission="wall-reply-0123456789")
    for name, step, minutes in (("a", "offered", 1), ("a", "answered", 1.25), ("a", "ended", 3), ("b", "offered", 9),
                                ("b", "ended", 10)):  # fmt: skip
        calls.take_event(SYSTEM, calls.Heard(f"ev-{name}-{step}", name, step, at(minutes)), at=at(30))
    said = complaints.Filing(kind="attitude", text="态度差。", card=grave.number)
    complaints.file(cast.actor("hospital_a"), said, at=at(6), submission="wall-complaint-0123456789")
    return cast


def wall(cast: Cast, who: str, asked: str = "") -> str:
    with time_machine.travel(at(50), tick=False):
        answer = signed_in(cast, who).get(WALL + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def figures(page: str) -> list[str]:
    """Every big figure, in the order of the page."""
    found = re.findall(r'class="wall-figure[^"]*"[^>]*>(.*?)</(?:a|span)>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>|\s", "", each) for each in found]


@pytest.mark.django_db
def test_what_it_counts(desk: Cast) -> None:
    page = wall(desk, "manager")
    # Open, by grade 1 to 5; the oldest without a word; late, soon, calls out, talks; answered, in 20 s, mean wait.
    assert figures(page) == [*"310020", "50分", "1", "1", "1", "0", "50%", "50%", "15秒"]
    assert "示例一院" in page
    assert re.findall(r"<dd>([^<]*-name)", page) == ["agent-name"]


@pytest.mark.django_db
def test_nobody_who_called_and_nothing_that_he_said_stands_there(desk: Cast) -> None:
    page = wall(desk, "agent", "?complaints=1")
    assert [words for words in ("打印机", "护士", "丙", "甲主任", "ward_a") if words in page] == []


@pytest.mark.django_db
def test_complaints_stand_there_only_when_asked_for_by_one_who_leads_and_is_not_meant(desk: Cast) -> None:
    shown = {
        (who, asked): len(figures(wall(desk, who, asked)))
        for who in ("manager", "auditor", "agent")
        for asked in ("", "?complaints=1")
    }
    assert shown == {
        ("manager", ""): 14, ("manager", "?complaints=1"): 15,
        ("auditor", ""): 14, ("auditor", "?complaints=1"): 15,
        ("agent", ""): 14, ("agent", "?complaints=1"): 14,
    }  # fmt: skip
    assert figures(wall(desk, "manager", "?complaints=1"))[-1] == "1"
    said = complaints.Filing(kind="attitude", text="manager-name 不回电话。", people=(desk.users["manager"].pk,))
    complaints.file(desk.actor("hospital_a"), said, at=at(7), submission="wall-other-0123456789")
    assert figures(wall(desk, "manager", "?complaints=1"))[-1] == "1"
    assert figures(wall(desk, "auditor", "?complaints=1"))[-1] == "2"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_fits_the_screen_and_says_when_the_network_is_gone(chromium: Browser, live_server: LiveServer) -> None:
    assemble()
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    sign_in(page, live_server.url, "manager")
    page.goto(live_server.url + WALL)
    sign = page.locator("[data-stale]")
    expect(sign).to_be_hidden()
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        1920,
        1080,
    ]
    context.set_offline(True)
    expect(sign).to_contain_text("网络已断开")
    context.set_offline(False)
    expect(sign).to_be_hidden()
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_asks_by_itself_and_says_when_no_answer_comes(chromium: Browser, live_server: LiveServer) -> None:
    cast = assemble()
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.clock.install()
    sign_in(page, live_server.url, "manager")
    page.goto(live_server.url + WALL)
    expect(page.locator(".wall-open .wall-figure").first).to_have_text("0")
    cast.report()
    page.clock.run_for(32_000)
    expect(page.locator(".wall-open .wall-figure").first).to_have_text("1")
    page.route(f"**{WALL}*", lambda route: route.abort())
    page.clock.run_for(80_000)
    expect(page.locator("[data-stale]")).to_contain_text("数据已过时")
    context.close()
