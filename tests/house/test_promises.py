"""Promises of docs/asvs.csv that the source shows by itself."""

import re

from shouwen.config import settings
from tests.house import tree

STORAGE = re.compile(r"\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b")


def test_scripts_keep_nothing_in_the_browser() -> None:
    scripts = list((tree.PRODUCT / "ui" / "static" / "ui").rglob("*.js"))
    assert len(scripts) > 1
    found = {(tree.name_of(file), word) for file in scripts for word in STORAGE.findall(file.read_text("utf-8"))}
    # Lines of a conversation, until the server has them (docs/decisions/0023).
    assert found == {("shouwen/ui/static/ui/js/talk.js", "localStorage")}


def test_logs_go_nowhere_but_to_the_output() -> None:
    handlers = settings.LOGGING["handlers"]
    assert handlers == {"console": {"class": "logging.StreamHandler"}}
