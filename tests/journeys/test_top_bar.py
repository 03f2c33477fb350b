"""The bar at the top of a phone: the way back is read whole, and a title is not squeezed by what can be done."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.apps import books
from tests.cast import assemble
from tests.journeys.test_one_path import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CUT = "found => found.getBoundingClientRect().right - found.parentElement.getBoundingClientRect().right"
WIDTH = "found => found.getBoundingClientRect().width"


def test_the_way_back_and_the_title_have_room(chromium: Browser, live_server: LiveServer) -> None:
    cast = assemble()
    quote = books.sent(cast)
    context = chromium.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, live_server.url, "pm")
    page.goto(f"{live_server.url}/console/tickets/{quote.ticket.number}/money/")
    assert page.locator(".top-title a").evaluate(CUT) < 1
    assert page.locator(".top-title a").inner_text().strip() == quote.ticket.number
    # The search is a glass until somebody touches it.
    box = page.locator(".top .search-box")
    closed = box.evaluate(WIDTH)
    page.locator(".top .search-box input").focus()
    assert (closed, box.evaluate(WIDTH) >= 160) == (40, True)
    page.goto(f"{live_server.url}/console/quotes/{quote.number}/")
    row = page.locator(".title-row").evaluate(WIDTH)
    assert page.locator(".title-row > div:first-child").evaluate(WIDTH) == row
    context.close()
