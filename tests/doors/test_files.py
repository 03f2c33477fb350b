"""Untrusted bytes: what is taken in, under which name, and how it is handed out again."""

import io
import struct
import zlib

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shouwen.apps.files.actions import label_of, store
from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


def upload(content: bytes, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bomb() -> bytes:
    """A PNG that says it has 100,000 × 100,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_picture_is_drawn_anew_and_loses_its_metadata(cast: Cast) -> None:
    exif = Image.Exif()
    exif[0x010E] = "GPS-CANARY"
    kept = store(cast.actor("ward_a"), upload(picture("JPEG", exif=exif), "现场.jpg"), at=at(0))
    content = path_of(kept.pk).read_bytes()
    assert b"GPS-CANARY" not in content
    assert (kept.is_picture, kept.media_type, kept.width, kept.height, kept.label) == (
        True, "image/jpeg", 40, 30, "现场.jpg",
    )  # fmt: skip
    assert kept.size == len(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "file_kind"),
        (b"\x7fELF\x02\x01\x01\x00", "file_kind"),
        (b"\x89PNG\r\n\x1a\n broken", "picture_broken"),
        (bomb(), "picture_too_large"),
    ],
)
def test_what_is_not_taken(cast: Cast, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        store(cast.actor("ward_a"), upload(content), at=at(0))
    assert (caught.value.code, caught.value.facts["field"]) == (code, "uploads")
    assert StoredFile.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(cast: Cast, settings) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(Refused) as caught:
        store(cast.actor("ward_a"), upload(b"eleven bytes", "a.txt"), at=at(0))
    assert caught.value.code == "file_too_large"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\截图.png", "截图.png"),
        ("\u200b.htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("\x00\x1f", "file"),
        ("...", "file"),
        ("13800138000.png", "138****8000.png"),
        ("名" * 300 + ".xlsx", "名" * 110 + "….xlsx"),
    ],
)
def test_the_senders_name_is_only_a_label(name: str, label: str) -> None:
    assert label_of(name) == label


def test_svg_and_html_are_only_ever_downloads(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    number = cast.report().number
    for name, content in (("x.svg", SVG), ("x.html", b"<script>alert(1)</script>")):
        answer = client.post(f"/portal/tickets/{number}/replies/", {"text": name, "uploads": upload(content, name)})
        assert answer.status_code == 302
    for file in StoredFile.objects.all():
        url = f"/portal/tickets/{number}/files/{file.pk}/"
        answer = client.get(url)
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert client.get(f"{url}preview/").status_code == 404


def test_a_picture_has_a_preview(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    number = cast.report().number
    said = {"text": "图", "uploads": upload(picture()), "shows_patient": "no"}
    client.post(f"/portal/tickets/{number}/replies/", said)
    answer = client.get(f"/portal/tickets/{number}/files/{StoredFile.objects.get().pk}/preview/")
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("image/png", "default-src 'none'; sandbox")


@pytest.mark.parametrize("order", [("good", "bad"), ("bad", "good")])
def test_one_bad_file_refuses_the_whole_reply(cast: Cast, order: tuple[str, str]) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    number = cast.report().number
    content = {"good": picture(), "bad": b"MZ\x90\x00"}
    answer = client.post(
        f"/portal/tickets/{number}/replies/", {"text": "话", "uploads": [upload(content[each]) for each in order]}
    )
    assert answer.status_code == 422
    assert "话" in answer.content.decode()
    assert (Message.objects.count(), StoredFile.objects.count()) == (1, 0)


def test_ten_files_are_too_many(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    number = cast.report().number
    files = [upload(picture(), f"{index}.png") for index in range(10)]
    assert client.post(f"/portal/tickets/{number}/replies/", {"text": "x", "uploads": files}).status_code == 422


def test_internal_files_are_absent_for_the_hospital(cast: Cast) -> None:
    staff, hospital = Client(), Client()
    staff.force_login(cast.users["agent"])
    hospital.force_login(cast.users["hospital_a"])
    number = cast.report().number
    staff.post(f"/console/tickets/{number}/notes/", {"text": "内部", "uploads": upload(b"secret log", "log.txt")})
    url = f"tickets/{number}/files/{StoredFile.objects.get().pk}/"
    assert (staff.get(f"/console/{url}").status_code, hospital.get(f"/portal/{url}").status_code) == (200, 404)


def test_files_stay_under_their_root(cast: Cast) -> None:
    kept = store(cast.actor("ward_a"), upload(b"text", "../../x.txt"), at=at(0))
    assert path_of(kept.pk).is_relative_to(settings.FILES_ROOT)
    assert Ticket.objects.count() == 0


def test_a_file_that_was_damaged_on_disk_is_not_handed_out(cast: Cast) -> None:
    ticket = cast.report()
    uploads = [SimpleUploadedFile("a.txt", "原来的内容".encode()), SimpleUploadedFile("b.txt", "另一个".encode())]
    said = {"at": at(5), "submission": "damaged-0123456789abcdef", "uploads": uploads}
    actions.reply(cast.actor("agent"), ticket.number, "见附件", **said)
    damaged, sound = StoredFile.objects.order_by("label")
    path_of(damaged.pk).write_bytes("原来的内客".encode())
    client = Client()
    client.force_login(cast.users["agent"])
    answers = [client.get(f"/console/tickets/{ticket.number}/files/{file.pk}/") for file in (damaged, sound)]
    assert [answer.status_code for answer in answers] == [409, 200]
    assert b"".join(answers[1].streaming_content) == "另一个".encode()
