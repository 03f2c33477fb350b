"""Fault 18: the database's disk is full at its n-th page. Fault 19: that of the files, or of what comes in, is.

Answered 507 or at the field, nothing kept, what was typed shown again; when there is room again all goes on.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from shouwen.apps.files.models import StoredFile
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast
from tests.faults.test_file_operations import BREAKS
from tests.faults.test_nth_statement import Failing
from tests.faults.world import check_world, half_written, picture

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "打印机不出纸，换纸无效。\n窗口排队。"
FORM = {"answer": "workstation", "text": TEXT, "submission": "k-0123456789abcdef"}
OWN_PAGE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def ward(cast: Cast) -> Client:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "zh"})
    client.force_login(cast.users["ward_a"])
    return client


def report(client: Client, **more: Any) -> HttpResponse:
    return client.post("/portal/report/", FORM | more, **OWN_PAGE)


def no_room(answer: HttpResponse) -> tuple[int, bool, bool, bool]:
    """Status, whether it says so, whether what was typed is shown, and whether the form may be sent again."""
    page = answer.content.decode()
    typed = TEXT.splitlines()[0] in page and FORM["submission"] in page
    return answer.status_code, "服务器空间已满" in page, typed, answer.has_header("Retry-After")


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """SQLite's own limit: so many pages more than there are."""
    with connection.cursor() as cursor:
        used = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {used + pages}")
        yield
        connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such limit; a small disk stands for it")
def test_the_database_has_no_room_for_its_nth_page(shared_cast: Cast) -> None:
    with connection.cursor() as cursor:
        # No page may be free, or it would be taken first.
        cursor.execute("VACUUM")
    client, outcomes, before = ward(shared_cast), [], picture()
    for pages in range(200):
        with room_for(pages):
            answer = report(client, text=TEXT + "排队。" * 1000)
        if answer.status_code == 302:
            break
        outcomes.append((no_room(answer), picture() == before, check_world()))
    assert outcomes == [((507, True, True, True), True, [])] * pages
    assert pages > 0
    assert (Ticket.objects.count(), check_world([FORM["submission"]])) == (1, [])


class DiskFull(psycopg.errors.DiskFull):
    """As PostgreSQL says it."""


def disk_full() -> Exception:
    error = OperationalError("could not extend file: No space left on device")
    error.__cause__ = DiskFull("could not extend file: No space left on device")
    return error


def test_the_nth_statement_finds_no_room(shared_cast: Cast) -> None:
    """What PostgreSQL says when its disk is full, at each statement of the act: no thanks, and nothing is there."""
    client, outcomes, before = ward(shared_cast), [], picture()
    for nth in range(1, 200):
        with connection.execute_wrapper(Failing(nth, False, disk_full)):
            answer = report(client)
        if answer.status_code == 302:
            break
        outcomes.append((no_room(answer), picture() == before))
    assert outcomes == [((507, True, True, True), True)] * (nth - 1)
    assert nth > 20
    assert (Ticket.objects.count(), check_world([FORM["submission"]])) == (1, [])


@pytest.mark.parametrize("operation", BREAKS)
def test_the_files_have_no_room(shared_cast: Cast, operation: str) -> None:
    """Said at the field; the text stands in the form, and can be sent without the file."""
    client, before = ward(shared_cast), picture()
    with pytest.MonkeyPatch.context() as patch:
        BREAKS[operation](patch, 1)
        answer = report(client, uploads=SimpleUploadedFile("日志.txt", b"10:02"))
    page = answer.content.decode()
    assert (answer.status_code, "文件未能保存" in page, TEXT.splitlines()[0] in page) == (422, True, True)
    assert (picture() == before, half_written(), check_world()) == (True, set(), [])
    assert report(client, uploads=SimpleUploadedFile("日志.txt", b"10:02")).status_code == 302
    assert (StoredFile.objects.count(), check_world([FORM["submission"]])) == (1, [])


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_comes_in_has_no_room(cast: Cast, settings: Any) -> None:
    """A large file is kept in the temporary directory while it comes in: the kernel refuses its second megabyte."""
    client, before = ward(cast), picture()
    large = SimpleUploadedFile("日志.txt", b"10:02 \n" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 6))
    with no_file_longer_than(2**20):
        answer = report(client, uploads=large)
    status, said, _typed, again = no_room(answer)
    assert (status, said, again, "还在上一页" in answer.content.decode()) == (507, True, True, True)
    assert (picture() == before, half_written(), check_world()) == (True, set(), [])
    large.seek(0)
    assert report(client, uploads=large).status_code == 302
    assert (StoredFile.objects.count(), check_world([FORM["submission"]])) == (1, [])
