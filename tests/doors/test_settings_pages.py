"""Settings and dictionaries as pages: changed in place, refused at the field, nothing typed is lost, nothing secret."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from shouwen.apps.agreements.models import Line
from shouwen.apps.customers import actions as customers
from shouwen.apps.customers.models import Contact
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.people import actions as people
from shouwen.apps.people.models import Skill
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.settings.models import Change
from shouwen.config.mail import smtp_of
from shouwen.console.settings.faces import SHOWN
from shouwen.policy.setting import SETTINGS
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
PAGE = "/console/settings/"


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def seen(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_setting_is_changed_in_place_and_undone_with_who_and_why(cast: Cast) -> None:
    client = signed_in(cast, "manager")
    before = seen(client, PAGE)
    assert ("默认值，尚未修改过" in before, "30 天" in before, "60 天" in before) == (True, True, False)
    said = {"value": "60", "reason": "合同部要求"}
    assert client.post(PAGE + "grace_days/", said).headers["Location"] == f"{PAGE}#grace_days"
    after = seen(client, PAGE)
    assert "60 天" in after
    assert "manager-name修改：合同部要求" in after
    assert "改回“30 天”" in after
    assert client.post(PAGE + "grace_days/undo/", {"reason": "误改"}).status_code == 302
    assert list(Change.objects.values_list("value", "reason")) == [(30, "误改"), (60, "合同部要求")]


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(cast: Cast) -> None:
    client = signed_in(cast, "admin")
    answer = client.post(PAGE + "grace_days/", {"value": "900", "reason": "多给几天"})
    told = answer.content.decode()
    assert (answer.status_code, "请填 0 至 366 之间的数" in told) == (422, True)
    assert 'value="900"' in told
    assert 'value="多给几天"' in told
    assert 'id="id_grace_days_value_error"' in told
    no_reason = client.post(PAGE + "urgent_quota/", {"value": "6", "reason": " "})
    assert (no_reason.status_code, 'id="id_urgent_quota_reason_error"' in no_reason.content.decode()) == (422, True)
    change_setting(cast.actor("admin"), "grace_days", "60", "试行", at=at(0))
    undo = client.post(PAGE + "grace_days/undo/", {"reason": ""})
    assert (undo.status_code, 'id="id_grace_days_undo_reason_error"' in undo.content.decode()) == (422, True)
    assert client.post(PAGE + "urgent_quota/undo/", {"reason": "x"}).status_code == 409
    assert client.post(PAGE + "colour/", {"value": "1", "reason": "x"}).status_code == 404
    assert Change.objects.count() == 1


def test_others_look_on_without_a_form(cast: Cast) -> None:
    change_setting(cast.actor("admin"), "grace_days", "60", "试行", at=at(0))
    for who in ("finance", "auditor"):
        told = seen(signed_in(cast, who), PAGE)
        assert ("60 天" in told, "试行" in told, 'name="reason"' in told) == (True, True, False)
    for who in ("agent", "pm", "resident", "developer"):
        client = signed_in(cast, who)
        assert (client.get(PAGE).status_code, client.get("/console/settings.xlsx").status_code) == (403, 403)
        assert PAGE not in seen(client, "/console/dictionaries/")


def test_the_new_line_offers_what_is_set(cast: Cast) -> None:
    admin, client = cast.actor("admin"), signed_in(cast, "manager")
    for code, said in {"grace_days": "17", "urgent_quota": "9", "free_basis": "go_live"}.items():
        change_setting(admin, code, said, "试行", at=at(0))
    line = seen(client, f"/console/agreements/{cast.line.agreement_id}/lines/new/")
    assert ('value="17"' in line, 'value="9"' in line, 'value="go_live" selected' in line) == (True, True, True)
    period = seen(client, f"/console/agreements/{cast.line.agreement_id}/lines/{cast.line.pk}/periods/new/")
    assert 'value="9"' in period


def test_what_the_server_knows_is_shown_without_its_secrets(cast: Cast) -> None:
    smtp = smtp_of("smtp://desk:hush-hush@mail.example:587?starttls=1")
    with override_settings(SMTP=smtp, HOTLINE_NUMBER="400-000-0000", MFA_ROLES=frozenset({"admin"})):
        told = seen(signed_in(cast, "auditor"), PAGE)
    shown = ["mail.example:587", "400-000-0000", "SHOUWEN_SMTP_URL", "SHOUWEN_MFA_ROLES", "管理员"]
    assert [word for word in shown if word not in told] == []
    assert ("hush-hush" in told, "desk:" in told) == (False, False)


def test_the_page_takes_as_many_statements_however_often_it_was_changed(cast: Cast) -> None:
    client, numbers = signed_in(cast, "manager"), []
    for round_ in range(2):
        for number in range(1 + round_ * SHOWN):
            change_setting(
                cast.actor("admin"), "grace_days", str(31 + 50 * round_ + number), "试行", at=at(100 * round_ + number)
            )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told = seen(client, PAGE)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert told.count('class="muted small nowrap"') == SHOWN


def test_the_spreadsheet_has_every_change(cast: Cast) -> None:
    change_setting(cast.actor("admin"), "free_basis", "go_live", "=1+1", at=at(0))
    answer = signed_in(cast, "finance").get("/console/settings.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    now, then = ([tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets)
    found = {row[0]: row[1:3] for row in now[1:]}
    assert len(found) == len(SETTINGS)
    assert {
        name: found[name] for name in ("免费维护期起算依据", "宽限期", "每年加急响应次数", "三员分立", "密码规则")
    } == {
        "免费维护期起算依据": ("上线", "开始实施"),
        "宽限期": ("30 天", "30 天"),
        "每年加急响应次数": ("每年 4 次", "每年 4 次"),
        "三员分立": ("不分立", "不分立"),
        "密码规则": ("ASVS 规则", "ASVS 规则"),
    }
    assert [(row[0], row[1], row[3], row[4]) for row in then[1:]] == [
        ("免费维护期起算依据", "上线", "admin-name", "=1+1")
    ]


def test_the_list_of_modules_is_kept_at_the_desk(cast: Cast) -> None:
    client, url = signed_in(cast, "manager"), "/console/dictionaries/"
    new = {"code": "pacs", "name_zh": "影像", "name_en": "PACS", "group": "tech"}
    refused = client.post(url + "modules/new/", new | {"code": "影像"})
    assert (refused.status_code, 'value="PACS"' in refused.content.decode()) == (422, True)
    assert client.post(url + "modules/new/", new).status_code == 302
    pacs = Module.objects.get(code="pacs")
    assert client.post(f"{url}modules/{pacs.pk}/", new | {"name_zh": "影像归档"}).status_code == 302
    assert client.post(f"{url}modules/{pacs.pk}/retirement/").status_code == 302
    told = seen(client, url)
    assert ("影像归档" in told, f"modules/{pacs.pk}/retirement/undo/" in told) == (True, True)
    assert client.post(f"{url}modules/{pacs.pk}/retirement/undo/").status_code == 302
    assert Module.objects.get(code="pacs").retired_on is None


def test_who_sees_all_sees_how_much_a_module_is_used(cast: Cast) -> None:
    cast.report()
    Skill.objects.create(user=cast.users["agent"], module="ward_nurse")
    Line.objects.filter(pk=cast.line.pk).update(module=cast.module)
    Installation.objects.filter(campus__hospital=cast.other_hospital).update(until=date(2026, 1, 1))
    for who, sees in {"admin": True, "agent": True, "resident": False, "pm": False}.items():
        told = seen(signed_in(cast, who), "/console/dictionaries/")
        cells = [part.split(">")[1][:1] for part in told.split('<td class="number"')[1:]]
        assert cells == (["1"] * 4 if sees else []), who


def test_fixed_words_stand_in_both_languages_and_hospitals_are_counted_as_he_sees_them(cast: Cast) -> None:
    told = seen(signed_in(cast, "pm"), "/console/dictionaries/")
    assert [word for word in ("固有设计缺陷", "Inherent defect", "hold_reason", "投诉不收费") if word not in told] == []
    counts = {who: "家医院" in seen(signed_in(cast, who), "/console/dictionaries/") for who in ("pm", "finance")}
    assert counts == {"pm": True, "finance": False}
    assert ("1 家医院" in told, "2 家医院" in seen(signed_in(cast, "manager"), "/console/dictionaries/")) == (
        True,
        True,
    )


def test_a_team_is_looked_at_before_it_is_dissolved(cast: Cast) -> None:
    manager, client = cast.actor("manager"), signed_in(cast, "manager")
    team = people.add_team(manager, "wards", "临床组", "", at=at(0))
    people.set_teams(manager, cast.users["agent"].pk, ["wards"], at=at(0))
    url = f"/console/people/teams/{team.pk}/"
    told = seen(client, url)
    assert ("组内有 1 人" in told, "agent-name" in told) == (True, True)
    assert client.post(url, {"name_zh": "", "name_en": "Wards"}).status_code == 422
    assert client.post(url, {"name_zh": "病区组", "name_en": "Wards"}).status_code == 302
    assert "病区组" in seen(client, "/console/people/teams/")
    assert client.post(url + "dissolution/").status_code == 302
    assert "病区组" not in seen(client, "/console/people/teams/")


def test_what_was_retired_has_its_way_back(cast: Cast) -> None:
    pm, client, hospital = cast.actor("pm"), signed_in(cast, "pm"), cast.hospital.pk
    nurse = Contact.objects.get(user=cast.users["ward_a"])
    customers.retire_contact(pm, hospital, nurse.pk, at=at(1))
    customers.retire_department(pm, hospital, cast.ward.pk, at=at(1))
    here = f"/console/customers/{hospital}/"
    ways = {
        "contacts/": f"{here}contacts/{nurse.pk}/retirement/undo/",
        "places/": f"{here}departments/{cast.ward.pk}/retirement/undo/",
    }
    for page, way in ways.items():
        assert way in seen(client, here + page)
        assert way not in seen(signed_in(cast, "agent"), here + page)
        assert client.post(way).status_code == 302
        assert way not in seen(client, here + page)
    assert "恢复了科室" in seen(client, here + "history/")
