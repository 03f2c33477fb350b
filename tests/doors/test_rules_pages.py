"""Rules at the console: written row by row without scripts, tried, kept, switched on; seen on the card, not by a
hospital."""

import html
import re

import pytest

from shouwen.apps.aids import actions as aids
from shouwen.apps.automation import actions
from shouwen.apps.automation.models import Rule, Run, Version
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets.models import Message, Offer
from shouwen.policy.macros import Step
from shouwen.policy.rules import Action, Condition
from tests.apps.rules import live, said, turn
from tests.cast import Cast, at, signed_in
from tests.doors.test_excel import rows

pytestmark = pytest.mark.django_db
NEW = "/console/rules/new/"
FILLED: dict[str, object] = {
    "name_zh": "夜间提醒",
    "events": ["ticket.accepted", "ticket.reopened"],
    "field1": "title",
    "op1": "any_word",
    "condition1": "打印、医保",
    "field2": "grade",
    "op2": "one_of",
    "condition2": ["3", "4", "5"],
    "do1": "note",
    "action1": "",
    "words1": "{number} 先看日志",
    "do2": "tell",
    "action2": "directors",
}


def text(answer: object) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(html.unescape(plain).split())


def test_rows_are_added_and_taken_away_without_a_script(cast: Cast) -> None:
    client = signed_in(cast, "manager")
    shown = client.post(NEW, {"name_zh": "名", "step": "add_condition", "new_field": "hospital"}).content.decode()
    assert ('name="field1" value="hospital"' in shown, 'name="condition1"' in shown, 'value="名"' in shown) == (
        True, True, True,
    )  # fmt: skip
    more = FILLED | {"step": "add_action", "new_do": "offer"}
    shown = client.post(NEW, more).content.decode()
    assert re.findall(r'name="(do\d)"', shown) == ["do1", "do2", "do3"]
    # Of three the first goes; the others close up and keep what was typed.
    less = FILLED | {"step": "drop_condition_1"}
    answer = client.post(NEW, less)
    shown = answer.content.decode()
    assert re.findall(r'name="field\d" value="(\w+)"', shown) == ["grade"]
    assert len(re.findall(r'name="condition1" value="[345]"[^>]* checked', shown)) == 3
    assert (answer.status_code, Rule.objects.count(), "field-error" in shown) == (200, 0, False)


def test_nothing_is_chosen_for_whoever_writes(cast: Cast) -> None:
    """Nobody gets cards because he stands first in a list; a macro that takes cards is not offered."""
    manager, client = cast.actor("manager"), signed_in(cast, "manager")
    for name, step in (("先接手", Step("take")), ("只备注", Step("note", words="说"))):
        aids.write(manager, "macro", aids.Said(name, "用时", steps=(step,)), at=at(0))
    shown = client.post(NEW, FILLED | {"step": "add_action", "new_do": "macro"}).content.decode()
    listed = re.search(r'name="action3".*?</select>', shown, re.DOTALL)
    assert listed is not None
    found = re.findall(r'<option value="(\d*)"[^>]*>([^<]+)<', listed[0])
    assert (found[0][0], [label for _, label in found[1:]]) == ("", ["只备注"])
    answer = client.post(NEW, FILLED | {"step": "keep", "do2": "tell", "action2": ""})
    assert (answer.status_code, Rule.objects.count(), "field-error" in answer.content.decode()) == (
        422, 0, True,
    )  # fmt: skip


def test_tried_and_nothing_is_written(cast: Cast) -> None:
    ticket = cast.report()
    cast.report(by="hospital_b", key="b")
    before = [model.objects.count() for model in (Event, Message, Offer, Delivery, Rule, Version, Run)]
    answer = signed_in(cast, "manager").post(NEW, FILLED | {"step": "trial", "number": ticket.number})
    assert [model.objects.count() for model in (Event, Message, Offer, Delivery, Rule, Version, Run)] == before
    told = text(answer)
    assert (answer.status_code, ticket.number in told, "看了 1 条事件。" in told, "会触发 1 次。" in told) == (
        200, True, True, True,
    )  # fmt: skip
    assert "标题 包含任一词 打印、医保 · 实际：打印" in told
    assert "提醒：主任" in told
    # Whoever sees no cards tries it on none.
    assert "看了 0 条事件。" in text(signed_in(cast, "admin").post(NEW, FILLED | {"step": "trial"}))


def test_kept_then_switched_on_then_off(cast: Cast) -> None:
    client = signed_in(cast, "manager")
    answer = client.post(NEW, FILLED | {"step": "save"})
    rule = Rule.objects.get()
    assert (answer.status_code, answer["Location"], rule.live) == (302, f"/console/rules/{rule.pk}/", None)
    version = rule.versions.get()
    assert version.conditions == [
        {"field": "title", "op": "any_word", "values": ["打印", "医保"]},
        {"field": "grade", "op": "one_of", "values": ["3", "4", "5"]},
    ]
    assert [each["do"] for each in version.actions] == ["note", "tell"]
    client.post(f"/console/rules/{rule.pk}/activity/", {"version": "1"})
    rule.refresh_from_db()
    assert (rule.live, rule.live_by) == (version, cast.users["manager"])
    assert "已由您启用这一版。" in text(
        client.post(f"/console/rules/{rule.pk}/activity/", {"version": "1"}, follow=True)
    )
    signed_in(cast, "admin").post(f"/console/rules/{rule.pk}/activity/end/")
    rule.refresh_from_db()
    assert (rule.live, signed_in(cast, "admin").post(f"/console/rules/{rule.pk}/activity/").status_code) == (None, 403)


def test_what_is_refused_keeps_every_row(cast: Cast) -> None:
    wrong = FILLED | {"step": "save", "words1": "{secret}", "condition2": ["7"]}
    answer = signed_in(cast, "manager").post(NEW, wrong)
    shown = answer.content.decode()
    assert (answer.status_code, Rule.objects.count()) == (422, 0)
    assert ('id="id_condition2_error"' in shown, "{secret}" in shown, "打印、医保" in shown) == (True, True, True)
    answer = signed_in(cast, "manager").post(NEW, FILLED | {"step": "save", "words1": "{secret}"})
    assert (answer.status_code, 'id="id_words1_error"' in answer.content.decode()) == (422, True)
    answer = signed_in(cast, "manager").post(NEW, {"name_zh": "名", "events": "ticket.accepted", "step": "save"})
    assert (answer.status_code, "请至少加一个动作。" in text(answer)) == (422, True)


def test_a_colleague_was_faster(cast: Cast) -> None:
    """Nothing typed is lost; who has read that saves again."""
    rule = live(cast)
    address = f"/console/rules/{rule.pk}/versions/new/"
    client = signed_in(cast, "manager")
    base = re.search(r'name="base" value="(\d+)"', client.get(address).content.decode())
    assert base is not None
    actions.revise(cast.actor("admin"), rule.pk, said(Action("tell", "handler")), at=at(0))
    answer = client.post(address, FILLED | {"step": "save", "base": base[1]})
    newer = 'name="base" value="2"' in answer.content.decode()
    assert (answer.status_code, "期间有人写了第 2 版" in text(answer), newer) == (
        409, True, True,
    )  # fmt: skip
    assert client.post(address, FILLED | {"step": "save", "base": "2"}).status_code == 302
    assert rule.versions.count() == 3


def test_a_name_is_only_words(cast: Cast) -> None:
    """Wherever a rule's name or what it says stands."""
    bad = "<script>alert(1)</script>"
    rule = live(cast, Action("note", "", bad), conditions=(Condition("title", "no_word", (bad,)),), name=bad)
    ticket = cast.report()
    turn(at(1))
    run = Run.objects.get()
    client = signed_in(cast, "manager")
    pages = [
        "/console/rules/", f"/console/rules/{rule.pk}/", f"/console/rules/{rule.pk}/versions/new/",
        "/console/rule-runs/",
        f"/console/rule-runs/{run.pk}/", f"/console/tickets/{ticket.number}/",
    ]  # fmt: skip
    for page in pages:
        shown = client.get(page).content.decode()
        assert (bad in shown, html.escape(bad) in shown or "alert(1)" in shown) == (False, True), page


def test_huge_and_odd_values(cast: Cast) -> None:
    client, many = signed_in(cast, "manager"), [str(number) for number in range(90)]
    odd: list[dict[str, object]] = [
        {"step": "trial_" + "9" * 30}, {"step": "drop_condition_999"}, {"step": "drop_nothing"},
        {"step": "add_condition"},
        {"step": "save", "condition1": "医" * 50_000}, {"step": "save", "condition2": many},
        {"step": "save", "events": many}, {"step": "save", "action2": "person-" + "9" * 40},
        {"step": "save", "base": "9" * 40, "field2": "salary"}, {"step": "save", "do2": "close"},
        {"step": "save", "action2": "9" * 400}, {"step": "trial", "number": "'" * 99},
    ]  # fmt: skip
    found = [client.post(NEW, FILLED | each).status_code for each in odd]
    assert found == [200, 200, 200, 200, 422, 422, 422, 422, 422, 422, 422, 422]
    assert client.get("/console/rule-runs/?rule=" + "9" * 40 + "&outcome=x&after=-1").status_code == 200
    assert client.post(f"/console/rules/{'9' * 18}/activity/", {"version": "1"}).status_code == 404


def test_the_card_tells_it_to_us_and_not_to_the_hospital(cast: Cast) -> None:
    manager = cast.actor("manager")
    reply = aids.write(manager, "reply", aids.Said("请提供截图", "您好"), at=at(-9))
    live(
        cast, Action("note", "", "看接口"), Action("tell", "directors"), Action("draft", str(reply.pk)), name="医保提示"
    )
    ticket = cast.report()
    turn(at(1))
    run, version = Run.objects.get(), reply.versions.get().pk
    shown = signed_in(cast, "agent").get(f"/console/tickets/{ticket.number}/")
    told, links = text(shown), re.findall(r'href="([^"]+)"', shown.content.decode())
    assert ("自动规则触发 ： 医保提示 · 依据" in told or "医保提示 · 依据" in told, "由规则“医保提示”自动" in told) == (
        True,
        True,
    )
    assert f"/console/rule-runs/{run.pk}/" in links
    proposed = f"/console/tickets/{ticket.number}/?act=reply&amp;canned={version}#composer"
    assert proposed in links
    assert "您好" in signed_in(cast, "agent").get(html.unescape(proposed)).content.decode()
    hospital = text(signed_in(cast, "hospital_a").get(f"/portal/tickets/{ticket.number}/"))
    assert [word for word in ("规则", "医保提示", "看接口", "请提供截图") if word in hospital] == []


def test_the_list_of_runs_and_its_file(cast: Cast) -> None:
    rule = live(cast, Action("offer", str(cast.users["agent2"].pk)), Action("offer", str(cast.users["developer"].pk)))
    other = live(cast, name="另一条")
    first, second = cast.report(), cast.report(key="two", minutes=1)
    turn(at(2))
    client = signed_in(cast, "agent")

    def listed(query: str) -> list[str]:
        return re.findall(r'/console/rule-runs/(\d+)/"', client.get(f"/console/rule-runs/?{query}").content.decode())

    runs = {(run.rule_id, run.ticket_id): str(run.pk) for run in Run.objects.all()}
    assert sorted(listed(f"rule={rule.pk}")) == sorted([runs[rule.pk, first.pk], runs[rule.pk, second.pk]])
    assert listed(f"number={second.number}&rule={other.pk}") == [runs[other.pk, second.pk]]
    assert sorted(listed("outcome=failed")) == sorted(runs[rule.pk, card.pk] for card in (first, second))
    assert listed("outcome=held") == []
    sheet = rows(client.get(f"/console/rule-runs.xlsx?rule={other.pk}&number={first.number}"))
    assert [row[1:4] for row in sheet[1:]] == [("另一条", 1, first.number)]


def test_nothing_there_yet(cast: Cast) -> None:
    agent = signed_in(cast, "agent")
    assert "这里还没有规则" in text(agent.get("/console/rules/"))
    assert "还没有规则触发过" in text(agent.get("/console/rule-runs/"))
    assert "没有符合的记录" in text(agent.get("/console/rule-runs/?outcome=held"))
    assert "/console/rules/new/" not in agent.get("/console/rules/").content.decode()
