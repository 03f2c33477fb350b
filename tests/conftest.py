"""What every test has in common."""

import pytest

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
