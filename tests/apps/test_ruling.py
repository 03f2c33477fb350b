"""缺陷认定: the centre proposes, development decides, the hospital may appeal, the director is final."""

from datetime import timedelta

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.jobs import tell_terms
from shouwen.apps.tickets.models import Archive, Ruling, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import MORNING, Cast, at

EVIDENCE = actions.Evidence("标准环境：新建处方，退费后仍可发药。", "需求规格 4.2.7", "5.2.1")
DAY = 24 * 60


def proposed(cast: Cast, cause: str = "inherent_defect", key: str = "k") -> Ticket:
    ticket = cast.report(key=key)
    actions.propose_ruling(cast.actor("agent"), ticket.number, cause, EVIDENCE, "两家医院都有。", at=at(10))
    return ticket


def decided(cast: Cast, cause: str, key: str = "k") -> Ticket:
    ticket = proposed(cast, key=key)
    actions.decide_ruling(cast.actor("developer"), ticket.number, cause, "与规格不符。", at=at(60))
    ticket.refresh_from_db()
    return ticket


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def refusal(do: object) -> str:
    with pytest.raises(Refused) as refused:
        do()  # type: ignore[operator]
    return refused.value.code


def test_each_step_is_a_row_with_who_when_and_why(cast: Cast) -> None:
    ticket = decided(cast, "misuse")
    actions.appeal_ruling(cast.actor("hospital_a"), ticket.number, "手册第 12 页写的是允许的。", at=at(90))
    actions.finalise_ruling(cast.actor("manager"), ticket.number, "inherent_defect", "手册有误，按缺陷。", at=at(120))
    ruling = Ruling.objects.get()
    assert [(s.step, s.by.username, s.cause, s.words) for s in ruling.steps.select_related("by")] == [
        ("propose", "agent", "inherent_defect", "两家医院都有。"),
        ("decide", "developer", "misuse", "与规格不符。"),
        ("appeal", "hospital_a", "misuse", "手册第 12 页写的是允许的。"),
        ("finalise", "manager", "inherent_defect", "手册有误，按缺陷。"),
    ]
    ticket.refresh_from_db()
    assert (ruling.state, ticket.cause, ticket.verdicts.latest("pk").charge) == ("final", "inherent_defect", "free")
    # Yesterday's verdicts stand beside today's.
    assert [v.cause for v in ticket.verdicts.all()] == ["unknown", "misuse", "inherent_defect"]


@pytest.mark.parametrize("cause", ["inherent_defect", "vendor_regression"])
def test_there_is_no_appeal_against_a_ruling_in_ones_favour(cast: Cast, cause: str) -> None:
    ticket = decided(cast, cause)
    ruling = Ruling.objects.get()
    told_of = Event.objects.get(code="ticket.ruled").data
    assert (ruling.appeal_until, told_of["until"]) == (None, "")
    appeal = lambda: actions.appeal_ruling(cast.actor("hospital_a"), ticket.number, "不同意", at=at(90))  # noqa: E731
    assert (refusal(appeal), Ruling.objects.get().state) == ("ruling.in_your_favour", "decided")
    # Also one that was decided before it was so, with a day until which one might have appealed.
    Ruling.objects.update(appeal_until=at(DAY))
    assert refusal(appeal) == "ruling.in_your_favour"


def test_nothing_waits_for_it(cast: Cast) -> None:
    ticket = proposed(cast)
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(11))
    actions.restore(agent, ticket.number, at=at(12))
    assert Ticket.objects.get(pk=ticket.pk).cause == "unknown"


def test_everybody_concerned_is_told(cast: Cast) -> None:
    ticket = decided(cast, "misuse")
    assert told("ruling_proposed") == {"developer", "pm"}
    # The ward that asked, the head of IT whose right it is, and who proposed it.
    assert told("ruled") == {"ward_a", "hospital_a", "agent", "pm"}
    actions.appeal_ruling(cast.actor("hospital_a"), ticket.number, "不同意", at=at(90))
    assert told("ruling_appealed") == {"manager", "agent", "pm"}


def test_two_people_always(cast: Cast) -> None:
    ticket = cast.report()
    developer = cast.actor("developer")
    actions.propose_ruling(developer, ticket.number, "inherent_defect", EVIDENCE, "", at=at(10))
    do = lambda: actions.decide_ruling(developer, ticket.number, "misuse", "x", at=at(11))  # noqa: E731
    assert refusal(do) == "ruling.own"
    for name in ("agent", "manager", "hospital_a"):
        act = lambda name=name: actions.decide_ruling(cast.actor(name), ticket.number, "misuse", "x", at=at(11))  # noqa: E731
        assert refusal(act) == "not_your_role"


def test_what_was_ruled_is_not_classified_away(cast: Cast) -> None:
    ticket = decided(cast, "inherent_defect")
    wanted = Classification("incident", "workstation", "limited", "online", "misuse", ticket.module_id, "改")
    do = lambda: actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(70))  # noqa: E731
    assert refusal(do) == "ruling.settled"


def test_an_appeal_in_time_and_too_late(cast: Cast) -> None:
    change_setting(cast.actor("manager"), "appeal_days", "2", "试", at=at(0))
    first, second = decided(cast, "misuse", "one"), decided(cast, "misuse", "two")
    head = cast.actor("hospital_a")
    actions.appeal_ruling(head, first.number, "不同意", at=at(60 + 2 * DAY))
    late = lambda: actions.appeal_ruling(head, second.number, "不同意", at=at(61 + 2 * DAY))  # noqa: E731
    assert refusal(late) == "ruling.appeal_over"
    assert refusal(lambda: actions.appeal_ruling(cast.actor("hospital_b"), second.number, "x", at=at(70))) == "absent"
    assert refusal(lambda: actions.appeal_ruling(cast.actor("ward_a"), second.number, "x", at=at(70))) == (
        "not_your_role"
    )


def test_a_late_word_is_warned_of_once_and_recorded_at_its_true_instant(cast: Cast) -> None:
    proposed(cast)
    start = MORNING + timedelta(minutes=10)
    moments = [3.9, 4.1, 4.2, 5.1, 6]
    assert [tell_terms(start + timedelta(days=days)) for days in moments] == [0, 1, 0, 1, 0]
    ruling = Ruling.objects.get()
    assert (ruling.missed_at, ruling.state) == (start + timedelta(days=5), "proposed")
    assert (told("ruling_warned"), "manager" in told("ruling_late")) == ({"developer"}, True)
    codes = list(Event.objects.filter(code__startswith="ticket.ruling_").order_by("pk").values_list("code", flat=True))
    assert codes == ["ticket.ruling_proposed", "ticket.ruling_warned", "ticket.ruling_late"]
    # Late, and decided all the same.
    number = ruling.ticket.number
    actions.decide_ruling(cast.actor("developer"), number, "inherent_defect", "是缺陷。", at=at(9 * DAY))


def test_the_directors_deadline_is_warned_of(cast: Cast) -> None:
    ticket = decided(cast, "misuse")
    actions.appeal_ruling(cast.actor("hospital_a"), ticket.number, "不同意", at=at(90))
    start = MORNING + timedelta(minutes=90)
    assert [tell_terms(start + timedelta(days=days)) for days in (4.1, 5.1)] == [1, 1]
    assert told("ruling_warned") == {"manager"}


def test_a_proposal_is_taken_back(cast: Cast) -> None:
    ticket = proposed(cast)
    actions.withdraw_ruling(cast.actor("agent"), ticket.number, "证据不足", at=at(20))
    assert Ruling.objects.get().state == "withdrawn"
    proposal = Ruling.objects.count()
    actions.propose_ruling(cast.actor("agent"), ticket.number, "inherent_defect", EVIDENCE, "", at=at(30))
    assert Ruling.objects.count() == proposal + 1


def test_an_archived_record_says_so_too(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), ticket.number, at=at(41))
    actions.archive(ticket.pk, at=at(20_000))
    actions.propose_ruling(cast.actor("agent"), ticket.number, "inherent_defect", EVIDENCE, "", at=at(20_010))
    actions.decide_ruling(cast.actor("developer"), ticket.number, "inherent_defect", "复盘：是缺陷。", at=at(20_020))
    last = Archive.objects.latest("revision")
    assert (last.revision, last.document["revisions"][-1]["words"]) == (2, "复盘：是缺陷。")
