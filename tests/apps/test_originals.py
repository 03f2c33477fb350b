"""What was covered is kept sealed: not in the rows, opened by right with a reason for five minutes, and let go."""

import base64
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.originals import jobs, queries
from shouwen.apps.originals.models import Opening, Original
from shouwen.apps.originals.sealing import keys_from, keys_of
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.original import open_original, read_original
from shouwen.apps.tickets.actions.words import covered_in
from shouwen.apps.tickets.models import Attachment, Message
from shouwen.policy.originals import Shows
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db

SAID = "患者张三丰，住院号：00123456，电话 19900001234。"
WHY = "核对住院号，重现收费错误"


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    settings.ORIGINAL_KEYS = {"k1": b"1" * 32}


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    image = Image.new("RGB", (400, 300), "white")
    for x in range(0, 400, 7):
        image.putpixel((x, 150), (0, 0, 0))
    image.save(out, "PNG")
    return SimpleUploadedFile("患者张三丰.png", out.getvalue())


def say(cast: Cast, number: str, text: str = SAID, *, who: str = "ward_a", key: str = "s", **more: object) -> Message:
    return actions.reply(cast.actor(who), number, text, at=at(2), submission=f"{key}-0123456789abcdef", **more)


def refused(do: object) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do()  # type: ignore[operator]
    return caught.value.code, caught.value.facts.get("field")


def test_a_text_is_masked_and_its_original_sealed(cast: Cast) -> None:
    message = say(cast, cast.report().number)
    original = Original.objects.get()
    assert (message.body, message.masked, message.original_id) == (
        "患者张**，住院号：****3456，电话 199****1234。", 3, original.pk)  # fmt: skip
    assert (original.key, original.count, original.expires_at) == ("k1", 3, at(2) + timedelta(days=30))
    assert b"00123456" not in bytes(original.sealed)
    assert queries.content_of(original).decode() == SAID


def test_what_holds_nothing_leaves_nothing(cast: Cast) -> None:
    assert (say(cast, cast.report().number, "好的。").original, Original.objects.count()) == (None, 0)


def test_names_of_files_and_pasted_logs_are_counted_too(cast: Cast) -> None:
    log = SimpleUploadedFile(
        "患者张三丰_19900001234.log", "zyh=00123456\n2026-03-03 ok\n姓名：李小明".encode("gb18030")
    )
    message = say(cast, cast.report().number, "见日志。", uploads=[log])
    file = StoredFile.objects.get()
    assert (message.masked, covered_in(message), file.masked) == (0, 4, 4)
    assert file.label == "患者张**_199****1234.log"
    written = path_of(file.pk).read_bytes()
    assert written.decode("gb18030") == "zyh=****3456\n2026-03-03 ok\n姓名：李**"
    assert file.original is not None
    assert queries.content_of(file.original).decode("gb18030") == "zyh=00123456\n2026-03-03 ok\n姓名：李小明"


def test_a_log_without_identifiers_stays_as_it_is(cast: Cast) -> None:
    log = SimpleUploadedFile("a.log", "版本 5.2.10 于 10.1.1.5 停止".encode())
    say(cast, cast.report().number, "见日志。", uploads=[log])
    assert (StoredFile.objects.get().original, Original.objects.count()) == (None, 0)


def test_a_picture_needs_an_answer(cast: Cast) -> None:
    number = cast.report().number
    assert refused(lambda: say(cast, number, "图", uploads=[picture()])) == ("say_if_patient", "shows_patient")
    say(cast, number, "图", uploads=[picture()], shows_patient=Shows.NO)
    clear, row = StoredFile.objects.get(), Attachment.objects.get()
    assert (clear.original, (clear.width, clear.height), row.shows_patient) == (None, (400, 300), False)


@pytest.mark.parametrize("said", [Shows.YES, Shows.UNKNOWN])
def test_a_picture_of_a_patient_lies_about_blurred(cast: Cast, said: Shows) -> None:
    say(cast, cast.report().number, "图", uploads=[picture()], shows_patient=said)
    file = StoredFile.objects.get()
    assert file.original is not None
    with Image.open(path_of(file.pk)) as blurred, Image.open(io.BytesIO(queries.content_of(file.original))) as clear:
        assert (blurred.size, blurred.format, clear.size) == ((480, 360), "JPEG", (400, 300))
        darkest = blurred.convert("L").getextrema()[0]
    assert (darkest > 150, Attachment.objects.get().shows_patient) == (True, True)


def test_any_other_file_with_a_yes_is_kept_away(cast: Cast) -> None:
    paper = SimpleUploadedFile("费用.pdf", b"%PDF-1.4 secret")
    say(cast, cast.report().number, "单据", uploads=[paper], shows_patient=Shows.YES)
    file = StoredFile.objects.get()
    assert (file.label, b"secret" in path_of(file.pk).read_bytes()) == ("费用.pdf.txt", False)
    assert file.original is not None
    assert queries.content_of(file.original) == b"%PDF-1.4 secret"


def test_opened_with_a_reason_for_five_minutes_on_record(cast: Cast) -> None:
    number = cast.report().number
    original = say(cast, number).original_id
    assert original is not None
    agent = cast.actor("agent")
    assert refused(lambda: read_original(agent, number, original, now=at(3)))[0] == "original_closed"
    assert refused(lambda: open_original(agent, number, original, "  ", at=at(3))) == ("text_missing", "why")
    opening = open_original(agent, number, original, f"{WHY} 19900001234", at=at(3))
    assert (opening.why, opening.number, opening.until) == (f"{WHY} 199****1234", number, at(8))
    assert read_original(agent, number, original, now=at(7.9))[1].decode() == SAID
    assert refused(lambda: read_original(agent, number, original, now=at(8)))[0] == "original_closed"
    # His alone.
    assert refused(lambda: read_original(cast.actor("agent2"), number, original, now=at(4)))[0] == "original_closed"
    event = Event.objects.get(code="ticket.original_opened")
    assert (event.actor_id, event.data["original"], event.data["opening"]) == (agent.id, original.hex, opening.pk)
    assert WHY not in str(event.data)


def test_by_right_alone_and_only_on_its_card(cast: Cast) -> None:
    number, elsewhere = cast.report().number, cast.report(by="hospital_b", key="b").number
    original = say(cast, number).original_id
    assert original is not None
    for who in ("ward_a", "finance", "auditor", "admin"):
        assert refused(lambda who=who: open_original(cast.actor(who), number, original, WHY, at=at(3)))[0] == (
            "not_your_role")  # fmt: skip
    assert refused(lambda: open_original(cast.actor("agent"), elsewhere, original, WHY, at=at(3)))[0] == "absent"
    change_setting(cast.actor("admin"), "originals_by", "lead", "收紧", at=at(3))
    assert refused(lambda: open_original(cast.actor("agent"), number, original, WHY, at=at(4)))[0] == "not_your_role"
    assert open_original(cast.actor("manager"), number, original, WHY, at=at(4)).person_id == cast.users["manager"].pk


def test_who_sees_the_list(cast: Cast) -> None:
    number = cast.report().number
    original = say(cast, number).original_id
    assert original is not None
    open_original(cast.actor("agent"), number, original, WHY, at=at(3))
    found = queries.openings(cast.actor("auditor")).openings
    assert [(each.person.username, each.number, each.why) for each in found] == [("agent", number, WHY)]
    assert refused(lambda: queries.openings(cast.actor("agent")))[0] == "not_your_role"
    assert WHY in signed_in(cast, "manager").get("/console/originals/").content.decode()


def test_let_go_when_its_days_are_over(cast: Cast) -> None:
    number = cast.report().number
    original = say(cast, number).original_id
    assert original is not None
    open_original(cast.actor("agent"), number, original, WHY, at=at(3))
    assert jobs.let_go(at(2) + timedelta(days=30, seconds=-1)) == 0
    over = at(2) + timedelta(days=30)
    assert (jobs.let_go(over), jobs.let_go(over)) == (1, 0)
    row = Original.objects.get()
    assert (bytes(row.sealed), row.deleted_at, Opening.objects.count()) == (b"", over, 1)
    again = refused(lambda: open_original(cast.actor("agent"), number, original, WHY, at=over))
    assert again[0] == "original_deleted"


def test_another_key(cast: Cast, settings: LazySettings) -> None:
    """The new one seals, the old one still reads, and what lies under it comes under the new one; then it may go."""
    message = say(cast, cast.report().number)
    settings.ORIGINAL_KEYS = {"k2": b"2" * 32, "k1": b"1" * 32}
    assert queries.content_of(Original.objects.get()).decode() == SAID
    assert (jobs.turn_keys(at(5)), jobs.turn_keys(at(5)), Original.objects.get().key) == (1, 0, "k2")
    settings.ORIGINAL_KEYS = {"k2": b"2" * 32}
    assert queries.content_of(Original.objects.get()).decode() == SAID
    settings.ORIGINAL_KEYS = {"k3": b"3" * 32}
    assert refused(lambda: queries.content_of(Original.objects.get()))[0] == "original_key_missing"
    assert (jobs.turn_keys(at(6)), message.masked) == (0, 3)


def test_bytes_that_were_changed_or_moved_open_nothing(cast: Cast) -> None:
    number = cast.report().number
    say(cast, number)
    say(cast, number, key="t")
    first, second = Original.objects.order_by("kept_at", "pk")
    first.sealed = second.sealed
    assert refused(lambda: queries.content_of(first))[0] == "original_key_missing"


def test_keys_are_read_and_made(tmp_path: Path) -> None:
    one, two = (base64.b64encode(each * 32).decode() for each in (b"a", b"b"))
    assert list(keys_of(f"new:{two}, old:{one}")) == ["new", "old"]
    for wrong in (f"a:{one} a:{two}", "a:short", one, f":{one}"):
        with pytest.raises(ValueError, match="of originals"):
            keys_of(wrong)
    beside = tmp_path / "data" / "original-keys"
    made = keys_from("", "", beside)
    assert (list(made), keys_from("", "", beside), oct(beside.stat().st_mode)[-3:]) == (["k1"], made, "600")


def test_the_pages(cast: Cast) -> None:
    """The writer is told the count; the card links the original; it opens after the reason, and shows a picture."""
    number = cast.report().number
    ward, agent = signed_in(cast, "ward_a"), signed_in(cast, "agent")
    told = ward.post(f"/portal/tickets/{number}/replies/", {"text": SAID, "submission": "p" * 20}, follow=True)
    assert "3 处患者标识信息" in told.content.decode()
    original = Message.objects.get(original__isnull=False).original_id
    url = f"/console/tickets/{number}/originals/{original}/"
    assert url in agent.get(f"/console/tickets/{number}/").content.decode()
    assert url not in ward.get(f"/portal/tickets/{number}/").content.decode()
    closed = agent.get(url)
    assert ("00123456" in closed.content.decode(), closed["Cache-Control"]) == (False, "private, no-store")
    assert agent.post(url, {"why": ""}).status_code == 422
    assert "00123456" in agent.post(url, {"why": WHY}, follow=True).content.decode()
    assert agent.get(f"{url}content/").content.decode() == SAID
    assert signed_in(cast, "agent2").get(f"{url}content/").status_code == 409
    assert signed_in(cast, "resident").get(url).status_code == 200
    assert ward.get(url).status_code == 404
    sent = ward.post(f"/portal/tickets/{number}/replies/", {"text": "图", "uploads": picture(), "submission": "q" * 20})
    assert (sent.status_code, "shows_patient" in sent.content.decode()) == (422, True)
