"""Many cards at once in a real browser: chosen by key, handed over, taken back; and without a script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Batch, Offer
from tests.cast import Cast, assemble, at
from tests.journeys.test_one_path import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def four(transactional_db: None) -> Cast:
    cast = assemble()
    for number in range(4):
        actions.take(cast.actor("agent"), cast.report(key=f"n{number}").number, at=at(1))
    return cast


def test_by_keyboard(page: Page, live_server, four: Cast) -> None:
    sign_in(page, live_server.url, "agent")
    page.goto(f"{live_server.url}/console/?tab=all")
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(bar).to_be_visible()
    expect(page.locator("[data-bulk-count]")).to_contain_text("1")
    page.keyboard.press("x")
    expect(bar).to_be_hidden()
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-pick]:checked")).to_have_count(4)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_contain_text("3")
    page.click("button[name=act][value=offer]")
    page.select_option("select[name=receiver]", str(four.users["developer"].pk))
    page.fill("textarea[name=words]", "要看代码")
    page.click(".panel button[type=submit]")
    expect(page.locator(".batch-yes")).to_have_count(3)
    page.dblclick(".batch-send button[type=submit]")
    page.wait_for_url("**/console/batches/*/")
    # The second click may have met whatever stands there on the next page.
    page.goto(f"{live_server.url}/console/batches/{Batch.objects.get().pk}/")
    expect(page.locator(".batch-yes")).to_have_count(3)
    assert Offer.objects.filter(answer="open").count() == 3
    page.click("form[action$='/undo/'] button")
    expect(page.locator(".batch-yes")).to_have_count(0)
    assert Offer.objects.filter(answer="withdrawn").count() == 3


def test_without_a_script(chromium: Browser, live_server, four: Cast) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, "agent")
    page.goto(f"{live_server.url}/console/?tab=all")
    page.click("details.filter > summary")
    page.select_option("select[name=grade]", "4")
    page.click(".filter-sheet button[type=submit]")
    expect(page.locator(".chip-on")).to_have_count(1)
    page.locator("[data-pick]").first.check()
    page.click("button[name=act][value=chase]")
    page.click(".batch-send button[type=submit]")
    expect(page.locator(".batch-yes")).to_have_count(1)
    context.close()
