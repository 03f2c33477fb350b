"""What every command that touches data does first."""

import os

import django
from django.conf import settings
from django.core.management import call_command

from shouwen.config.keeping.marker import refuse_half_restored


def start(*, half_restored: bool = False) -> None:
    """Read the settings, load the apps, and see that there is a place for the data, and that it is whole."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
    django.setup()
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not half_restored:
        refuse_half_restored(settings.DATA)


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
