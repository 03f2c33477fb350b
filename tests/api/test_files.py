"""Files come with a report, an intake, a reply or a note, and leave as downloads that nobody runs."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from shouwen.apps.files.models import StoredFile
from shouwen.apps.tickets.models import Message, Ticket
from tests.api.parcels import send, written
from tests.api.programs import KEY, fault, program
from tests.cast import Cast

LOG = ("日志.txt", "打印服务 10:02 停止".encode())
REPORT = {"answer": "workstation", "text": "护士站打印机不出纸。", "shows_patient": True}
INTAKE = {"channel": "phone", "text": "电话报修。", "kind": "advice"}


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_with_a_report_and_back(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    made = send(ward, "tickets", KEY, written(REPORT, LOG, ("b.html", b"<script>alert(1)</script>")))
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    rows = ward.ask(f"tickets/{number}/files").json()["items"]
    assert [(row["label"], row["size"], row["media_type"], row["shows_patient"]) for row in rows] == [
        ("日志.txt", 25, "text/plain", True), ("b.html", 25, "text/plain", True)]  # fmt: skip
    answer = ward.ask(f"tickets/{number}/files/{rows[1]['id']}")
    assert (answer.status_code, read(answer)) == (200, b"<script>alert(1)</script>")
    told = {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")}
    assert told == {"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": "default-src 'none'; sandbox"}  # fmt: skip
    assert answer["Content-Disposition"].startswith("attachment;")
    story = ward.ask(f"tickets/{number}/story").json()["items"]
    assert [file["id"] for item in story for file in item["files"]] == [row["id"] for row in rows]


def test_with_an_intake_a_reply_and_a_note(cast: Cast) -> None:
    agent, ward = program(cast, "agent"), program(cast, "ward_a")
    assert send(agent, "tickets", f"{KEY}-in", written(INTAKE, LOG)).status_code == 201
    number = cast.report().number
    assert send(ward, f"tickets/{number}/replies", KEY, written({"text": "如图。"}, LOG)).status_code == 201
    assert send(agent, f"tickets/{number}/notes", KEY, written({"text": "内部。"}, LOG)).status_code == 201
    assert [len(who.ask(f"tickets/{number}/files").json()["items"]) for who in (ward, agent)] == [1, 2]


def test_whose_files(cast: Cast) -> None:
    """A file is found by its card and its reader alone: not a note's, not another's, not under another number."""
    agent, ward, other = (program(cast, name) for name in ("agent", "ward_a", "hospital_b"))
    number, elsewhere = cast.report().number, cast.report(by="hospital_b", key="b").number
    send(agent, f"tickets/{number}/notes", KEY, written({"text": "内部。"}, LOG))
    send(agent, f"tickets/{number}/replies", KEY + "2", written({"text": "如下。"}, LOG))
    note, reply = (row["id"] for row in agent.ask(f"tickets/{number}/files").json()["items"])
    assert ward.ask(f"tickets/{number}/files/{reply}").status_code == 200
    for who, card, file in (
        (ward, number, note),
        (other, number, reply),
        (other, elsewhere, reply),
        (agent, elsewhere, reply),
        (ward, number, "0" * 8),
        (ward, number, reply[:-1] + "g"),
    ):
        assert fault(who.ask(f"tickets/{card}/files/{file}")) == (404, "absent", None)
    assert fault(other.ask(f"tickets/{number}/files")) == (404, "absent", None)


def test_the_same_key_with_the_same_files(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    numbers = {send(ward, "tickets", KEY, written(REPORT, LOG)).json()["number"] for _ in range(2)}
    assert (len(numbers), StoredFile.objects.count()) == (1, 1)
    for other in (written(REPORT), written(REPORT, ("日志.txt", b"other")), written(REPORT, ("x.txt", LOG[1]))):
        assert fault(send(ward, "tickets", KEY, other)) == (409, "key_reused", None)
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("cut", [1, 5, 20, 40, 60, 90, 140])
def test_a_body_that_is_cut_off(cast: Cast, cut: int) -> None:
    """Fault 37: Django would leave the unfinished part out and say nothing. Nothing is kept."""
    whole = written(REPORT, LOG)
    answer = send(program(cast, "ward_a"), "tickets", KEY, whole[: len(whole) - cut - 3])
    assert (answer.status_code, Ticket.objects.count(), StoredFile.objects.count()) == (400, 0, 0)


def test_what_is_refused(cast: Cast, settings: LazySettings) -> None:
    ward, number = program(cast, "ward_a"), cast.report().number
    path = f"tickets/{number}/replies"
    said = {"text": "如图。"}
    wrong = [
        (written(said, ("a.exe", b"MZ\x00\x01")), (422, "file_kind", "uploads")),
        (written(said, ("a.txt", b"")), (422, "file_empty", "uploads")),
        (written(said, ("a.png", b"\x89PNG\r\n\x1a\nrubbish")), (422, "picture_broken", "uploads")),
        # Both orders: a good one does not carry a bad one in.
        (written(said, LOG, ("a.exe", b"MZ\x00\x01")), (422, "file_kind", "uploads")),
        (written(said, ("a.exe", b"MZ\x00\x01"), LOG), (422, "file_kind", "uploads")),
        (written(said, LOG, name="other"), (422, "field_unknown", "files")),
        (written({"text": "x", "more": 1}, LOG), (422, "field_unknown", "more")),
        (written(b'{"text": NaN}', LOG), (400, "json_unreadable", "text")),
        (written(b'{"text": "\xff"}', LOG), (400, "json_unreadable", None)),
        (b"", (422, "field_missing", None)),
        (b"rubbish", (400, "json_unreadable", None)),
        (written(said, *[LOG] * 21), (400, "json_unreadable", None)),
    ]
    for content, expected in wrong:
        assert fault(send(ward, path, KEY, content)) == expected
    settings.UPLOAD_LIMIT = 10
    assert fault(send(ward, path, KEY, written(said, LOG)))[1:] == ("file_too_large", "uploads")
    settings.API_UPLOAD_LIMIT = 30
    assert fault(send(ward, path, KEY, written(said, LOG))) == (413, "too_large", None)
    assert (Message.objects.filter(ticket__number=number).count(), StoredFile.objects.count()) == (1, 0)


def test_only_where_files_belong(cast: Cast) -> None:
    number, agent = cast.report().number, program(cast, "agent")
    assert fault(send(agent, f"tickets/{number}/handling", KEY, written({}, LOG)))[0] in {400, 415}
    assert fault(send(agent, f"tickets/{number}/chases", KEY, written({"words": ""}, LOG)))[0] in {400, 415}
