"""What every command that touches data does first."""

import os

import django
from django.conf import settings
from django.core.management import call_command


def start() -> None:
    """Read the settings, load the apps, and see that there is a place for the data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
    django.setup()
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
