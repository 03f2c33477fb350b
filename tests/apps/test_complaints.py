"""A complaint from its filing to the archive; who is shut out; what climbs; what time tells."""

from datetime import timedelta

import pytest

from shouwen.apps.complaints import actions, clocks, jobs, queries
from shouwen.apps.complaints.models import Accused, Complaint
from shouwen.apps.departures.actions import leave
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.people.models import Grant
from shouwen.apps.surveys.models import Survey
from shouwen.apps.tickets import actions as cards
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from tests.cast import Cast, at
from tests.faults import complaint_acts as steps
from tests.faults.desk_acts import Desk


def filed(cast: Cast, by: str = "ward_a", *, key: str = "k", minutes: float = 0, **said: object) -> Complaint:
    told = {"kind": "slow", "text": "打了三次电话没有人管。"} | said
    return actions.file(cast.actor(by), actions.Filing(**told), at=at(minutes), submission=f"{key}-0123456789abcdef")


def assigned(cast: Cast, complaint: Complaint, to: str = "agent") -> None:
    actions.grade(cast.actor("manager"), complaint.number, complaint.grade, "", at=at(1))
    actions.assign(cast.actor("manager"), complaint.number, cast.users[to].pk, at=at(2))


def refused(do, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, str(caught.value.facts.get("field", ""))


def told(name: str) -> list[str]:
    return list(
        Notice.objects.filter(person__username=name, complaint__isnull=False)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_the_customer_takes_it_back(cast: Cast) -> None:
    complaint = filed(cast)
    assigned(cast, complaint)
    number = complaint.number
    assert refused(actions.withdraw, cast.actor("hospital_b"), number, "误会", at=at(3)) == ("absent", "")
    assert refused(actions.withdraw, cast.actor("agent2"), number, "误会", at=at(3)) == ("not_the_handler", "")
    assert refused(actions.withdraw, cast.actor("ward_a"), number, " ", at=at(3)) == ("text_missing", "words")
    found = actions.withdraw(cast.actor("ward_a"), number, "误会，电话里已说清楚。", at=at(3))
    assert (found.state, found.settled_at, found.next_due_at, found.next_look_at) == ("withdrawn", at(3), None, None)
    assert told("agent")[-1:] == told("manager")[-1:] == ["complaint_withdrawn"]
    assert "complaint_withdrawn" not in told("ward_a")
    # Its clocks stand still: nothing is breached afterwards.
    assert {each.state for each in clocks.replayed(found, at(60 * 24 * 30))} == {"running"}
    assert [each.body for each in found.words.all()] == ["误会，电话里已说清楚。"]
    assert refused(actions.withdraw, cast.actor("ward_a"), number, "误会", at=at(4)) == ("not_now", "")
    # Nobody is asked how it went, and it may be archived without a correction.
    assert Survey.objects.count() == 0
    assert actions.archive(cast.actor("manager"), number, at=at(5)).state == "archived"


def test_what_one_of_ours_takes_back_is_told_to_who_complained(cast: Cast) -> None:
    complaint = filed(cast)
    assigned(cast, complaint)
    actions.withdraw(cast.actor("agent"), complaint.number, "电话里说是误会。", at=at(3))
    assert (told("ward_a"), told("manager")[-1:]) == (["complaint_withdrawn"], ["complaint_withdrawn"])


def test_the_whole_way(cast: Cast) -> None:
    desk = Desk(cast)
    for step in (*steps.DONE, steps.accepted, steps.corrected):
        step(desk)
    found = actions.archive(cast.actor("manager"), steps.number(desk), at=at(20))
    assert (found.state, found.round, found.grade, found.next_due_at) == ("archived", 1, "grave", None)
    codes = Event.objects.filter(subject_kind="complaint").order_by("seq").values_list("code", flat=True)
    assert [code.removeprefix("complaint.") for code in codes] == [
        "filed", "graded", "assigned", "contacted", "proposed", "approved", "answered", "accepted", "corrected",
        "archived",
    ]  # fmt: skip
    # Nothing of it stands on the card that it names.
    assert not Event.objects.filter(subject_kind="ticket", code__startswith="complaint").exists()
    assert told("manager") == ["complaint_filed", "complaint_proposed", "complaint_accepted"]
    assert told("agent") == ["complaint_filed", "complaint_assigned", "complaint_decided", "complaint_accepted"]
    assert told("ward_a") == ["complaint_answered"]
    # Complained of: the first contact of the card (pm) and whom the ward chose (agent2).
    assert [told(name) for name in ("pm", "agent2")] == [[], []]


def test_who_is_complained_of(cast: Cast) -> None:
    card = cast.report(by="ward_a")
    cards.take(cast.actor("agent"), card.number, at=at(1))
    found = filed(cast, card=card.number, about="还有 developer-name", people=(cast.users["resident"].pk,), minutes=2)
    rows = Accused.objects.filter(complaint=found).order_by("person__username")
    assert {row.person.username: row.because for row in rows} == {
        "pm": "first_contact", "agent": "handler", "developer": "named", "resident": "chosen"
    }  # fmt: skip
    for name in ("pm", "agent", "developer", "resident"):
        assert not Complaint.objects.for_actor(cast.actor(name)).exists()
    assert Complaint.objects.for_actor(cast.actor("agent2")).count() == 1


def test_who_writes_down_one_about_himself_loses_sight_of_it(cast: Cast) -> None:
    said = {"channel": "phone", "hospital_id": cast.hospital.pk, "about": "agent-name"}
    found = filed(cast, "agent", **said)
    # His word is no first word to the customer either.
    assert found.contacted_at is None
    assert not Complaint.objects.for_actor(cast.actor("agent")).exists()
    assert refused(actions.grade, cast.actor("agent"), found.number, "plain", "", at=at(1)) == ("absent", "")
    other = filed(cast, "agent2", key="other", **(said | {"about": ""}))
    assert other.contacted_at == at(0)


def test_the_handler_is_independent(cast: Cast) -> None:
    found = filed(cast, people=(cast.users["pm"].pk,))
    manager = cast.actor("manager")
    actions.grade(manager, found.number, "plain", "", at=at(1))
    give = actions.assign
    who = {name: cast.users[name].pk for name in ("pm", "pm2", "finance", "agent", "manager")}
    assert refused(give, manager, found.number, who["pm"], at=at(2)) == ("is_accused", "handler")
    # Deputy of the account manager at the first hospital.
    assert refused(give, manager, found.number, who["pm2"], at=at(2)) == ("is_deputy_of_accused", "handler")
    assert refused(give, manager, found.number, who["finance"], at=at(2)) == ("not_qualified", "handler")
    assert {each.username for each in queries.candidates(found, at(2))} == {
        "agent", "agent2", "resident", "developer", "manager", "auditor"
    }  # fmt: skip
    give(manager, found.number, who["agent"], at=at(2))
    # Named later: it leaves his hands and his sight.
    actions.name(manager, found.number, who["agent"], "院方补充", at=at(3))
    found.refresh_from_db()
    assert (found.handler_id, found.state) == (None, "graded")
    assert refused(actions.note, cast.actor("agent"), found.number, "x", at=at(4), submission="n" * 20) == (
        "absent",
        "",
    )
    actions.clear(manager, found.number, who["agent"], "不是他", at=at(5))
    assert Complaint.objects.for_actor(cast.actor("agent")).exists()


def test_nobody_approves_his_own_proposal(cast: Cast) -> None:
    found = filed(cast)
    assigned(cast, found, "manager")
    manager = cast.actor("manager")
    actions.contact(manager, found.number, "已通话", at=at(3), submission="c" * 20)
    actions.propose(manager, found.number, steps.FOUND, at=at(4))
    assert refused(actions.decide, manager, found.number, True, "", at=at(5)) == ("approves_himself", "")
    Grant.objects.create(user=cast.users["agent2"], role=Role.DIRECTOR)
    assert actions.decide(cast.actor("agent2"), found.number, False, "再问一次录音", at=at(5)).state == "investigating"


def test_when_the_director_is_complained_of_an_administrator_stands_in(cast: Cast) -> None:
    plain = filed(cast, key="plain")
    found = filed(cast, people=(cast.users["manager"].pk,), key="director")
    assert [each.number for each in Complaint.objects.for_actor(cast.actor("admin"))] == [found.number]
    assert [each.number for each in Complaint.objects.for_actor(cast.actor("manager"))] == [plain.number]
    admin = cast.actor("admin")
    actions.grade(admin, found.number, "grave", "", at=at(1))
    under = refused(actions.assign, admin, found.number, cast.users["agent"].pk, at=at(2))
    assert under == ("is_under_the_accused", "handler")
    actions.assign(admin, found.number, cast.users["auditor"].pk, at=at(2))
    auditor = cast.actor("auditor")
    actions.contact(auditor, found.number, "已通话", at=at(3), submission="c" * 20)
    actions.propose(auditor, found.number, steps.FOUND, at=at(4))
    actions.decide(admin, found.number, True, "", at=at(5))
    actions.answer(auditor, found.number, "致歉", at=at(6))
    assert told("manager") == ["complaint_filed"]
    assert "complaint_filed" in told("admin")


def test_a_second_round_climbs_and_the_second_no_goes_to_the_supervisor(cast: Cast) -> None:
    desk = Desk(cast)
    for step in (*steps.DONE, steps.rejected):
        step(desk)
    found = Complaint.objects.get()
    assert (found.state, found.round, found.grade, found.answered_at) == ("investigating", 2, "urgent", None)
    # The answer of the second round is due in the time of its grade, from the no.
    assert found.next_due_at == at(8) + timedelta(hours=24)
    for step in (steps.proposed, steps.approved, steps.answered, steps.rejected):
        step(desk)
    found.refresh_from_db()
    assert (found.state, found.round) == ("escalated", 3)
    manager = cast.actor("manager")
    assert actions.conclude(manager, found.number, "终结答复", at=at(9)).state == "concluded"
    assert refused(actions.archive, manager, found.number, at=at(9)) == ("correction_missing", "")


def test_a_repeated_complaint_stands_one_higher(cast: Cast) -> None:
    card = cast.report(by="ward_a")
    first = filed(cast, card=card.number, key="one")
    again = filed(cast, card=card.number, key="two", minutes=5)
    third = filed(cast, earlier=again.number, key="three", minutes=6)
    found = [(each.grade, each.earlier_id) for each in (first, again, third)]
    assert found == [("plain", None), ("grave", first.pk), ("urgent", again.pk)]
    assert filed(cast, "hospital_b", key="elsewhere", minutes=7).grade == "plain"


def test_time_tells_each_share_once(cast: Cast) -> None:
    found = filed(cast)
    assert found.next_look_at == at(48)
    assert [jobs.watch(at(minute)) for minute in (47, 48, 49, 60, 61)] == [0, 1, 0, 1, 0]
    assert told("manager") == ["complaint_filed", "complaint_late", "complaint_late"]
    # Three working days of eight hours from Tuesday 10:00.
    found.refresh_from_db()
    answer = {each.clock.value: each.due_at for each in clocks.replayed(found, at(61))}["answer"]
    assert answer == at(3 * 24 * 60)


def test_a_colleague_who_leaves_leaves_no_complaint_behind(cast: Cast) -> None:
    found = filed(cast)
    assigned(cast, found, "developer")
    leave(cast.actor("manager"), cast.users["developer"].pk, cast.users["agent"].pk, "离职", at=at(5))
    found.refresh_from_db()
    assert (found.handler_id, found.state) == (None, "graded")
    assert told("manager")[-1] == "complaint_unassigned"


def test_what_is_sent_twice_is_there_once(cast: Cast) -> None:
    assert filed(cast).pk == filed(cast).pk
    assert filed(cast, key="other").number.endswith("-02")


def test_a_hospital_complains_of_its_own_cards_only(cast: Cast) -> None:
    card = cast.report(by="hospital_b", key="theirs")
    fault = refused(filed, cast, card=card.number)
    assert fault == ("absent", "card")
    found = filed(cast, "hospital_a")
    assert not Complaint.objects.for_actor(cast.actor("ward_a")).filter(pk=found.pk).exists()
    assert not Complaint.objects.for_actor(cast.actor("hospital_b")).exists()


def test_the_customer_reads_no_note_of_ours_and_a_patient_is_masked(cast: Cast) -> None:
    found = filed(cast, text="患者张三的手机 13912345678 被打了三次。")
    assert "13912345678" not in found.text
