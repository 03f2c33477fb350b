"""What the measurements of the whole server share. Django starts with the package: its models are imported at once."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.rig.settings")
django.setup()
