"""A call taken with the keyboard alone: found, classified, its deadlines seen, saved."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shouwen.apps.customers.models import Contact
from shouwen.apps.tickets.models import Ticket
from tests.cast import PASSWORD, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_call_without_the_mouse(page: Page, live_server: LiveServer) -> None:
    cast = assemble()
    Contact.objects.filter(name="丙护士").update(phone="0571-88001234")
    page.goto(f"{live_server.url}/console/")
    page.fill("[name=login]", "agent")
    page.fill("[name=password]", PASSWORD)
    page.click(".btn-primary")
    page.wait_for_url("**/console/**")
    page.keyboard.press("n")
    page.wait_for_url("**/console/new/")
    page.keyboard.type("057188001234")
    expect(page.locator("#intake-callers input:checked")).to_have_count(1)
    expect(page.locator("#id_hospital")).to_have_value(str(cast.hospital.pk))
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.type("打印机不出纸")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for key in "1132":
        page.keyboard.press(key)
    # Known before it is saved: the grade, both deadlines, who pays.
    expect(page.locator(".intake-forecast .grade-3")).to_have_count(1)
    expect(page.locator(".intake-forecast .due")).to_have_count(2)
    expect(page.locator(".intake-forecast .mark-pays")).to_have_count(1)
    assert Ticket.objects.count() == 0
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/console/tickets/**")
    ticket = Ticket.objects.get()
    assert (ticket.grade, ticket.module, ticket.department) == (3, cast.module, cast.ward)
    assert (ticket.kind, ticket.impact, ticket.urgency) == ("incident", "department", "limited")
