"""Macros: steps of existing acts in versions, rehearsed, carried out whole or not at all, told on the card."""

import html
import re
from datetime import timedelta

import pytest

from shouwen.apps.aids import actions, queries
from shouwen.apps.aids.actions import Said
from shouwen.apps.aids.models import Listed, Run, Version
from shouwen.apps.ledger.models import Event
from shouwen.apps.people.actions import add_team, set_teams
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Message, Offer, Ticket
from shouwen.policy.macros import Step
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db


def refused(do: object) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do()  # type: ignore[operator]
    return caught.value.code, caught.value.facts.get("field") or caught.value.facts.get("step")


def macro(cast: Cast, *steps: Step, name: str = "宏") -> Version:
    aid = actions.write(cast.actor("manager"), "macro", Said(name, "用时", steps=steps), at=at(0))
    return aid.versions.get()


def run(cast: Cast, ticket: Ticket, version: Version, who: str = "agent", key: str = "macro-0123456789abcdef") -> Run:
    return actions.run_macro(cast.actor(who), ticket.number, version.pk, at=at(5), submission=key)


def codes(ticket: Ticket) -> list[str]:
    rows = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("seq")
    found = list(rows.values_list("code", flat=True))
    return found[found.index("ticket.macro_run") :] if "ticket.macro_run" in found else []


def test_every_kind_of_step(cast: Cast) -> None:
    manager = cast.actor("manager")
    reply = actions.write(manager, "reply", Said("受理", "{contact}您好，{number} 已受理。"), at=at(0))
    listed = actions.write(manager, "checklist", Said("检查", "一\n二"), at=at(0))
    add_team(manager, "insurance", "医保组", "", at=at(0))
    for name in ("agent2", "developer"):
        set_teams(manager, cast.users[name].pk, ["insurance"], at=at(0))
    busy = cast.report(key="busy")
    cards.take(cast.actor("agent2"), busy.number, at=at(1))
    team = cast.users["developer"].memberships.get().team_id
    version = macro(
        cast,
        Step("take"),
        Step("kind", "question"),
        Step("grade", "department-stopped"),
        Step("service", "remote"),
        Step("note", words="{number} 查医保接口"),
        Step("checklist", str(listed.pk)),
        Step("word", "30"),
        Step("reply", str(reply.pk)),
    )
    ticket = cast.report()
    assert actions.rehearse_macro(cast.actor("agent"), ticket.number, version.pk, at=at(5)) is None
    assert (codes(ticket), Run.objects.count()) == ([], 0)
    run(cast, ticket, version)
    again = run(cast, ticket, version)
    assert (Run.objects.get().pk, again.by.username) == (again.pk, "agent")
    ticket.refresh_from_db()
    assert (ticket.handler, ticket.kind, ticket.grade, ticket.service) == (cast.users["agent"], "question", 3, "remote")
    told = [message.body for message in Message.objects.filter(ticket=ticket).order_by("pk")][-2:]
    assert told == [f"{ticket.number} 查医保接口", f"丙护士您好，{ticket.number} 已受理。"]
    assert Listed.objects.get().version == listed.versions.get()
    assert codes(ticket) == [
        "ticket.macro_run", "ticket.taken", "ticket.classified", "ticket.judged", "ticket.noted",
        "ticket.checklist_added", "ticket.replied", "ticket.responded", "ticket.word_asked",
    ]  # fmt: skip
    # To whoever of the team has least in his hands.
    passed = macro(cast, Step("team", str(team), "医保"), name="转医保组")
    run(cast, ticket, passed, key="second-0123456789abcdef")
    assert (Offer.objects.get().to, Offer.objects.get().reason) == (cast.users["developer"], "医保")


def test_a_word_by_an_instant_is_owed(cast: Cast) -> None:
    ticket = cast.report()
    run(cast, ticket, macro(cast, Step("word", "30")))
    owed = Owed.objects.get(ticket=ticket, spoken_at=None, dropped_at=None)
    assert (owed.due_at, owed.escalates_at) == (at(35), at(50))
    assert owed.due_at - timedelta(minutes=30) == at(5)


def test_a_reply_or_another_grade_does_not_take_the_word_back(cast: Cast) -> None:
    ticket = cast.report()
    reply = actions.write(cast.actor("manager"), "reply", Said("受理", "已受理。"), at=at(0))
    version = macro(
        cast, Step("word", "30"), Step("grade", "department-stopped"), Step("reply", str(reply.pk)), name="承诺"
    )
    run(cast, ticket, version)
    ticket.refresh_from_db()
    assert (ticket.grade, Owed.objects.get(spoken_at=None, dropped_at=None).due_at) == (3, at(35))


def test_all_or_nothing(cast: Cast) -> None:
    ticket = cast.report()
    version = macro(cast, Step("note", words="先看"), Step("offer", str(cast.users["developer"].pk), "看代码"))
    # agent2 neither handles the card nor answers for it.
    assert refused(lambda: run(cast, ticket, version, "agent2")) == ("not_the_handler", 2)
    assert (codes(ticket), Message.objects.filter(audience="internal").count(), Run.objects.count()) == ([], 0, 0)
    found = actions.rehearse_macro(cast.actor("agent2"), ticket.number, version.pk, at=at(5))
    assert (found.code, found.facts["step"]) == ("not_the_handler", 2)


def test_what_is_so_already_is_left_alone(cast: Cast) -> None:
    ticket = cast.report()
    cards.take(cast.actor("agent"), ticket.number, at=at(1))
    run(cast, ticket, macro(cast, Step("take"), Step("kind", ticket.kind), Step("module", str(cast.module.pk))))
    assert codes(ticket) == ["ticket.macro_run"]


def test_a_grade_on_a_kind_that_has_none_is_no_step(cast: Cast) -> None:
    ticket = cast.report()
    run(cast, ticket, macro(cast, Step("kind", "requirement")), key="kind-0123456789abcdef")
    graded = macro(cast, Step("grade", "department-stopped"))
    run(cast, ticket, graded)
    assert codes(ticket)[-1] == "ticket.macro_run"


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), ("no_steps", "step1")),
        ((Step("note"),), ("text_missing", "words1")),
        ((Step("note", words="{x}"),), ("variable_unknown", "words1")),
        ((Step("take"), Step("close")), ("unknown_choice", "step2")),
        ((Step("service", "urgent"),), ("unknown_choice", "step1")),
        ((Step("kind", "complaint"),), ("unknown_choice", "step1")),
        ((Step("offer", "999999"),), ("absent", "step1")),
        ((Step("offer", "²"),), ("unknown_choice", "step1")),
        ((Step("module", "999999"),), ("absent", "step1")),
        ((Step("team", "999999"),), ("absent", "step1")),
        ((Step("reply", "999999"),), ("absent", "step1")),
        ((Step("draft", "1"), Step("draft", "1")), ("one_draft", "step2")),
        ((Step("take"),) * 9, ("too_many_steps", "step8")),
    ],
)
def test_what_is_refused(cast: Cast, steps: tuple[Step, ...], why: tuple[str, str]) -> None:
    said = Said("宏", "用时", steps=steps)
    assert refused(lambda: actions.write(cast.actor("manager"), "macro", said, at=at(0))) == why


def test_a_version_that_is_no_longer_in_use_is_not_carried_out(cast: Cast) -> None:
    ticket, old = cast.report(), macro(cast, Step("note", words="一"))
    said = Said("宏", "用时", steps=(Step("note", words="二"),))
    actions.revise(cast.actor("manager"), old.aid_id, said, at=at(1))
    assert refused(lambda: actions.revise(cast.actor("manager"), old.aid_id, said, at=at(1)))[0] == "nothing_changed"
    assert refused(lambda: run(cast, ticket, old))[0] == "macro_changed"
    new = Version.objects.get(number=2)
    actions.retire(cast.actor("manager"), old.aid_id, at=at(2))
    assert refused(lambda: run(cast, ticket, new))[0] == "macro_changed"
    assert refused(lambda: run(cast, ticket, new, "auditor"))[0] == "not_your_role"
    Ticket.objects.filter(pk=ticket.pk).update(state="closed")
    assert refused(lambda: run(cast, ticket, new))[0] == "not_now"


def test_the_pages(cast: Cast) -> None:
    manager, agent, ticket = signed_in(cast, "manager"), signed_in(cast, "agent"), cast.report()
    reply = actions.write(cast.actor("manager"), "reply", Said("受理", "{number} 已受理。"), at=at(0))
    said = {"name_zh": "接手", "text_zh": "刚分到手", "step1": "take:", "step4": f"draft:{reply.pk}"}
    # A refusal stands at the row in which the step was written.
    wrong = manager.post("/console/aids/new/macro/", said | {"step4": "note:"})
    assert wrong.status_code == 422
    assert 'id="id_words4_error"' in wrong.content.decode()
    made = manager.post("/console/aids/new/macro/", said)
    assert made.status_code == 302
    assert "把常用回复放入回复框：受理" in manager.get(made.url).content.decode()
    again = manager.get(f"{made.url}versions/new/").content.decode()
    assert f'value="draft:{reply.pk}" selected' in again
    version = Version.objects.get(aid__kind="macro")
    page = agent.get(f"/console/tickets/{ticket.number}/aids/").content.decode()
    url = f"/console/tickets/{ticket.number}/macros/{version.pk}/"
    assert url in page
    assert f"{ticket.number} 已受理。" in agent.get(url).content.decode()
    assert "全部执行" in agent.post(f"{url}preview/").content.decode()
    assert Run.objects.count() == 0
    canned = reply.versions.get().pk
    done = agent.post(url, {"submission": "page-0123456789abcdef", "shown": str(canned)})
    assert done.url == f"/console/tickets/{ticket.number}/?act=reply&canned={canned}#composer"
    card = agent.get(done.url).content.decode()
    assert "接手 v1" in card
    # Taken already: the step is so, and the macro can be carried out again.
    assert agent.get(url).status_code == 200
    assert signed_in(cast, "auditor").post(url).status_code == 403


def test_a_text_tells_the_card_as_the_steps_before_have_left_it(cast: Cast) -> None:
    ticket, manager = cast.report(), cast.actor("manager")
    Ticket.objects.filter(pk=ticket.pk).update(module=None)
    reply = actions.write(manager, "reply", Said("受理", "{module}已受理。"), at=at(0))
    note, name = Step("note", words="{module}有问题"), cast.module.name_zh
    version = macro(cast, Step("module", str(cast.module.pk)), note, Step("reply", str(reply.pk)))
    page = signed_in(cast, "agent").get(f"/console/tickets/{ticket.number}/macros/{version.pk}/").content.decode()
    run(cast, ticket, version)
    said = [message.body for message in Message.objects.filter(ticket=ticket).order_by("pk")][-2:]
    assert said == [f"{name}有问题", f"{name}已受理。"]
    assert [text in page for text in said] == [True, True]


def test_a_checklist_that_was_begun_is_not_put_on_again(cast: Cast) -> None:
    ticket, manager, agent = cast.report(), cast.actor("manager"), cast.actor("agent")
    listed = actions.write(manager, "checklist", Said("检查", "一\n二"), at=at(0))
    begun = listed.versions.get()
    actions.tick(agent, ticket.number, begun.pk, 0, at=at(1))
    actions.revise(manager, listed.pk, Said("检查", "一\n二\n三"), at=at(2))
    version = macro(cast, Step("checklist", str(listed.pk)))
    run(cast, ticket, version)
    assert [each.version for each in queries.checklists_of(ticket, english=False)] == [begun]
    actions.untick(agent, ticket.number, begun.pk, 0, at=at(6))
    run(cast, ticket, version, key="again-0123456789abcdef")
    assert [each.version.number for each in queries.checklists_of(ticket, english=False)] == [2]


def test_a_step_whose_thing_is_gone_is_not_dropped_unsaid(cast: Cast) -> None:
    manager, client = cast.actor("manager"), signed_in(cast, "manager")
    reply = actions.write(manager, "reply", Said("受理", "已受理。"), at=at(0))
    version = macro(cast, Step("take"), Step("reply", str(reply.pk)), Step("offer", str(cast.users["agent2"].pk), "看"))
    actions.retire(manager, reply.pk, at=at(1))
    cast.users["agent2"].grants.all().delete()
    url = f"/console/aids/{version.aid_id}/"
    assert "（已不在）" in client.get(url).content.decode()
    form = client.get(f"{url}versions/new/")
    page = form.content.decode()
    tokens = [f"reply:{reply.pk}", f"offer:{cast.users['agent2'].pk}"]
    assert [f'value="{token}" selected' in page for token in tokens] == [True, True]
    seen = html.unescape(re.findall(r'name="seen" value="([^"]*)"', page)[0])
    said = {
        "name_zh": "改名",
        "text_zh": "用时",
        "step1": "take:",
        "step2": tokens[0],
        "step3": tokens[1],
        "seen": seen,
    }
    kept = client.post(f"{url}versions/new/", said | {"words3": "看"})
    assert (kept.status_code, 'id="id_step2_error"' in kept.content.decode()) == (422, True)
    assert f'value="{tokens[0]}" selected' in kept.content.decode()
    assert Version.objects.filter(aid=version.aid_id).count() == 1


def test_nothing_is_sent_that_nobody_read(cast: Cast) -> None:
    manager, agent, ticket = cast.actor("manager"), signed_in(cast, "agent"), cast.report()
    reply = actions.write(manager, "reply", Said("受理", "{number} 已受理。"), at=at(0))
    version = macro(cast, Step("note", words="先看"), Step("reply", str(reply.pk)))
    url, before = f"/console/tickets/{ticket.number}/macros/{version.pk}/", Message.objects.count()
    read = str(reply.versions.get().pk)
    assert f'name="shown" value="{read}"' in agent.post(f"{url}preview/").content.decode()
    actions.revise(manager, reply.pk, Said("受理", "{number} 明天再说。"), at=at(1))
    # What it says now is shown, and may be sent so.
    late = agent.post(url, {"submission": "read-0123456789abcdef", "shown": read})
    page = late.content.decode()
    assert (late.status_code, Message.objects.count(), Run.objects.count()) == (409, before, 0)
    assert f"{ticket.number} 明天再说。" in page
    newer = reply.versions.all()[0].pk
    assert f'name="shown" value="{newer}"' in page
    assert agent.post(url, {"submission": "read-1123456789abcdef", "shown": str(newer)}).status_code == 302
    assert Message.objects.filter(ticket=ticket).latest("pk").body == f"{ticket.number} 明天再说。"


@pytest.mark.parametrize(("kind", "do"), [("reply", "reply"), ("reply", "draft"), ("checklist", "checklist")])
def test_what_is_retired_is_not_sent(cast: Cast, kind: str, do: str) -> None:
    manager, ticket = cast.actor("manager"), cast.report()
    aid = actions.write(manager, kind, Said("受理", "已受理。"), at=at(0))
    version = macro(cast, Step("note", words="先看"), Step(do, str(aid.pk)))
    actions.retire(manager, aid.pk, at=at(1))
    before = Message.objects.count()
    assert refused(lambda: run(cast, ticket, version)) == ("macro_changed", 2)
    found = actions.rehearse_macro(cast.actor("agent"), ticket.number, version.pk, at=at(5))
    assert (found.code, found.facts["step"]) == ("macro_changed", 2)
    assert (Message.objects.count(), Listed.objects.count(), Run.objects.count()) == (before, 0, 0)
    url = f"/console/tickets/{ticket.number}/macros/{version.pk}/"
    page = signed_in(cast, "agent").post(f"{url}preview/").content.decode()
    assert "已受理。" not in page
    assert 'name="shown"' not in page


def test_the_page_tells_the_variables_below_each_step_with_words(cast: Cast) -> None:
    said = {"name_zh": "转开发", "text_zh": "用时", "step1": "take:", "step3": "note:", "words3": "{x} 看"}
    manager = signed_in(cast, "manager")
    shown, sent = manager.get("/console/aids/new/macro/"), manager.post("/console/aids/new/macro/", said)
    hint = r'id="id_words(\d)_helptext">[^<]{0,60}\{number\} \{title\}'
    assert [re.findall(hint, page.content.decode()) for page in (shown, sent)] == [["1"], ["1", "3"]]
    assert (sent.status_code, 'id="id_words3_error"' in sent.content.decode()) == (422, True)
