"""Excel files that come in: rehearsed without a trace, brought in whole or not at all, and never twice."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from shouwen.apps.agreements.models import Agreement, PaidPeriod
from shouwen.apps.calls.actions import Heard, take_event
from shouwen.apps.calls.models import Call
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.imports.jobs import forget_old
from shouwen.apps.imports.models import LIFE, Draft
from shouwen.apps.installations.models import Installation, VersionChange
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.people.models import User
from shouwen.console.imports.columns import KINDS
from shouwen.policy.roles import SYSTEM
from tests.cast import Cast, at
from tests.faults.world import picture

pytestmark = pytest.mark.django_db
HOSPITAL_HEADS = ["医院名称 *", "credit_code", "类别", "项目经理", "副岗", "院区", "科室"]


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def book(*rows: list[Any]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def send(client: Client, what: str, content: bytes, name: str = "a.xlsx") -> Any:
    return client.post(f"/console/imports/{what}/", {"file": SimpleUploadedFile(name, content)})


def rehearsed(client: Client, what: str, *rows: list[Any]) -> list[tuple[Any, ...]]:
    """What became of each row: number, result, and the changes, or the column and code of the refusal."""
    answer = send(client, what, book(*rows))
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(answer["Location"]).status_code == 200
    return [
        (each["row"], each["result"], *((each["column"], each["code"]) if each["code"] else (each["changes"],)))
        for each in Draft.objects.get().outcomes
    ]


def say_yes(client: Client) -> int:
    return client.post(f"/console/imports/drafts/{Draft.objects.get().pk}/").status_code


def brought_in(client: Client, what: str, *rows: list[Any]) -> None:
    """In, and then in again: the second time nothing differs."""
    rehearsed(client, what, *rows)
    assert say_yes(client) == 302
    assert {each[1] for each in rehearsed(client, what, *rows)} == {"unchanged"}
    assert (say_yes(client), list(verify())) == (409, [])


def without_drafts() -> dict[str, Any]:
    return {table: rows for table, rows in picture().items() if table != "imports_draft"}


def test_a_rehearsal_writes_nothing_but_its_draft(cast: Cast) -> None:
    manager = signed_in(cast, "manager")
    before = without_drafts()
    told = rehearsed(
        manager, "hospitals",
        ["医院名称", "类别", "项目经理", "院区", "科室"],
        ["新医院", "专科", "pm", "本部", "药房"],
        ["新医院", None, None, "东院", "药房"],
        ["示例一院", None, None, "本部", "病区"],
    )  # fmt: skip
    assert (without_drafts() == before, [each[:2] for each in told]) == (
        True, [(2, "new"), (3, "changed"), (4, "unchanged")]
    )  # fmt: skip


def test_hospitals_with_campuses_and_departments(cast: Cast) -> None:
    rows = [
        HOSPITAL_HEADS,
        ["新医院", "", "中医", "pm", "pm2", "本部", "药房"],
        ["新医院", "", None, None, None, "东院", "急诊科"],
        ["示例一院", "", "general", None, None, "本部", "口腔科"],
    ]
    brought_in(signed_in(cast, "manager"), "hospitals", *rows)
    made = Hospital.objects.get(name="新医院")
    assert (made.account_manager, made.deputy, made.category) == (
        cast.users["pm"], cast.users["pm2"], "chinese_medicine"
    )  # fmt: skip
    assert [(each.campus.name, each.name) for each in made.departments.order_by("pk")] == [
        ("本部", "药房"), ("东院", "急诊科")
    ]  # fmt: skip
    assert cast.hospital.departments.filter(name="口腔科").count() == 1


def test_an_account_manager_adds_his_own_hospital_with_its_places(cast: Cast) -> None:
    rows = [HOSPITAL_HEADS, ["新医院", "", "", "pm", "", "本部", "药房"], ["新医院", "", "", "", "", "本部", "急诊科"]]
    client = signed_in(cast, "pm")
    assert [each[1] for each in rehearsed(client, "hospitals", *rows)] == ["new", "changed"]
    assert say_yes(client) == 302


def test_contacts_change_field_by_field_and_an_empty_cell_says_nothing(cast: Cast) -> None:
    heads = ["Hospital", "Name", "Phone", "Position", "Hospital IT", "Department"]
    rows = [
        heads,
        ["示例一院", "甲主任", "010-1", None, "是", None],
        ["示例一院", "新人", None, "护士长", "no", "药房"],
    ]
    client = signed_in(cast, "pm")
    assert rehearsed(client, "contacts", *rows)[0] == (
        2, "changed", [["phone", "", "010-1"], ["is_it", "no", "yes"]]
    )  # fmt: skip
    brought_in(client, "contacts", *rows)
    changed, added = (Contact.objects.get(name=name) for name in ("甲主任", "新人"))
    assert (changed.phone, changed.is_it, changed.user) == ("010-1", True, cast.users["hospital_a"])
    assert (added.title, added.department, added.is_it) == ("护士长", cast.elsewhere, False)


def test_installations_get_another_version_on_its_day(cast: Cast) -> None:
    rows = [["医院", "院区", "模块", "版本", "启用日期"], ["示例一院", "本部", "护士站", "5.3", "2026/3/1"]]
    brought_in(signed_in(cast, "pm"), "installations", *rows)
    change = VersionChange.objects.get()
    running = Installation.objects.get(campus__hospital=cast.hospital)
    assert (running.version, change.before, str(change.changed_on)) == ("5.3", "5.2.1", "2026-03-01")


def test_agreements_with_lines_and_paid_periods(cast: Cast) -> None:
    heads = [
        "number",
        "hospital",
        "signed_on",
        "module",
        "basis",
        "special",
        "paid_from",
        "paid_until",
        "paid_services",
    ]
    rows = [
        heads,
        [
            "HT-9",
            "示例一院",
            "2026-01-05",
            "ward_nurse",
            "签订",
            "urgent",
            "2027-01-05",
            "2028-01-04",
            "远程服务、online",
        ],
        ["HT-9", "示例一院", None, "ward_nurse", "signing", None, "2028-01-05", "2029-01-04", "remote"],
    ]
    client = signed_in(cast, "pm")
    told = rehearsed(client, "agreements", *rows)
    assert [each[:2] for each in told] == [(2, "new"), (3, "changed")], told
    brought_in(client, "agreements", *rows)
    line = Agreement.objects.get(number="HT-9").lines.get()
    assert (line.module, line.basis, line.special, str(line.free_from)) == (
        cast.module, "signing", ["urgent"], "2026-01-05"
    )  # fmt: skip
    periods = PaidPeriod.objects.filter(line=line).order_by("starts_on")
    assert [each.services for each in periods] == [["remote", "online"], ["remote"]]


def test_people_get_roles_and_keep_those_they_have(cast: Cast) -> None:
    heads = ["账号", "姓名", "角色", "级别"]
    rows = [heads, ["zhangsan", "张三", "客服工程师、项目经理", ""], ["agent", "agent-name", "director", None]]
    client = signed_in(cast, "admin")
    brought_in(client, "people", *rows)
    roles = {who: sorted(User.objects.get(username=who).grants.values_list("role", flat=True))
             for who in ("zhangsan", "agent")}  # fmt: skip
    assert roles == {"zhangsan": ["account_manager", "agent"], "agent": ["agent", "director"]}


def test_the_ledger_names_who_imported_and_each_act(cast: Cast) -> None:
    client = signed_in(cast, "pm")
    before = Event.objects.count()
    rehearsed(client, "contacts", ["医院", "姓名"], ["示例一院", "新人"])
    say_yes(client)
    told = Event.objects.order_by("pk")[before:]
    assert [(event.code, event.actor_id) for event in told] == [
        ("hospital.contact_added", cast.users["pm"].pk), ("person.imported", cast.users["pm"].pk)
    ]  # fmt: skip
    assert told[1].data == {"kind": "contacts", "new": 1, "changed": 0, "unchanged": 0}


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (["无此医院", "甲", None], ("hospital", "absent")),
        (["示例二院", "甲", None], ("hospital", "absent")),
        (["示例一院", "甲", "无此科室"], ("department", "absent")),
        (["示例一院", "=1+1", None], ("name", "import_formula")),
        (["示例一院", "字" * 65, None], ("name", "text_too_long")),
    ],
)
def test_one_refused_row_keeps_all_out(cast: Cast, row: list[Any], refusal: tuple[str, str]) -> None:
    """The account manager of the first hospital does not know the second."""
    Hospital.objects.filter(pk=cast.other_hospital.pk).update(account_manager=cast.users["agent"], deputy=None)
    client = signed_in(cast, "pm")
    told = rehearsed(client, "contacts", ["医院", "姓名", "科室"], ["示例一院", "新人", None], row)
    assert (told[0][:2], told[1]) == ((2, "new"), (3, "refused", *refusal))
    assert (say_yes(client), Contact.objects.filter(name="新人").count()) == (409, 0)


def test_books_that_moved_since_the_rehearsal_are_not_written_over(cast: Cast) -> None:
    client = signed_in(cast, "pm")
    rehearsed(client, "contacts", ["医院", "姓名", "电话"], ["示例一院", "新人", "1"], ["示例一院", "甲主任", "2"])
    Contact.objects.filter(name="甲主任").update(phone="3")
    assert (say_yes(client), Contact.objects.filter(name="新人").count()) == (409, 0)


def test_a_draft_is_its_owners_and_lives_an_hour(cast: Cast) -> None:
    client = signed_in(cast, "pm")
    rehearsed(client, "contacts", ["医院", "姓名"], ["示例一院", "新人"])
    draft = Draft.objects.get()
    url = f"/console/imports/drafts/{draft.pk}/"
    assert [signed_in(cast, "manager").get(url).status_code, signed_in(cast, "manager").post(url).status_code] == [
        404
    ] * 2
    assert (forget_old(draft.made_at), forget_old(draft.made_at + LIFE)) == (0, 1)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
FILES = {
    "csv": ("医院,姓名\n".encode(), "不是 .xlsx"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .xls"),
    "macros": (zipped(xl__workbook_dot_xml=b"<a/>", xl__vbaProject_dot_bin=b"x"), "含有宏"),
    "another zip": (zipped(a_dot_txt=b"x"), "不是 .xlsx"),
    "bomb": (zipped(xl__workbook_dot_xml=b"<a/>", xl__b_dot_xml=b"0" * 21 * 2**20), "解压后超过 20 MB"),
    "entities": (zipped(xl__workbook_dot_xml=ENTITIES), "无法读取"),
    "broken": (b"PK\x03\x04" + b"x" * 99, "无法读取"),
    "too large": (b"PK\x03\x04" + b"x" * (2 * 2**20), "超过 2 MB"),
    "empty": (b"", ""),
    "no rows": (book(["医院", "姓名"]), "没有内容"),
    "strange heading": (book(["医院", "姓名", "星座"]), "没有“星座”这一列"),
    "missing heading": (book(["医院", "电话"]), "缺少“姓名”列"),
    "heading twice": (book(["医院", "姓名", "name"]), "出现了两次"),
    "too many rows": (book(["医院", "姓名"], *[["示例一院", f"人{number}"] for number in range(502)]), "超过 500 行"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_taken_is_told_why_at_its_field(cast: Cast, name: str) -> None:
    content, sentence = FILES[name]
    answer = send(signed_in(cast, "pm"), "contacts", content)
    page = answer.content.decode()
    assert (answer.status_code, 'id="id_file_error"' in page, sentence in page, Draft.objects.count()) == (
        422, True, True, 0
    )  # fmt: skip


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_is_taken_and_its_example_is_not(cast: Cast, what: str, language: str) -> None:
    who = "agent" if what == "calls" else "admin"
    User.objects.filter(username=who).update(language=language)
    client = signed_in(cast, who)
    content = b"".join(client.get(f"/console/imports/{what}/template.xlsx").streaming_content)
    sheet, told = load_workbook(io.BytesIO(content)).worksheets
    assert [sheet.max_row, sheet.max_column, told.max_row] == [
        2,
        len(KINDS[what].columns),
        len(KINDS[what].columns) + 1,
    ]
    User.objects.filter(username=who).update(language="en" if language == "zh-hans" else "zh-hans")
    answer = send(client, what, content)
    words = {"zh-hans": "no row below", "en": "没有内容"}[language]
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_only_the_administrator_imports_people(cast: Cast) -> None:
    found = {
        who: signed_in(cast, who).get("/console/imports/people/").status_code for who in ("admin", "manager", "pm")
    }
    assert found == {"admin": 200, "manager": 403, "pm": 403}


def test_a_day_of_calls_from_the_exchange(cast: Cast) -> None:
    heads = ["call", "It rang", "Answered", "Ended", "number", "agent", "outcome"]
    rows = [
        heads,
        [
            "c-1",
            datetime.fromisoformat("2026-03-02T10:05"),
            "2026-03-02 10:05:12",
            "2026/3/2 10:09:40",
            "010-1",
            "agent",
            "card",
        ],
        ["c-2", "2026-03-02 11:00:00", None, "2026-03-02 11:00:31", "010-1", None, None],
        [None, "2026年3月2日 9:30", "2026-03-02 09:30:05", None, "", "agent", "答疑即结"],
    ]
    brought_in(signed_in(cast, "agent2"), "calls", *rows)
    told = [
        (timezone.localtime(each.offered_at).strftime("%d %H:%M"), each.wait, each.talk, each.agent, each.source)
        for each in Call.objects.order_by("offered_at")
    ]
    agent = cast.users["agent"]
    assert told == [
        ("02 09:30", 5, None, agent, "file"), ("02 10:05", 12, 268, agent, "file"), ("02 11:00", 31, None, None, "file")
    ]  # fmt: skip


def test_a_call_that_the_exchange_told_already_stays_as_it_is(cast: Cast) -> None:
    heard = Heard("e-1", "c-1", "offered", at(0), number="010-1")
    take_event(SYSTEM, heard, at=at(0))
    rows = [["call", "offered_at"], ["c-1", "2026-03-02 10:05:00"]]
    assert rehearsed(signed_in(cast, "agent"), "calls", *rows) == [(2, "unchanged", [])]


def test_calls_that_cannot_be(cast: Cast) -> None:
    rows = [
        ["call", "offered_at", "answered_at", "card", "outcome"],
        ["c-1", "soon", None, None, None],
        ["c-2", None, "2026-03-02 10:05:00", None, None],
        ["c-3", "2026-03-02 10:05:00", "2026-03-02 10:04:59", None, None],
        ["c-4", "2026-03-02 10:05:00", None, "SW-1", None],
        ["c-5", "2026-03-02 10:05:00", None, None, "lunch"],
        ["c-6", "2026-03-02", None, None, None],
    ]
    assert [each[2:] for each in rehearsed(signed_in(cast, "agent"), "calls", *rows)] == [
        ("offered_at", "not_a_time"), ("offered_at", "text_missing"), ("answered_at", "dates_order"),
        ("card", "absent"), ("outcome", "unknown_choice"), ("offered_at", "not_a_time"),
    ]  # fmt: skip


def test_who_may_not_work_cards_brings_in_no_calls(cast: Cast) -> None:
    answer = send(signed_in(cast, "finance"), "calls", book(["call", "offered_at"], ["c-1", "2026-03-02 10:05:00"]))
    assert (answer.status_code, Call.objects.count()) == (403, 0)
