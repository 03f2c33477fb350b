"""What every test has in common."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cast import Cast, assemble

USES_DATABASE = {"db", "transactional_db", "live_server", "admin_client"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that bin/test can run just that on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or USES_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SHOUWEN_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: set SHOUWEN_CHROMIUM"
    # Playwright's loop runs in this thread; Django would refuse its own database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
