"""Fault 18, with real processes: the disk under the database fills up while people report.

SQLite: the kernel lets no file of the server grow. PostgreSQL: its tables lie on a disk of a few megabytes.
Nobody is thanked for what is not kept; when there is room again all goes on, without a restart.
"""

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import needs_postgresql, running
from tests.faults.desk import number_in
from tests.faults.processes import Client, House

pytestmark = pytest.mark.slow
NAME, SIZE = "house", "64m"


class Reporter:
    """Sends one form after the other, and keeps what it was thanked for."""

    def __init__(self, house: House, session: str) -> None:
        self.client, self.count = Client(house, session), 0
        self.thanked: list[str] = []

    def report(self) -> int:
        self.count += 1
        key = f"s{self.count}-0123456789abcdef"
        form = {"answer": "workstation", "text": "打印机不出纸。" + "排队。" * 1500, "submission": key}
        status, location, _unsure = self.client.post("/portal/report/", **form)
        if status == 302:
            assert number_in(status, location).startswith("SW-")
            self.thanked.append(key)
        return status

    def until_refused(self, tries: int = 500) -> int:
        return next((status for _ in range(tries) if (status := self.report()) != 302), 302)


def check(house: House, reporter: Reporter, refused: list[int], expected: set[int]) -> None:
    judged = house.ask("judge", given={"submissions": reporter.thanked, "acts": []})
    print(f"{len(reporter.thanked)} thanked, then {refused}, then thanked again; faults {judged['faults']}")  # noqa: T201
    assert (judged["faults"], judged["states"]) == ([], {"accepted": len(reporter.thanked)})
    assert set(refused) <= expected
    assert [line for line in house.said if "Traceback" in line] == []


def test_no_file_may_grow(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    sessions = house.ask("prepare")
    house.start()
    try:
        assert house.server is not None
        reporter = Reporter(house, sessions["ward_a"])
        assert reporter.report() == 302
        longest = max(path.stat().st_size for path in house.data.glob("*.sqlite3*"))
        resource.prlimit(house.server.pid, resource.RLIMIT_FSIZE, (longest, resource.RLIM_INFINITY))
        refused = [reporter.until_refused(), *(reporter.report() for _ in range(5))]
        page = house.get("/console/?tab=all", sessions["agent"])
        resource.prlimit(house.server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert (page[0], [reporter.report() for _ in range(3)]) == (200, [302] * 3)
        check(house, reporter, [status for status in refused if status != 302], {503, 507})
    finally:
        house.stop()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    place = Path("/mnt") / f"shouwen-{os.getpid()}"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], check=False)
    try:
        if mounted.returncode:
            pytest.skip("no small disk can be mounted here")
        yield place
    finally:
        subprocess.run(["umount", place], check=False)
        place.rmdir()


@needs_postgresql
def test_the_tables_disk_is_full(small_disk: Path, tmp_path: Path) -> None:
    with running() as cluster:
        tables = small_disk / "tables"
        tables.mkdir()
        subprocess.run(["chown", "postgres:postgres", tables], check=True)
        cluster.say("postgres", f"CREATE TABLESPACE small LOCATION '{tables}'")
        cluster.say("postgres", f"CREATE DATABASE {NAME} TABLESPACE small")
        house = House(tmp_path / "data", cluster.url(NAME))
        sessions = house.ask("prepare")
        house.start()
        try:
            reporter, filler = Reporter(house, sessions["ward_a"]), small_disk / "filler"
            assert reporter.report() == 302
            with filler.open("wb") as full:
                left = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
                full.write(bytes(left - 64 * 1024))
            refused = [reporter.until_refused(), *(reporter.report() for _ in range(5))]
            page = house.get("/console/?tab=all", sessions["agent"])
            filler.unlink()
            assert (page[0], [reporter.report() for _ in range(3)]) == (200, [302] * 3)
            check(house, reporter, [status for status in refused if status != 302], {507})
        finally:
            house.stop()
