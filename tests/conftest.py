"""What every test has in common."""

import os
import shutil
import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from tests import migrated
from tests.cast import Cast, assemble

USES_DATABASE = {"db", "transactional_db", "live_server", "admin_client"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that bin/test can run just that on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or USES_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of the tests begins as a copy of one that was migrated before."""
    if connection.vendor == "sqlite":
        connection.prepare_database = begin_as_copy  # type: ignore[method-assign]  # asked before anything is migrated
    else:
        given = connection.settings_dict
        server = f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT'] or 5432}"
        given["TEST"]["TEMPLATE"] = migrated.template(server)


def begin_as_copy() -> None:
    if connection.introspection.table_names():
        return
    source = sqlite3.connect(migrated.file())
    source.backup(connection.connection)
    source.close()


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
