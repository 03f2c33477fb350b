"""What every command that touches data does first."""

import os
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from shouwen.config.keeping.marker import refuse_half_restored


def start(*, half_restored: bool = False) -> None:
    """Read the settings, load the apps, and see that there is a place for the data, and that it is whole."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
    django.setup()
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not half_restored:
        refuse_half_restored(settings.DATA)


def has_database() -> bool:
    """Is there a database of ours, with its tables?"""
    tables = connection.introspection.table_names() if _database_file_is_there() else []
    return "ledger_event" in tables


def _database_file_is_there() -> bool:
    """SQLite would make the file by being asked."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or "memory" in name or Path(name).exists()


def migrate() -> None:
    """Bring the database up to this version; killed anywhere, it is simply run again."""
    import_module("shouwen.config.migrating").install()
    call_command("migrate", interactive=False, verbosity=0)
