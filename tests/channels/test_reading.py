"""Reading letters: charsets that lie, pages without text, Outlook's wrapping, pictures inside, odd bytes."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.apps.channels.mail.reading import read
from tests.channels.letters import letter

GBK = "药房窗口提示“库存不足”，镕字显示不出来"


def test_gb2312_that_is_gbk_and_a_subject_in_raw_bytes() -> None:
    head = (
        b"From: =?gb2312?B?"
        + base64.b64encode("朱镕科".encode("gbk"))
        + b"?= <a@b.example>\r\nSubject: "
        + GBK.encode("gbk")
    )
    raw = (
        head
        + b"\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + GBK.encode("gbk")
    )
    found = read(raw)
    assert (found.sender, found.sender_name, found.subject, found.text) == ("a@b.example", "朱镕科", GBK, GBK)


def test_gb18030_beyond_gbk_and_no_charset_at_all() -> None:
    text = "𠮷林医院"
    raw = b"From: a@b.example\r\nContent-Type: text/plain\r\n\r\n" + text.encode("gb18030")
    assert read(raw).text == text
    assert read(b"From: a@b.example\r\n\r\n" + text.encode()).text == text
    assert read(b"From: a@b.example\r\nContent-Type: text/plain; charset=nothing\r\n\r\nhello").text == "hello"


def test_a_page_without_text_and_a_picture_inside_it() -> None:
    made = EmailMessage()
    made["From"] = "a@b.example"
    made.set_content(
        "<html><head><style>p{}</style></head><body><p>打印机<b>卡纸</b></p>"
        "<p>请看<img src='cid:x'></p><script>x()</script></body></html>",
        subtype="html",
    )
    made.add_related(b"\x89PNG\r\n\x1a\nxx", "image", "png", cid="<x>", filename="image001.png")
    found = read(made.as_bytes())
    assert found.text == "打印机卡纸\n请看"
    assert [(each.name, each.content[:4]) for each in found.files] == [("image001.png", b"\x89PNG")]


def test_an_attached_text_is_a_file_and_not_the_text() -> None:
    made = letter("正文")
    made.add_attachment("日志".encode(), maintype="text", subtype="plain", filename="日志.txt")
    found = read(made.as_bytes())
    assert (found.text, [(each.name, each.content.decode()) for each in found.files]) == (
        "正文",
        [("日志.txt", "日志")],
    )


def test_a_winmail_that_is_none_is_kept_as_it_came() -> None:
    made = letter("正文")
    made.add_attachment(b"not tnef", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert [each.name for each in read(made.as_bytes()).files] == ["winmail.dat"]


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False), ({"Auto_Submitted": "no"}, False), ({"Auto_Submitted": "auto-replied; x=1"}, True),
        ({"Precedence": "bulk"}, True), ({"List_Id": "<x.example>"}, True), ({"X_Autoreply": "yes"}, True),
    ],
)  # fmt: skip
def test_what_a_machine_wrote(headers: dict[str, str], automatic: bool) -> None:
    assert read(letter(**headers).as_bytes()).is_automatic is automatic


def test_a_bounce_names_the_letter_that_came_back() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Message-ID: <notice-1-2@vendor.example>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    found = read(raw)
    assert (found.is_report, list(found.reported_ids), found.return_path) == (
        True,
        ["<notice-1-2@vendor.example>"],
        "<>",
    )


@settings(max_examples=200)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_nothing_that_a_sender_can_write_raises(head: bytes, body: bytes) -> None:
    read(head + b"\r\n\r\n" + body)
    read(
        b"From: "
        + head
        + b"\r\nSubject: =?gb2312?B?"
        + body
        + b"?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"
        + body
    )
