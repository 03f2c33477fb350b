"""An empty house: from the printed link to an account."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shouwen.apps.people.models import User
from shouwen.config import first_run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_first_account(page: Page, live_server: LiveServer, settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    page.goto(f"{live_server.url}/setup/{first_run.issue_token()}/")
    page.fill("[name=name]", "周敏")
    page.fill("[name=username]", "zhoumin")
    page.fill("[name=password]", "lantern-over-9-bridges")
    page.fill("[name=again]", "lantern-over-9-bridge")
    page.click("[type=submit]")
    expect(page.locator(".field-error")).to_have_count(1)
    page.fill("[name=password]", "lantern-over-9-bridges")
    page.fill("[name=again]", "lantern-over-9-bridges")
    page.click("[type=submit]")
    page.wait_for_url("**/accounts/login/")
    assert User.objects.get().username == "zhoumin"
    page.fill("[name=login]", "zhoumin")
    page.fill("[name=password]", "lantern-over-9-bridges")
    page.click(".btn-primary")
    page.wait_for_url("**/console/**")
    expect(page.get_by_text("周敏").first).to_be_attached()
