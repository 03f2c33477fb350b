"""Hospitals, campuses, departments, contacts, and the people who stand for them."""

import os

# The table of phrases takes 45 MB of every process; the names of places that need one stand in `initials`.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
