"""Remote service: nothing without the hospital's word, everything on the card, and somebody goes when it lasts."""

import pytest
import time_machine

from shouwen.apps.departures.actions import leave
from shouwen.apps.departures.queries import burden
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.remote import actions, queries
from shouwen.apps.remote.actions import Ended, Granted, Started
from shouwen.apps.remote.jobs import watch
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import next_of_month
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.policy.refusal import Refused
from tests.apps import remotes
from tests.cast import Cast, at, signed_in
from tests.faults.world import check_world

EVENING = 10 * 60 + 30  # 20:30 in Shanghai: the remote service is closed.


def refused(do, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return f"{caught.value.code}@{caught.value.facts['field']}" if "field" in caught.value.facts else caught.value.code


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def codes() -> list[str]:
    rows = Event.objects.filter(code__contains="remote").order_by("pk").values_list("code", flat=True)
    return [code.removeprefix("ticket.remote_") for code in rows]


def test_from_the_question_to_the_hospitals_confirmation(cast: Cast) -> None:
    session = remotes.written(cast)
    assert (session.operator, session.masked_id, session.tool, session.scope) == (
        cast.users["agent"], "***789", "ToDesk", ["look", "data"]
    )  # fmt: skip
    assert (session.started_at, session.ended_at, session.ended_because, session.stage) == (
        at(12), at(40), "operator", "waiting"
    )  # fmt: skip
    head = cast.actor("hospital_a")
    found = actions.confirm_session(head, session.number, "甲主任", at=at(50))
    assert (found.stage, found.signed_name, found.word_by) == ("confirmed", "甲主任", cast.users["hospital_a"])
    assert refused(actions.reject_session, head, session.number, "没有", at=at(51)) == "remote_answered"
    assert codes() == ["asked", "granted", "started", "ended", "written", "confirmed"]
    granted = Authorisation.objects.get()
    assert (granted.signed_name, granted.answered_at, granted.backup, granted.needs_backup) == (
        "甲主任", at(8), "done", True
    )  # fmt: skip
    # The whole number of the session stands nowhere.
    assert not any("456" in str(event.data) for event in Event.objects.all())
    assert (told("remote_asked"), told("remote_written"), told("remote_confirmed")) == (
        {"hospital_a"}, {"hospital_a"}, {"agent"}
    )  # fmt: skip
    assert check_world() == []


def test_the_hospital_rejects_with_a_remark(cast: Cast) -> None:
    session = remotes.written(cast)
    found = actions.reject_session(cast.actor("hospital_a"), session.number, "还改了打印参数。", at=at(50))
    assert (found.stage, found.remark) == ("rejected", "还改了打印参数。")
    assert "agent" in told("remote_rejected")


def test_only_the_hospitals_head_gives_its_word(cast: Cast) -> None:
    found = remotes.asked(cast)
    for who, code in (("ward_a", "not_your_role"), ("agent", "not_your_role"), ("hospital_b", "absent")):
        assert refused(actions.grant_remote, cast.actor(who), found.number, remotes.GRANT, at=at(8)) == code
        assert refused(actions.refuse_remote, cast.actor(who), found.number, "否", at=at(8)) == code
    refusal = actions.refuse_remote(cast.actor("hospital_a"), found.number, "今天有评审。", at=at(8))
    assert (refusal.state, refusal.words) == ("refused", "今天有评审。")
    assert refused(actions.grant_remote, cast.actor("hospital_a"), found.number, remotes.GRANT, at=at(9)) == (
        "remote_state"
    )
    assert refused(remotes.start, cast, found) == "remote_not_granted"
    assert "agent" in told("remote_refused")


def test_a_granted_window_may_be_narrower_and_binds(cast: Cast) -> None:
    found = remotes.asked(cast)
    head, agent = cast.actor("hospital_a"), cast.actor("agent")
    wider = Granted("甲主任", "done", "", at(0), None)
    assert refused(actions.grant_remote, head, found.number, wider, at=at(8)) == "window_not_inside@starts_at"
    no_backup = Granted("甲主任", "not_needed", "改动很小")
    assert refused(actions.grant_remote, head, found.number, no_backup, at=at(8)) == "backup_needed@backup"
    actions.grant_remote(head, found.number, Granted("甲主任", "done", "", at(30), at(60)), at=at(8))
    assert refused(remotes.start, cast, found, minutes=29) == "remote_not_yet"
    assert refused(remotes.start, cast, found, minutes=60) == "remote_over"
    session = remotes.start(cast, found, minutes=59)
    assert session.ends_by == at(60)
    # A session does not outlast its window: it is ended, and then written down.
    assert (watch(at(59)), watch(at(61)), watch(at(62))) == (0, 1, 0)
    session.refresh_from_db()
    assert (session.ended_at, session.ended_because, session.stage) == (at(61), "window_over", "unwritten")
    assert told("remote_cut") == {"agent"}
    assert refused(actions.confirm_session, head, session.number, "甲", at=at(62)) == "remote_unwritten"
    actions.end_session(agent, session.number, remotes.ENDED, at=at(63))
    session.refresh_from_db()
    assert (session.ended_at, session.stage) == (at(61), "waiting")


def test_looking_alone_needs_no_backup_with_a_reason(cast: Cast) -> None:
    found = remotes.asked(cast, scope=["look"])
    assert found.needs_backup is False
    head = cast.actor("hospital_a")
    assert refused(actions.grant_remote, head, found.number, Granted("甲", "not_needed"), at=at(8)) == (
        "text_missing@backup_words"
    )
    kept = actions.grant_remote(head, found.number, Granted("甲", "not_needed", "只看日志"), at=at(8))
    assert (kept.backup, kept.backup_words) == ("not_needed", "只看日志")
    more = Started(remotes.SESSION_ID, scope=["look", "data"])
    assert refused(
        actions.start_session, cast.actor("agent"), found.number, more, at=at(12), submission="more-0123456789abcdef"
    ) == "scope_not_granted@scope"  # fmt: skip


def test_told_by_telephone_the_hospital_hears_of_it_and_objects(cast: Cast) -> None:
    found = remotes.asked(cast)
    agent = cast.actor("agent")
    facts = Granted("信息科值班 李工", "done")
    assert refused(actions.record_grant, cast.actor("hospital_a"), found.number, facts, at(7), at=at(8)) == (
        "not_your_role"
    )
    assert refused(actions.record_grant, agent, found.number, facts, at(9), at=at(8)) == "time_to_come@said_at"
    # A word that was given more than an hour before it was asked for was about something else.
    assert refused(actions.record_grant, agent, found.number, facts, at(5 - 61), at=at(8)) == "word_too_old@said_at"
    old = at(8 - 24 * 60 - 1)
    assert refused(actions.record_grant, agent, found.number, facts, old, at=at(8)) == "word_too_old@said_at"
    kept = actions.record_grant(agent, found.number, facts, at(7), at=at(8))
    assert (kept.by_phone, kept.said_at, kept.answered_by, kept.signed_name) == (
        True, at(7), cast.users["agent"], "信息科值班 李工"
    )  # fmt: skip
    assert "hospital_a" in told("remote_granted")
    session = remotes.start(cast, found)
    actions.withdraw_remote(cast.actor("hospital_a"), found.number, "没有人同意过。", at=at(20))
    session.refresh_from_db()
    assert (session.ended_at, session.ended_because) == (at(20), "withdrawn")


def test_a_withdrawal_ends_a_running_session_at_once(cast: Cast) -> None:
    session = remotes.running(cast)
    found = session.authorisation
    assert refused(actions.withdraw_remote, cast.actor("ward_a"), found.number, "", at=at(20)) == "not_your_role"
    actions.withdraw_remote(cast.actor("hospital_a"), found.number, "", at=at(20))
    session.refresh_from_db()
    assert (session.ended_at, session.ended_because, session.stage) == (at(20), "withdrawn", "unwritten")
    assert "agent" in told("remote_withdrawn")
    assert refused(remotes.start, cast, found, "agent2", 21, "again") == "remote_not_granted"
    assert codes()[-2:] == ["withdrawn", "ended"]
    # It is still owed what was done in it.
    actions.end_session(cast.actor("agent"), session.number, Ended("未作改动。", solved=False), at=at(30))
    assert refused(actions.end_session, cast.actor("agent"), session.number, remotes.ENDED, at=at(31)) == (
        "remote_written"
    )
    assert check_world() == []


def test_one_session_of_a_person_and_on_a_card(cast: Cast) -> None:
    session = remotes.running(cast)
    other = remotes.granted(cast, "other")
    assert refused(remotes.start, cast, session.authorisation, "agent2", 13, "x") == "remote_card_busy"
    assert refused(remotes.start, cast, other, "agent", 13, "x") == "remote_operator_busy"
    # The same form again is the same session.
    assert remotes.start(cast, session.authorisation) == session
    assert remotes.start(cast, other, "agent2", 13, "y").operator == cast.users["agent2"]
    for who in ("agent2", "pm"):
        assert refused(actions.end_session, cast.actor(who), session.number, remotes.ENDED, at=at(20)) == (
            "not_your_role"
        )
    assert actions.end_session(cast.actor("manager"), session.number, remotes.ENDED, at=at(20)).ended_at == at(20)


def test_no_password_is_kept_anywhere(cast: Cast) -> None:
    card = cast.report(answer="department")
    agent = cast.actor("agent")
    said = remotes.wanted(why="登录密码：abc123，请授权。")
    assert refused(actions.ask_remote, agent, card.number, said, at=at(5), submission="p-0123456789abcdef") == (
        "password_in_text@why"
    )
    found = remotes.granted(cast, card=card)
    for odd in ("k3v9x2", "Abc@12345"):
        start = Started(odd)
        assert refused(
            actions.start_session, agent, found.number, start, at=at(12), submission="s-0123456789abcdef"
        ) == "looks_like_password@session_id"  # fmt: skip
    session = remotes.start(cast, found)
    ended = Ended("新口令=Qwe123", solved=True)
    assert refused(actions.end_session, agent, session.number, ended, at=at(20)) == "password_in_text@changed"
    covered = actions.end_session(agent, session.number, Ended("患者 13800138000 的费用", solved=True), at=at(20))
    assert "13800138000" not in covered.changed


def test_off_the_hours_only_what_is_grave_or_has_a_reason(cast: Cast) -> None:
    window = {"starts_at": at(10), "ends_at": at(EVENING + 60)}
    plain, agent = remotes.granted(cast, **window), cast.actor("agent")
    assert (queries.is_open(at(0)), queries.is_open(at(EVENING))) == (True, False)
    assert refused(remotes.start, cast, plain, minutes=EVENING) == "remote_closed@off_hours"
    why = Started(remotes.SESSION_ID, off_hours="院方要求夜间停机时做。")
    key = "night-0123456789abcdef"
    session = actions.start_session(agent, plain.number, why, at=at(EVENING), submission=key)
    assert session.off_hours == "院方要求夜间停机时做。"
    grave = remotes.granted(cast, "grave", cast.report("hospital_a", "whole_hospital", key="grave"), **window)
    assert remotes.start(cast, grave, "agent2", EVENING, "g").off_hours == ""


def test_an_ask_whose_window_is_over_waits_for_nobody(cast: Cast) -> None:
    found = remotes.asked(cast)
    head, card = cast.actor("hospital_a"), whole_card(cast.actor("agent"), found.ticket.number, at(20))
    assert [len(queries.open_asks(head, at(minute))) for minute in (179, 180)] == [1, 0]
    assert [queries.remote_on(card, at(minute)).asked for minute in (179, 180)] == [1, 0]
    assert [burden(cast.users["agent"].pk, at(minute)).remote_asked for minute in (179, 180)] == [1, 0]


def test_what_was_used_is_not_rewritten_as_cancelled(cast: Cast) -> None:
    session = remotes.written(cast)
    found = session.authorisation
    assert refused(actions.cancel_remote, cast.actor("agent"), found.number, "不用了", at=at(180)) == "remote_over"
    cards.withdraw(cast.actor("hospital_a"), found.ticket.number, "已恢复", at=at(200))
    found.refresh_from_db()
    assert found.state == "granted"


def test_an_account_alone_needs_a_backup_only_when_it_was_asked_for(cast: Cast) -> None:
    plain, wanted = remotes.asked(cast, scope=["account"]), remotes.asked(cast, "b", scope=["account"], backup=True)
    without = Granted("甲", "not_needed", "只重现报错")
    head = cast.actor("hospital_a")
    assert actions.grant_remote(head, plain.number, without, at=at(8)).backup == "not_needed"
    assert refused(actions.grant_remote, head, wanted.number, without, at=at(8)) == "backup_needed@backup"


@time_machine.travel(at(300), tick=False)
def test_a_hospital_objects_to_a_word_by_telephone_after_its_window(cast: Cast) -> None:
    told_ = remotes.asked(cast)
    actions.record_grant(cast.actor("agent"), told_.number, Granted("李工", "done"), at(7), at=at(8))
    page = signed_in(cast, "hospital_a").get(f"/portal/tickets/{told_.ticket.number}/remote/").content.decode()
    assert f"/{told_.number}/withdrawal/" in page
    assert actions.withdraw_remote(cast.actor("hospital_a"), told_.number, "没有", at=at(300)).state == "withdrawn"


@time_machine.travel(at(100), tick=False)
def test_the_page_offers_what_is_possible_and_says_why_nobody_goes(cast: Cast) -> None:
    session = remotes.running(cast)
    number = session.ticket.number
    other = remotes.granted(cast, "other", session.ticket)
    watch(at(72))
    actions.decline_onsite(cast.actor("manager"), number, "厂商补丁今晚到。", at=at(75))
    client, begin = signed_in(cast, "agent"), f"/{other.number}/sessions/new/"
    page = client.get(f"/console/tickets/{number}/remote/").content.decode()
    assert ("厂商补丁今晚到。" in page, begin in page) == (True, False)
    actions.end_session(cast.actor("agent"), session.number, remotes.ENDED, at=at(80))
    assert begin in client.get(f"/console/tickets/{number}/remote/").content.decode()
    cards.take(cast.actor("agent"), number, at=at(81))
    cards.resolve(cast.actor("agent"), number, Remedy("inherent_defect", "缺索引", "补索引"), at=at(82))
    assert begin not in client.get(f"/console/tickets/{number}/remote/").content.decode()


def test_numbers_go_on_after_9999(cast: Cast) -> None:
    session = remotes.written(cast)
    for number in ("RS-202603-9999", "RS-202603-10000"):
        last = RemoteSession.objects.get(pk=session.pk)
        last.pk, last.number, last.submission = None, number, number
        last.save()
    assert next_of_month(RemoteSession, "RS", at(60)) == "RS-202603-10001"


def test_with_its_card_everything_ends(cast: Cast) -> None:
    session = remotes.running(cast)
    waiting = remotes.asked(cast, "second", Ticket.objects.get())
    cards.withdraw(cast.actor("hospital_a"), Ticket.objects.get().number, "已恢复", at=at(30))
    session.refresh_from_db()
    waiting.refresh_from_db()
    assert (session.ended_because, waiting.state) == ("card_ended", "cancelled")
    assert {each.state for each in Authorisation.objects.all()} == {"cancelled"}
    assert refused(remotes.asked, cast, "third", Ticket.objects.get()) == "not_now"


def test_we_take_back_what_we_asked_for(cast: Cast) -> None:
    session = remotes.running(cast)
    agent = cast.actor("agent")
    assert refused(actions.cancel_remote, agent, session.authorisation.number, "不用了", at=at(20)) == "remote_running"
    waiting = remotes.asked(cast, "second")
    assert actions.cancel_remote(agent, waiting.number, "电话解决了", at=at(20)).state == "cancelled"
    assert refused(actions.cancel_remote, agent, waiting.number, "再", at=at(21)) == "remote_state"


def test_who_leaves_is_in_no_session_any_more(cast: Cast) -> None:
    session = remotes.running(cast)
    waiting = remotes.asked(cast, "second")
    found = burden(cast.users["agent"].pk, at(20))
    assert (found.remote_asked, found.remote_sessions) == (2, 1)
    leave(cast.actor("admin"), cast.users["agent"].pk, cast.users["agent2"].pk, "离职", at=at(20))
    session.refresh_from_db()
    waiting.refresh_from_db()
    # Who was in the hospital's systems stays on record; another writes down what was done.
    assert (session.ended_because, session.operator, session.keeper, waiting.asked_by) == (
        "left", cast.users["agent"], cast.users["agent2"], cast.users["agent2"]
    )  # fmt: skip
    assert [burden(cast.users[who].pk, at(21)).remote_sessions for who in ("agent", "agent2")] == [0, 1]
    assert list(Notice.objects.filter(kind="passed_on").values_list("person__username", flat=True)) == ["agent2"] * 3
    assert refused(actions.end_session, cast.actor("developer"), session.number, remotes.ENDED, at=at(29)) == (
        "not_your_role"
    )
    actions.end_session(cast.actor("agent2"), session.number, remotes.ENDED, at=at(30))
    assert check_world() == []


def test_each_sees_what_he_may(cast: Cast) -> None:
    session = remotes.written(cast)
    seen = {
        who: [row.number for row in queries.sessions(cast.actor(who)).rows]
        for who in ("agent", "hospital_a", "hospital_b", "ward_a", "pm", "pm2", "admin")
    }
    mine = [session.number]
    assert seen == {
        "agent": mine, "hospital_a": mine, "hospital_b": [], "ward_a": mine, "pm": mine, "pm2": mine, "admin": []
    }  # fmt: skip
    agent = cast.actor("agent")
    stages = {stage: len(queries.sessions(agent, stage=stage).rows) for stage in queries.STAGES}
    assert stages == {"running": 0, "unwritten": 0, "waiting": 1, "confirmed": 0, "rejected": 0}
    assert len(queries.sessions(agent, hospital=cast.other_hospital.pk).rows) == 0
    assert RemoteSession.objects.get().stage == "waiting"
