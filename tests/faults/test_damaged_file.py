"""Fault 36: a bit of a stored file turns round on the disk. It is not handed out, found by the scrub, and shown."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.files import jobs
from shouwen.apps.files.jobs import scrub
from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.ledger.queries import story
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at, signed_in
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db
ALARM = "Stored files are damaged on the disk"


@pytest.fixture
def files(cast: Cast, settings: LazySettings, tmp_path: Path) -> list[StoredFile]:
    settings.FILES_ROOT = tmp_path
    number = cast.report().number
    uploads = [SimpleUploadedFile(f"{name}.txt", f"日志 {name}".encode()) for name in "abc"]
    actions.reply(cast.actor("agent"), number, "见附件", uploads=uploads, at=at(1), submission="f-0123456789abcdef")
    return list(StoredFile.objects.order_by("label"))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def statuses(cast: Cast, files: list[StoredFile]) -> list[int]:
    ward, number = signed_in(cast, "ward_a"), Ticket.objects.get().number
    return [ward.get(f"/portal/tickets/{number}/files/{file.pk}/").status_code for file in files]


def alarmed(cast: Cast, name: str) -> bool:
    page = signed_in(cast, name).get("/console/me/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    return ALARM in page


def test_fault_36_a_flipped_bit(cast: Cast, files: list[StoredFile]) -> None:
    assert (scrub(at(2)), scrub(at(3)), alarmed(cast, "admin")) == (3, 0, False)
    flip(path_of(files[1].pk))
    assert statuses(cast, files) == [200, 409, 200]
    # The next night.
    assert scrub(at(2) + timedelta(days=1, minutes=1)) == 3
    assert check_world() == [f"file {files[1].pk}: other bytes"]
    assert [(e.code, e.data) for e in story("files", 1)] == [("file.damaged", {"file": files[1].pk.hex})]
    assert [alarmed(cast, name) for name in ("admin", "agent")] == [True, False]
    # Said once, however often it is found.
    scrub(at(2) + timedelta(days=2, minutes=2))
    assert len(story("files", 1)) == 1
    # Put back from a backup.
    flip(path_of(files[1].pk))
    scrub(at(2) + timedelta(days=3, minutes=3))
    assert [e.code for e in story("files", 1)] == ["file.damaged", "file.whole_again"]
    assert (statuses(cast, files), alarmed(cast, "admin"), check_world()) == ([200] * 3, False, [])


def test_fault_36_a_file_that_is_gone(cast: Cast, files: list[StoredFile]) -> None:
    path_of(files[0].pk).unlink()
    assert (scrub(at(2)), statuses(cast, files)) == (3, [404, 200, 200])
    assert [file.label for file in StoredFile.objects.filter(damaged_since=at(2))] == ["a.txt"]


def test_fault_36_the_scrub_goes_on_where_it_stopped(
    cast: Cast, files: list[StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    assert [scrub(at(2)) for _ in range(3)] == [2, 1, 0]
