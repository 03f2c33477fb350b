"""Canned replies and checklists: written with versions, retired, put into a reply, ticked on a card."""

import pytest

from shouwen.apps.aids import actions, queries
from shouwen.apps.aids.actions import Said
from shouwen.apps.aids.models import Tick, Version
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db

HELLO = Said(
    "已收到", "{contact}您好，{number} 已收到，{agent}处理中。{department}", "Received", "{contact}, got {number}."
)
CHECK = Said("打印故障", "看驱动\n看纸张\n重启服务", card_kind="incident")


def refused(do: object) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do()  # type: ignore[operator]
    return caught.value.code, caught.value.facts.get("field")


def newest(cast: Cast, kind: str = "reply", **more: object) -> list[str]:
    return [each.name_zh for each in queries.aids(cast.actor("agent"), kind, **more).versions]  # type: ignore[arg-type]


def test_versions_stay_and_the_newest_counts(cast: Cast) -> None:
    manager = cast.actor("manager")
    aid = actions.write(manager, "reply", HELLO, at=at(0))
    assert refused(lambda: actions.revise(manager, aid.pk, HELLO, at=at(1))) == ("nothing_changed", "text_zh")
    actions.revise(manager, aid.pk, Said("已收到您的报修", "收到。"), at=at(2))
    assert newest(cast) == ["已收到您的报修"]
    assert [(each.number, each.name_zh) for each in queries.aid_of(manager, aid.pk)[1]] == [
        (2, "已收到您的报修"), (1, "已收到")]  # fmt: skip
    assert [event.code for event in Event.objects.filter(subject_kind="aid").order_by("seq")] == ["aid.written"] * 2


def test_who_writes(cast: Cast) -> None:
    for who in ("agent", "auditor", "ward_a"):
        assert refused(lambda who=who: actions.write(cast.actor(who), "reply", HELLO, at=at(0)))[0] == "not_your_role"


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("reply", Said("a", "{x}"), ("variable_unknown", "text_zh")),
        ("reply", Said("", "a"), ("text_missing", "name_zh")),
        ("reply", Said("a", "b", card_kind="complain"), ("unknown_choice", "card_kind")),
        ("reply", Said("a", "b", module_id=999_999), ("absent", "module")),
        ("checklist", Said("a", "一\n二", text_en="one"), ("steps_differ", "text_en")),
        ("rule", Said("a", "b"), ("absent", None)),
    ],
)
def test_what_is_refused(cast: Cast, kind: str, said: Said, why: tuple[str, object]) -> None:
    assert refused(lambda: actions.write(cast.actor("manager"), kind, said, at=at(0))) == why


def test_retired_is_offered_no_more_and_brought_back(cast: Cast) -> None:
    manager, ticket = cast.actor("manager"), cast.report()
    aid = actions.write(manager, "reply", HELLO, at=at(0))
    version = Version.objects.get()
    actions.retire(manager, aid.pk, at=at(1))
    assert (newest(cast), newest(cast, retired=True)) == ([], ["已收到"])
    assert (queries.replies_for(ticket), queries.reply_of(ticket, version.pk)) == ([], None)
    assert refused(lambda: actions.retire(manager, aid.pk, at=at(2)))[0] == "is_retired"
    actions.bring_back(manager, aid.pk, at=at(3))
    assert [each.pk for each in queries.replies_for(ticket)] == [version.pk]


def test_only_what_fits_the_card_and_the_words(cast: Cast) -> None:
    manager, ticket = cast.actor("manager"), cast.report()
    for name, kind, module in (("全部", "", None), ("本模块", "incident", cast.module.pk), ("咨询", "question", None)):
        actions.write(manager, "reply", Said(name, f"{name}的话", card_kind=kind, module_id=module), at=at(0))
    assert [each.name_zh for each in queries.replies_for(ticket)] == ["本模块", "全部"]
    assert [each.name_zh for each in queries.replies_for(ticket, "全部 话")] == ["全部"]


def test_the_facts_of_the_card_stand_in_the_composer(cast: Cast) -> None:
    ticket = cast.report()
    actions.write(cast.actor("manager"), "reply", HELLO, at=at(0))
    version, agent = Version.objects.get(), signed_in(cast, "agent")
    shown = agent.get(f"/console/tickets/{ticket.number}/aids/").content.decode()
    filled = f"丙护士您好，{ticket.number} 已收到，agent-name处理中。病区"
    assert filled in shown
    url = f"/console/tickets/{ticket.number}/?act=reply&canned={version.pk}"
    assert filled in agent.get(url).content.decode()
    assert f"丙护士, got {ticket.number}." in agent.get(f"{url}&lang=en").content.decode()
    for odd in ("x", "9" * 30, "²", "999999"):
        assert agent.get(f"/console/tickets/{ticket.number}/?act=reply&canned={odd}").status_code == 200


def test_a_checklist_is_ticked_with_who_and_when(cast: Cast) -> None:
    manager, agent, ticket = cast.actor("manager"), cast.actor("agent"), cast.report()
    aid = actions.write(manager, "checklist", CHECK, at=at(0))
    version = Version.objects.get()
    first = actions.tick(agent, ticket.number, version.pk, 1, at=at(5))
    assert actions.tick(cast.actor("agent2"), ticket.number, version.pk, 1, at=at(6)).pk == first.pk
    actions.revise(manager, aid.pk, Said("打印故障", "只看纸张", card_kind="incident"), at=at(7))
    [found] = queries.checklists_of(ticket, english=False)
    assert (found.version.pk, found.done, [each.words for each in found.steps]) == (
        version.pk, 1, ["看驱动", "看纸张", "重启服务"])  # fmt: skip
    tick = found.steps[1].tick
    assert tick is not None
    assert (tick.by.username, tick.at) == ("agent", at(5))
    actions.untick(cast.actor("agent2"), ticket.number, version.pk, 1, at=at(8))
    row = Tick.objects.get()
    assert (row.undone_by, row.undone_at) == (cast.users["agent2"], at(8))
    # Nothing of the old version is ticked any more: the new one is offered.
    assert [len(each.steps) for each in queries.checklists_of(ticket, english=False)] == [1]
    codes = Event.objects.filter(code__startswith="ticket.step").order_by("seq").values_list("code", flat=True)
    assert list(codes) == ["ticket.step_ticked", "ticket.step_unticked"]


def test_who_ticks_what(cast: Cast) -> None:
    ticket = cast.report()
    actions.write(cast.actor("manager"), "checklist", CHECK, at=at(0))
    version = Version.objects.get().pk
    assert (
        refused(lambda: actions.tick(cast.actor("auditor"), ticket.number, version, 0, at=at(1)))[0] == "not_your_role"
    )
    for step, number in ((3, ticket.number), (0, "SW-20200101-9999")):
        assert (
            refused(lambda s=step, n=number: actions.tick(cast.actor("agent"), n, version, s, at=at(1)))[0] == "absent"
        )
    Ticket.objects.filter(pk=ticket.pk).update(state="archived")
    assert refused(lambda: actions.tick(cast.actor("agent"), ticket.number, version, 0, at=at(2)))[0] == "not_now"


def test_the_room(cast: Cast) -> None:
    manager, agent = signed_in(cast, "manager"), signed_in(cast, "agent")
    said = {"name_zh": "稍后回电", "text_zh": "{contact}您好，稍后回电。"}
    assert manager.post("/console/aids/new/reply/", said | {"text_zh": "{y}"}).status_code == 422
    made = manager.post("/console/aids/new/reply/", said)
    assert made.status_code == 302
    assert "稍后回电" in agent.get("/console/aids/").content.decode()
    assert "/aids/new/" not in agent.get("/console/aids/").content.decode()
    assert agent.get("/console/aids/new/reply/").status_code == 403
    assert manager.get("/console/aids/new/nothing/").status_code == 404
    seen = manager.get(f"{made.url}versions/new/").content.decode()
    assert "稍后回电。" in seen
    assert agent.post(f"{made.url}retirement/").status_code == 403
    assert manager.post(f"{made.url}retirement/").status_code == 302
