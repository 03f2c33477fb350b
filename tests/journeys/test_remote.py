"""Remote service from the engineer's question to the hospital's confirmation, the hospital on a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shouwen.apps.remote.models import Authorisation, RemoteSession
from tests.cast import assemble
from tests.journeys.test_one_path import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUBMIT = "main form button[type=submit]"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def test_asked_granted_worked_and_confirmed(page: Page, live_server: LiveServer) -> None:
    base, card = live_server.url, assemble().report(answer="whole_hospital").number
    sign_in(page, base, "agent")
    page.set_viewport_size(DESK)
    page.goto(f"{base}/console/tickets/{card}/")
    page.click(f'a[href="/console/tickets/{card}/remote/"]')
    page.click(f'a[href="/console/tickets/{card}/remote/new/"]')
    page.fill("[name=why]", "结算慢，查看执行计划。")
    page.fill("[name=systems]", "收费库")
    page.click(SUBMIT)
    page.wait_for_url(f"**/console/tickets/{card}/remote/")
    asked = Authorisation.objects.get()
    expect(page.locator(".mark-sent")).to_have_count(1)

    sign_in(page, base, "hospital_a")
    page.set_viewport_size(PHONE)
    page.goto(f"{base}/portal/remote/")
    page.click(f'a.quote-waits[href="/portal/tickets/{card}/remote/"]')
    page.check("[name=backup][value=not_needed]", force=True)
    page.click(f'form[action$="{asked.number}/grant/"] button')
    # Nothing that was typed is lost, and it is said what is missing.
    expect(page.locator("[name=signed_name]")).to_have_value("甲主任")
    page.fill("[name=backup_words]", "只看数据")
    page.click(f'form[action$="{asked.number}/grant/"] button')
    expect(page.locator(".mark-confirmed")).to_have_count(1)

    sign_in(page, base, "agent")
    page.set_viewport_size(DESK)
    page.goto(f"{base}/console/remote/{asked.number}/sessions/new/")
    page.fill("[name=session_id]", "Abc@12345")
    page.click(SUBMIT)
    expect(page.locator(".field-error, [role=alert]").first).to_be_visible()
    assert RemoteSession.objects.count() == 0
    page.fill("[name=session_id]", "123 456 789")
    page.click(SUBMIT)
    page.wait_for_url(f"**/console/tickets/{card}/remote/")
    expect(page.locator("main")).to_contain_text("***789")
    session = RemoteSession.objects.get()
    page.click(f'a[href="/console/remote-sessions/{session.number}/end/"]')
    page.fill("[name=changed]", "未作改动，已看执行计划。")
    page.check("[name=solved][value=yes]", force=True)
    page.click(SUBMIT)
    page.wait_for_url(f"**/console/tickets/{card}/remote/")

    sign_in(page, base, "hospital_a")
    page.set_viewport_size(PHONE)
    page.goto(f"{base}/portal/remote/?stage=waiting")
    page.click(f'a:text("{session.number}")')
    expect(page.locator("main")).to_contain_text("未作改动，已看执行计划。")
    page.click(f'form[action$="{session.number}/confirmation/"] button')
    expect(page.locator(".bi-check2-all")).to_have_count(1)
    session.refresh_from_db()
    assert (session.stage, session.signed_name, session.masked_id) == ("confirmed", "甲主任", "***789")
    page.goto(f"{base}/portal/tickets/{card}/")
    expect(page.locator("[data-part=talk]")).to_contain_text(session.number)
