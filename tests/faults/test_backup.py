"""Backup and restore as an operator runs them: processes of their own, also while the server works."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shouwen.config.keeping.archive import check
from tests.faults.desk import Desk, work
from tests.faults.processes import Client, House

pytestmark = pytest.mark.django_db
NOBODY: dict[str, list[str]] = {"submissions": [], "acts": []}
Houses = Callable[[], House]


def shouwen(house: House, *words: str) -> tuple[int, str]:
    done = house.run("shouwen.config.cli", *words)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def furnished(house: House) -> House:
    """A house with two cards, one with a file."""
    house.ask("prepare")
    assert house.ask("furnish") == 2
    return house


@pytest.fixture
def archive(furnished: House, tmp_path: Path) -> Path:
    path = tmp_path / "kept.tar"
    assert shouwen(furnished, "backup", str(path))[0] == 0
    return path


def contents(house: House, archive: Path) -> tuple[Any, ...]:
    """What a house holds, as a backup of it says."""
    assert shouwen(house, "backup", str(archive))[0] == 0
    manifest = check(archive)
    files = {name: member for name, member in manifest.members.items() if not name.startswith("database")}
    return files, manifest.migrations, manifest.root, manifest.events


def test_from_one_house_into_an_empty_one(furnished: House, archive: Path, houses: Houses, tmp_path: Path) -> None:
    other = houses()
    status, said = shouwen(other, "restore", str(archive))
    assert (status, said.splitlines()[-1]) == (0, "The ledger is whole.")
    assert contents(other, tmp_path / "again.tar") == contents(furnished, tmp_path / "first.tar")
    assert other.ask("judge", given=NOBODY) == {"faults": [], "states": {"accepted": 1, "working": 1}}
    assert shouwen(other, "deliveries")[1].startswith("Suspended since ")
    assert shouwen(other, "deliveries", "--resume") == (0, "")
    assert not (other.data / "half-restored").exists()


def test_data_that_is_there_is_not_replaced_unless_it_is_said(furnished: House, archive: Path) -> None:
    furnished.ask("furnish", "more")
    status, said = shouwen(furnished, "restore", str(archive))
    assert (status, "--replace-everything" in said) == (1, True)
    assert furnished.ask("judge", given=NOBODY)["states"] == {"accepted": 2, "working": 2}
    assert shouwen(furnished, "restore", str(archive), "--replace-everything")[0] == 0
    assert furnished.ask("judge", given=NOBODY) == {"faults": [], "states": {"accepted": 1, "working": 1}}


def test_a_damaged_archive_touches_nothing(furnished: House, archive: Path) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    status, said = shouwen(furnished, "restore", str(archive), "--replace-everything")
    assert (status, said.startswith(f"shouwen restore: {archive} is damaged: database.")) == (1, True)
    assert furnished.ask("judge", given=NOBODY) == {"faults": [], "states": {"accepted": 1, "working": 1}}
    assert not list(furnished.data.glob("re*"))


def test_not_while_a_server_runs(furnished: House, archive: Path) -> None:
    furnished.start()
    refusal = (1, f"shouwen restore: A server is running on {furnished.data}. Stop it first.\n")
    assert shouwen(furnished, "restore", str(archive), "--replace-everything") == refusal
    furnished.kill()
    assert shouwen(furnished, "restore", str(archive), "--replace-everything")[0] == 0


def test_bytes_that_were_damaged_or_gone_are_named_and_the_rest_is_kept(furnished: House, tmp_path: Path) -> None:
    """A backup that is not made because one old picture is broken would be the greater loss."""
    (path,) = furnished.data.glob("files/*/*")
    name, archive = path.relative_to(furnished.data).as_posix(), tmp_path / "kept.tar.gz"
    path.write_bytes(b"flipped")
    assert shouwen(furnished, "backup", str(archive))[0] == 1
    assert check(archive).faults == (f"{name}: damaged",)
    path.unlink()
    assert shouwen(furnished, "backup", str(archive))[0] == 1
    assert (check(archive).faults, name in check(archive).members) == ((f"{name}: missing",), False)
    assert shouwen(furnished, "backup", "--check", str(archive))[1].endswith(f": {name}: missing\n")


def test_a_backup_while_people_work(house: House, houses: Houses, tmp_path: Path) -> None:
    """Whoever was thanked before the backup began is in it, and it is of one instant."""
    sessions, desk, archive = house.ask("prepare"), Desk(), tmp_path / "kept.tar.gz"
    house.start()
    threads = work(house, sessions, 16, desk)
    while len(desk.submissions) < 4 and threads[0].is_alive():
        threads[0].join(0.02)
    thanked = desk.thanked()
    assert shouwen(house, "backup", str(archive))[0] == 0
    for thread in threads:
        thread.join()
    assert desk.odd == []
    other = houses()
    assert shouwen(other, "restore", str(archive))[0] == 0
    judged = other.ask("judge", given=thanked)
    assert (judged["faults"], judged["states"].get("closed", 0) < 16) == ([], True)


@pytest.mark.slow
def test_a_backup_that_is_killed_leaves_the_old_one(furnished: House, archive: Path) -> None:
    """Killed at its n-th file operation: the name holds the old archive, whole, until it holds the new one, whole."""
    furnished.ask("furnish", "more")
    before, found, nth, ended = check(archive).events, [], 0, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        nth += 1
        ended = furnished.run("tests.faults.dies", str(nth), "backup", str(archive)).returncode
        found.append(check(archive).events)
    assert (ended, found[0], found == sorted(found)) == (0, before, True)
    assert set(found) == {before, check(archive).events}
    assert found[-1] > before


def killed_restore(house: House, archive: Path, nth: int) -> bool:
    """Kill a restore at its n-th file operation; False when it passed. Whatever is left, the next one mends."""
    ended = house.run("tests.faults.dies", str(nth), "restore", str(archive), "--replace-everything").returncode
    assert ended in {-signal.SIGKILL, 0}
    broken_off = (house.data / "half-restored").exists()
    status, said = shouwen(house, "serve", "--empty", "--port", "0") if broken_off else (1, "was broken off")
    assert (status, "was broken off" in said) == (1, True)
    assert shouwen(house, "verify-ledger")[0] == int(broken_off)
    if broken_off:
        assert shouwen(house, "restore", str(archive), "--replace-everything")[0] == 0
    states = house.ask("judge", given=NOBODY)
    assert (states["faults"], sum(states["states"].values()) in {2, 4}) == ([], True)
    return ended != 0


@pytest.mark.parametrize("nth", [9, pytest.param(14, marks=pytest.mark.slow)])
def test_a_restore_that_is_killed_does_not_start(furnished: House, archive: Path, nth: int) -> None:
    furnished.ask("furnish", "more")
    assert killed_restore(furnished, archive, nth)


@pytest.mark.slow
def test_a_restore_killed_at_every_file_operation(furnished: House, archive: Path) -> None:
    nth = 1
    while killed_restore(furnished, archive, nth):
        nth += 1
    assert nth > 14


@pytest.mark.slow
def test_a_client_has_the_server_back_after_a_restore(furnished: House, archive: Path) -> None:
    assert shouwen(furnished, "restore", str(archive), "--replace-everything")[0] == 0
    sessions = furnished.ask("sessions")
    furnished.start()
    form = {"answer": "workstation", "text": "又坏了", "submission": "after-0123456789abcdef"}
    assert Client(furnished, sessions["ward_a"]).post("/portal/report/", **form)[0] == 302
    thanked = {"submissions": ["after-0123456789abcdef"], "acts": []}
    assert furnished.ask("judge", given=thanked)["faults"] == []
