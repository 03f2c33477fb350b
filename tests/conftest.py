"""What every test has in common."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate
from playwright.sync_api import Browser, sync_playwright

from tests import migrated
from tests.cast import Cast, assemble

# Of the code, not of a test.
KEPT = {"django_content_type", "auth_permission"}
# These ask the doors; what they ask of the database, `both` and the acts below them ask on PostgreSQL too.
DOORS = {"api", "doors", "input", "journeys"}
USES_DATABASE = {"db", "transactional_db", "live_server", "admin_client"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that bin/test can run just that on PostgreSQL, and what needs it there once."""
    for item in items:
        if item.path.parent.name in DOORS and not item.get_closest_marker("both"):
            item.add_marker("once")
        if item.get_closest_marker("django_db") or USES_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of the tests begins as a copy of one that was migrated before, and is emptied by our own hand."""
    connection.ops.sql_flush = empty_what_is_full  # type: ignore[method-assign]
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
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


def empty_what_is_full(_style: object, tables: Sequence[str], **_wishes: object) -> list[str]:
    """Statements after a test that commits: truncating every table of a PostgreSQL would take seconds each time.

    They are carried out in one transaction, at whose end the constraints are checked.
    """
    names = [connection.ops.quote_name(each) for each in sorted(set(tables) - KEPT)]
    asked = " UNION ALL ".join(f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {each})" for n, each in enumerate(names))
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {names[n]}" for (n,) in cursor.fetchall()]


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
