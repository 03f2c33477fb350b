"""Fault 48: last night's backup is restored, and the letters of this morning are on the way already."""

from pathlib import Path

import pytest

from tests.schedulers.conftest import Desk, Inbox

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_fault_48_what_went_out_after_the_backup_is_not_sent_again(desk: Desk, inbox: Inbox, tmp_path: Path) -> None:
    """Nothing goes out until somebody says so; then what waited is dropped, and new letters go out."""
    archive = str(tmp_path / "night.tar")
    desk.step("fill", "4")
    desk.step("watch_at", "0")
    desk.run("shouwen.config.cli", "backup", archive)
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    morning = list(inbox.letters)
    assert len(morning) == len(set(morning)) > 4
    desk.run("shouwen.config.cli", "restore", archive, "--replace-everything")
    for _ in range(2):
        desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    told = desk.told()
    assert (inbox.letters, told["deliveries"], told["world"]) == (morning, {"pending": len(morning)}, [])
    assert desk.run("shouwen.config.cli", "deliveries").startswith("Suspended since ")
    desk.run("shouwen.config.cli", "deliveries", "--resume", "--drop-pending")
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    assert (inbox.letters, desk.told()["deliveries"]) == (morning, {"stale": len(morning)})
    desk.step("report_one")
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    told = desk.told()
    # Its first contact and the director are told.
    assert (len(inbox.letters), told["deliveries"]["sent"], told["world"]) == (len(morning) + 2, 2, [])
    assert len(set(inbox.letters)) == len(inbox.letters)
