"""Every page as it is met: fit for a screen reader, no wider than a phone, and of use without a script."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from shouwen.apps.tickets.models import Ticket
from tests.cast import assemble
from tests.doors.test_matrix import TABLE, every_address, targets
from tests.journeys.test_one_path import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = f"""axe.run(document, {{runOnly: {RULES}, resultTypes: ["violations"]}}).then((found) => found.violations
  .filter((fault) => ["serious", "critical"].includes(fault.impact))
  .map((fault) => `${{fault.id}}: ${{fault.nodes[0].target.join(" ")}}`))"""
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
# Who is asked first; each page is seen by the first of them to whom it opens.
READERS = ("manager", "admin", "agent", "pm", "hospital_a", "ward_a")


def pages(known: dict[str, str]) -> dict[str, list[str]]:
    """Every address that opens on GET, by the account that reads it."""
    opens = defaultdict(set)
    for row in TABLE.read_text().splitlines():
        name, method, who, own, *_others = row.split("\t")
        if (method, own) == ("GET", "200"):
            opens[name].add(who)
    found = defaultdict(list)
    for name, needs in every_address().items():
        reader = next((who for who in READERS if who in opens[name]), None)
        if reader and name.startswith(("console:", "portal:")):
            found[reader].append(reverse(name, kwargs={need: known[need] for need in needs}))
    return found


def faults(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE.read_text())
    return page.evaluate(ASK) + ([f"{wide} px too wide"] if wide > 0 else [])


def test_no_page_has_a_serious_fault(chromium: Browser, live_server: LiveServer) -> None:
    known = targets(assemble())["own"]
    found: dict[str, Any] = {}
    seen = 0
    for who, addresses in pages(known).items():
        context = chromium.new_context(locale="zh-CN", viewport=NARROW, bypass_csp=True)
        page = context.new_page()
        sign_in(page, live_server.url, who)
        for address in addresses:
            if "html" not in page.request.get(live_server.url + address).headers.get("content-type", ""):
                continue
            for size in (NARROW, WIDE):
                page.set_viewport_size(size)
                page.goto(live_server.url + address)
                found |= {f"{who} {size['width']} {address}": each for each in [faults(page)] if each}
            seen += 1
        context.close()
    assert seen > 70
    assert not found, "\n".join(f"{where}: {each}" for where, each in found.items())


def test_a_card_lives_without_a_script(chromium: Browser, live_server: LiveServer) -> None:
    cast = assemble()
    type(cast.hospital).objects.update(account_manager=cast.users["agent"])
    context = chromium.new_context(locale="zh-CN", viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    base = live_server.url
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/report/")
    page.fill("textarea[name=text]", "打印机不出纸")
    page.check("input[name=answer][value=workstation]", force=True)
    page.click(".report-send button")
    page.wait_for_url(re.compile(r"/portal/tickets/SW-"))
    number = Ticket.objects.get().number
    card = f"{base}/console/tickets/{number}/"
    sign_in(page, base, "agent")
    page.goto(card)
    page.click('form[action$="/handling/"] button')
    for act, typed in {
        "reply": {"text": "正在看。"},
        "resolve": {"cause": "third_party", "finding": "驱动被替换。", "remedy": "重装驱动。"},
        "follow_up": {"result": "solved", "words": "好了。"},
        "close": {},
    }.items():
        page.goto(f"{card}?act={act}")
        panel = page.locator(f'[data-panel="{act}"]')
        for name, value in typed.items():
            field = panel.locator(f"[name={name}]").first
            if name == "cause":
                field.select_option(value)
            elif name == "result":
                panel.locator(f"input[value={value}]").check(force=True)
            else:
                field.fill(value)
        panel.locator("button[type=submit]").click()
        page.wait_for_url(re.compile(re.escape(number)))
    sign_in(page, base, "ward_a")
    page.goto(f"{base}/portal/tickets/{number}/")
    page.check("input[value='5']", force=True)
    page.click(".rating-panel button[type=submit]")
    expect(page.locator(".faces")).to_have_count(0)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome) == ("closed", "solved")
    context.close()
