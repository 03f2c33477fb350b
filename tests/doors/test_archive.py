"""The archived record as a page and as a PDF: frozen, complete, and nothing in it runs or is fetched."""

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at

HOSTILE = '#read("/etc/passwd") $x$ *粗* <script>alert(1)</script> @ref \\ #image("https://evil.example/a.png")'


@pytest.fixture
def archived(cast: Cast) -> Ticket:
    ticket = cast.resolved()
    pm = cast.actor("pm")
    actions.note(cast.actor("agent"), ticket.number, "内部备注一条", at=at(31), submission="note-0123456789abcdef")
    actions.reply(cast.actor("ward_a"), ticket.number, HOSTILE, at=at(32), submission="host-0123456789abcdef")
    actions.follow_up(pm, ticket.number, "solved", "院方确认", "phone", at=at(40))
    actions.close(pm, ticket.number, at=at(50))
    actions.rate(cast.actor("ward_a"), ticket.number, "5", "很快", at=at(60))
    assert actions.archive(ticket.pk, at=at(50 + 7 * 24 * 60))
    return ticket


def visitor(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_the_page_shows_staff_the_notes_and_the_hospital_none(cast: Cast, archived: Ticket) -> None:
    inside = visitor(cast, "agent").get(f"/console/tickets/{archived.number}/archive/").content.decode()
    outside = visitor(cast, "ward_a").get(f"/portal/tickets/{archived.number}/archive/").content.decode()
    for page in (inside, outside):
        assert "BA-20260303-0001" in page
        assert "重装驱动。" in page
        assert "<script>alert" not in page
    assert ("内部备注一条" in inside, "内部备注一条" in outside) == (True, False)


def test_the_pdf_is_a_pdf_with_the_chinese_words_in_an_embedded_font(
    cast: Cast, archived: Ticket, tmp_path: Path
) -> None:
    answer = visitor(cast, "ward_a").get(f"/portal/tickets/{archived.number}/archive.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "BA-20260303-0001.pdf" in answer["Content-Disposition"]
    content = answer.content
    assert content.startswith(b"%PDF-")
    assert b"FontFile" in content or re.search(rb"/ObjStm", content)
    file = tmp_path / "record.pdf"
    file.write_bytes(content)
    try:
        text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("pdftotext is not here: the words inside the PDF were not read")
    flat = re.sub(r"\s+", "", text)
    assert "护士站打印机不出纸" in flat
    assert "内部备注一条" not in flat
    assert "root:" not in text
    assert '#read("/etc/passwd")' in flat.replace("“", '"').replace("”", '"')


def test_a_card_that_is_not_archived_has_no_record(cast: Cast) -> None:
    number = cast.report().number
    client = visitor(cast, "agent")
    assert client.get(f"/console/tickets/{number}/archive/").status_code == 404
    assert client.get(f"/console/tickets/{number}/archive.pdf").status_code == 404
