"""Rules: versions, switched on and off, carried out once by the acts of people, traced, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shouwen.apps.aids import actions as aids
from shouwen.apps.aids.models import Listed
from shouwen.apps.automation import actions
from shouwen.apps.automation.dry_run import dry_run
from shouwen.apps.automation.looking import look
from shouwen.apps.automation.models import Rule, Run, Version
from shouwen.apps.automation.queries import Asked, rules, run_of, runs
from shouwen.apps.departures.actions import leave
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.actions import add_team, set_teams
from shouwen.apps.people.models import Grant
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Message, Offer, Ticket
from shouwen.policy.macros import Step
from shouwen.policy.refusal import Refused
from shouwen.policy.rules import Action, Condition
from tests.apps.rules import NOTE, live, said, turn, waiting
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def refused(do: object) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do()  # type: ignore[operator]
    return caught.value.code, caught.value.facts.get("field")


def codes(ticket: Ticket) -> list[str]:
    rows = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("seq")
    found = list(rows.values_list("code", flat=True))
    return found[found.index("ticket.rule_fired") :] if "ticket.rule_fired" in found else []


def test_nothing_is_put_aside_while_no_rule_listens(cast: Cast) -> None:
    actions.write(cast.actor("manager"), said(), at=at(-5))
    live(cast, events=("ticket.closed",))
    cast.report()
    assert waiting() == []


def test_every_kind_of_action(cast: Cast) -> None:
    manager = cast.actor("manager")
    reply = aids.write(manager, "reply", aids.Said("请提供截图", "{contact}您好"), at=at(-9))
    listed = aids.write(manager, "checklist", aids.Said("检查", "一\n二"), at=at(-9))
    macro = aids.write(manager, "macro", aids.Said("宏", "用时", steps=(Step("note", words="宏说"),)), at=at(-9))
    add_team(manager, "insurance", "医保组", "", at=at(-9))
    set_teams(manager, cast.users["developer"].pk, ["insurance"], at=at(-9))
    team = cast.users["developer"].memberships.get().team_id
    rule = live(
        cast,
        Action("note", "", "{number} 查医保接口"),
        Action("checklist", str(listed.pk)),
        Action("word", "30"),
        Action("draft", str(reply.pk)),
        Action("tell", "first_contact"),
        Action("macro", str(macro.pk)),
    )  # fmt: skip
    passed = live(cast, Action("team", str(team), "医保"), name="转医保组")
    ticket = cast.report()
    assert (turn(at(1)), Run.objects.count()) == (1, 2)
    run = Run.objects.get(rule=rule)
    assert [(each["do"], each["done"]) for each in run.results] == [
        ("note", True), ("checklist", True), ("word", True), ("draft", True), ("tell", True), ("macro", True),
    ]  # fmt: skip
    assert (run.failed, run.depth, run.held_back, run.by, run.version.number) == (0, 0, "", cast.users["manager"], 1)
    notes = Message.objects.filter(ticket=ticket, audience="internal").order_by("pk")
    assert [each.body for each in notes] == [f"{ticket.number} 查医保接口", "宏说"]
    assert (Listed.objects.get().version, Owed.objects.get(spoken_at=None).due_at) == (listed.versions.get(), at(31))
    offer = Offer.objects.get()
    assert (offer.to, offer.reason, Run.objects.get(rule=passed).failed) == (cast.users["developer"], "医保", 0)
    ticket.refresh_from_db()
    # The promise is as it was: nobody answered, nobody was relieved, nothing was graded.
    assert (ticket.handler, ticket.responded_at, ticket.first_contact, ticket.state) == (
        None, None, cast.users["pm"], "accepted",
    )  # fmt: skip
    told = Notice.objects.get(kind="rule_told")
    assert (told.person, told.ticket) == (cast.users["pm"], ticket)
    assert codes(ticket) == [
        "ticket.rule_fired", "ticket.noted", "ticket.checklist_added", "ticket.word_asked", "ticket.rule_told",
        "ticket.macro_run", "ticket.noted", "ticket.rule_fired", "ticket.offered",
    ]  # fmt: skip
    assert list(verify()) == []


def test_what_it_did_carries_its_origin(cast: Cast) -> None:
    rule = live(cast)
    ticket = cast.report()
    turn(at(1))
    run = Run.objects.get()
    fired, noted = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("-seq")[:2][::-1]
    origin = {"run": run.pk, "version": run.version_id, "rules": [rule.pk]}
    assert (fired.code, fired.actor_kind, fired.data) == (
        "ticket.rule_fired", "system", {"version": run.version_id, "number": 1, "origin": origin},
    )  # fmt: skip
    assert (noted.code, noted.actor_id, noted.data["origin"]) == ("ticket.noted", cast.users["manager"].pk, origin)


def test_a_trace_says_why(cast: Cast) -> None:
    live(
        cast,
        conditions=(Condition("title", "any_word", ("打印", "医保")), Condition("hours", "one_of", ("in",))),
    )
    cast.report()
    turn(at(1))
    assert Run.objects.get().trace == [
        {"field": "title", "op": "any_word", "wanted": ["打印", "医保"], "found": ["打印"], "held": True},
        {"field": "hours", "op": "one_of", "wanted": ["in"], "found": ["in"], "held": True},
    ]


def test_what_does_not_hold_leaves_nothing(cast: Cast) -> None:
    live(cast, conditions=(Condition("title", "any_word", ("医保",)),))
    ticket = cast.report()
    assert (turn(at(1)), Run.objects.count(), codes(ticket)) == (1, 0, [])


def test_an_action_that_is_refused_hurts_no_other(cast: Cast) -> None:
    """An offer stands already; the note after it is written all the same."""
    live(cast, Action("offer", str(cast.users["agent2"].pk)), Action("offer", str(cast.users["developer"].pk)), NOTE)
    ticket = cast.report()
    turn(at(1))
    run = Run.objects.get()
    assert [(each["done"], each.get("code", "")) for each in run.results] == [
        (True, ""), (False, "offer_open"), (True, ""),
    ]  # fmt: skip
    assert (run.failed, Offer.objects.get().to, codes(ticket)) == (
        1, cast.users["agent2"], ["ticket.rule_fired", "ticket.offered", "ticket.noted"],
    )  # fmt: skip


def test_once_for_each_event_however_often_it_is_looked_at(cast: Cast) -> None:
    live(cast)
    ticket = cast.report()
    [event] = waiting()
    for _ in range(3):
        look(event, at(1))
    assert (Run.objects.count(), Message.objects.filter(ticket=ticket, audience="internal").count()) == (1, 1)


def test_the_clock_looks_and_what_is_old_is_left_alone(cast: Cast) -> None:
    live(cast)
    ticket = cast.report()
    with time_machine.travel(at(2), tick=False):
        assert deliver(lambda: at(2), only={"rules"}) == 1
    assert Run.objects.get().at == at(2)
    late = cast.report(key="late", minutes=5)
    day = at(5) + timedelta(hours=25)
    assert deliver(lambda: day, only={"rules"}) == 0
    assert Delivery.objects.filter(channel="rules", state="stale").count() == 1
    assert (Run.objects.filter(ticket=late).count(), Run.objects.filter(ticket=ticket).count()) == (0, 1)


def test_two_rules_that_would_play_ping_pong(cast: Cast) -> None:
    """Each listens to notes and writes one: without an origin they would never end."""
    one = live(cast, Action("note", "", "甲"), events=("ticket.noted",), name="甲")
    two = live(cast, Action("note", "", "乙"), events=("ticket.noted",), name="乙")
    ticket = cast.report()
    cards.note(cast.actor("agent"), ticket.number, "人写的", at=at(1), submission="note-0123456789abcdef")
    assert turn(at(2)) == 5
    bodies = list(Message.objects.filter(ticket=ticket, audience="internal").values_list("body", flat=True))
    assert sorted(bodies) == ["乙", "乙", "人写的", "甲", "甲"]
    found = [(run.rule_id, run.depth, run.held_back) for run in Run.objects.order_by("event", "pk")]
    assert sorted(found) == sorted(
        [
            (one.pk, 0, ""), (two.pk, 0, ""),
            # Of the first one's note: not by itself, by the other; and the other way round.
            (one.pk, 1, "own"), (two.pk, 1, ""), (one.pk, 1, ""), (two.pk, 1, "own"),
            # Of those: neither again.
            (one.pk, 2, "own"), (two.pk, 2, "own"), (one.pk, 2, "own"), (two.pk, 2, "own"),
        ]
    )  # fmt: skip


def test_no_more_often_in_an_hour_than_is_set(cast: Cast) -> None:
    live(cast, events=("ticket.noted",))
    ticket = cast.report()
    for number in range(7):
        cards.note(
            cast.actor("agent"), ticket.number, "又一条", at=at(number), submission=f"n{number}-0123456789abcdef"
        )
        turn(at(number))
    people = Run.objects.filter(depth=0)
    assert [run.held_back for run in people.order_by("pk")] == ["", "", "", "", "", "hourly", "hourly"]
    cards.note(cast.actor("agent"), ticket.number, "后来", at=at(70), submission="late-0123456789abcdef")
    turn(at(70))
    assert people.order_by("-pk")[0].held_back == ""


def test_an_offer_that_comes_back_is_not_offered_again_by_the_same_rule(cast: Cast) -> None:
    offer = Action("offer", str(cast.users["developer"].pk))
    live(cast, offer, events=("ticket.accepted", "ticket.offer_lapsed", "ticket.offer_declined"))
    ticket = cast.report()
    turn(at(1))
    cards.decline(cast.actor("developer"), ticket.number, "不是代码问题", at=at(2))
    turn(at(3))
    assert [run.held_back for run in Run.objects.order_by("pk")] == ["", "own"]
    # A person may offer it again; when that lapses, no rule led to it.
    cards.offer(cast.actor("manager"), ticket.number, cast.users["agent2"].pk, "请看", at=at(4))
    cards.lapse(Offer.objects.get(answer="open").pk, at=at(4) + timedelta(hours=2))
    turn(at(130))
    assert [run.held_back for run in Run.objects.order_by("pk")] == ["", "own", ""]


def test_a_new_version_acts_when_it_is_switched_on(cast: Cast) -> None:
    manager = cast.actor("manager")
    rule = live(cast)
    actions.revise(cast.actor("admin"), rule.pk, said(Action("note", "", "第二版")), at=at(0))
    first = cast.report()
    turn(at(1))
    actions.switch_on(manager, rule.pk, 2, at=at(2))
    second = cast.report(key="two", minutes=3)
    turn(at(4))
    bodies = {each.ticket_id: each.body for each in Message.objects.filter(audience="internal")}
    assert bodies == {first.pk: "先看日志", second.pk: "第二版"}
    assert [run.version.number for run in Run.objects.order_by("pk")] == [1, 2]
    assert refused(lambda: actions.switch_on(manager, rule.pk, 2, at=at(5))) == ("is_on", None)
    assert refused(lambda: actions.revise(manager, rule.pk, said(Action("note", "", "第二版")), at=at(5))) == (
        "nothing_changed", "name_zh",
    )  # fmt: skip
    assert refused(lambda: actions.switch_on(manager, rule.pk, 3, at=at(5))) == ("absent", None)


def test_switched_off_it_stops_at_once(cast: Cast) -> None:
    """Also for what has happened and waits."""
    rule = live(cast)
    cast.report()
    actions.switch_off(cast.actor("admin"), rule.pk, at=at(0))
    assert (turn(at(1)), Run.objects.count()) == (1, 0)
    assert refused(lambda: actions.switch_off(cast.actor("admin"), rule.pk, at=at(2))) == ("is_off", None)


def test_who_may(cast: Cast) -> None:
    assert refused(lambda: actions.write(cast.actor("agent"), said(), at=at(0))) == ("not_your_role", None)
    rule = actions.write(cast.actor("admin"), said(), at=at(0))
    # An administrator sees no cards: what he could not do no rule does in his name.
    assert refused(lambda: actions.switch_on(cast.actor("admin"), rule.pk, 1, at=at(1))) == ("not_your_role", None)
    for act in (actions.switch_off, lambda actor, pk, at: actions.arrange(actor, pk, earlier=True, at=at)):
        assert refused(lambda act=act: act(cast.actor("agent"), rule.pk, at=at(1))) == ("not_your_role", None)


def test_what_it_names_must_be_there(cast: Cast) -> None:
    manager = cast.actor("manager")
    taking = aids.write(manager, "macro", aids.Said("接", "用时", steps=(Step("take"),)), at=at(0))

    def write(*todo: Action, **more: object) -> object:
        return refused(lambda: actions.write(manager, said(*todo, **more), at=at(1)))  # type: ignore[arg-type]

    gone = Condition("hospital", "one_of", (str(cast.hospital.pk), "999999"))
    assert write(Action("offer", str(cast.users["finance"].pk))) == ("absent", "action1")
    assert write(NOTE, Action("draft", "999999")) == ("absent", "action2")
    assert write(Action("tell", f"person-{cast.users['ward_a'].pk}")) == ("absent", "action1")
    assert write(Action("macro", str(taking.pk))) == ("macro_not_safe", "action1")
    assert write(NOTE, conditions=(gone,)) == ("absent", "condition1")


def test_a_macro_that_learned_to_take_cards_is_refused_when_it_is_time(cast: Cast) -> None:
    manager = cast.actor("manager")
    macro = aids.write(manager, "macro", aids.Said("宏", "用时", steps=(Step("note", words="说"),)), at=at(-9))
    live(cast, Action("macro", str(macro.pk)), NOTE)
    aids.revise(manager, macro.pk, aids.Said("宏", "用时", steps=(Step("take"),)), at=at(-1))
    ticket = cast.report()
    turn(at(1))
    assert [(each["done"], each.get("code")) for each in Run.objects.get().results] == [
        (False, "macro_not_safe"), (True, None),
    ]  # fmt: skip
    ticket.refresh_from_db()
    assert ticket.handler is None


def test_whoever_answered_for_it_has_left(cast: Cast) -> None:
    """At once; what has happened before and waits is not acted on."""
    rule = live(cast)
    ticket = cast.report()
    leave(cast.actor("admin"), cast.users["manager"].pk, cast.users["agent"].pk, "离职", at=at(1))
    rule.refresh_from_db()
    assert (rule.live, rule.stopped) == (None, "left")
    turn(at(2))
    assert codes(ticket) == []
    told = Notice.objects.get(kind="rule_stopped")
    assert (told.person, told.event.data) == (
        cast.users["admin"], {"because": "left", "person": cast.users["manager"].pk},
    )  # fmt: skip


def test_whoever_answered_for_it_lost_the_right(cast: Cast) -> None:
    rule = live(cast)
    Grant.objects.filter(user=cast.users["manager"]).update(role="agent")
    cast.report()
    turn(at(1))
    rule.refresh_from_db()
    assert (rule.live, rule.stopped, Run.objects.count()) == (None, "no_right", 0)


def test_one_that_fails_does_not_keep_the_next_from_looking(cast: Cast) -> None:
    broken, fine = live(cast, name="坏"), live(cast, name="好")
    # As a newer version may have written it.
    Version.objects.filter(rule=broken).update(conditions=[{"field": "grade", "op": "unheard_of", "values": ["1"]}])
    cast.report()
    [event] = waiting()
    with pytest.raises(ValueError, match="unheard_of"):
        look(event, at(1))
    assert [run.rule_id for run in Run.objects.all()] == [fine.pk]


def test_they_look_in_their_order(cast: Cast) -> None:
    first, second = live(cast, name="一"), live(cast, name="二")
    actions.arrange(cast.actor("manager"), second.pk, earlier=True, at=at(0))
    actions.arrange(cast.actor("manager"), second.pk, earlier=True, at=at(0))
    cast.report()
    turn(at(1))
    assert [run.rule_id for run in Run.objects.order_by("pk")] == [second.pk, first.pk]
    assert [line.rule.pk for line in rules(cast.actor("agent"), at(2))] == [second.pk, first.pk]
    line = rules(cast.actor("agent"), at(2))[0]
    assert (line.fired, line.held, line.failed, line.last) == (1, 0, 0, at(1))


def test_runs_of_cards_that_one_may_know_of(cast: Cast) -> None:
    live(cast)
    mine, other = cast.report(), cast.report(by="hospital_b", key="b")
    turn(at(1))
    for who, seen in (("agent", [other, mine]), ("resident", [mine]), ("admin", [])):
        found = runs(cast.actor(who), Asked()).runs
        assert [run.ticket for run in found] == seen, who
    assert refused(lambda: run_of(cast.actor("resident"), Run.objects.get(ticket=other).pk)) == ("absent", None)
    assert refused(lambda: runs(cast.actor("ward_a"), Asked())) == ("not_your_role", None)
    page = runs(cast.actor("agent"), Asked(), size=1)
    assert [run.ticket for run in runs(cast.actor("agent"), Asked(), page.after).runs] == [mine]
    assert [run.ticket for run in runs(cast.actor("agent"), Asked(number=mine.number)).runs] == [mine]
    assert [len(runs(cast.actor("agent"), Asked(outcome=each)).runs) for each in ("fired", "failed", "held")] == [
        2,
        0,
        0,
    ]


def test_on_trial_nothing_is_kept(cast: Cast) -> None:
    fits, other = cast.report(), cast.report(by="hospital_b", key="b")
    before = (Event.objects.count(), Message.objects.count(), Offer.objects.count(), Delivery.objects.count())
    asked = (Condition("hospital", "one_of", (str(cast.hospital.pk),)),)
    todo = (NOTE, Action("offer", str(cast.users["developer"].pk)), Action("offer", str(cast.users["agent2"].pk)))
    trial = dry_run(cast.actor("manager"), said(*todo, conditions=asked), at=at(5))
    assert (trial.looked_at, [look.ticket for look in trial.fitting], [look.ticket for look in trial.others]) == (
        2, [fits], [other],
    )  # fmt: skip
    [found] = trial.fitting
    assert [(each["done"], each.get("code")) for each in found.results or ()] == [
        (True, None), (True, None), (False, "offer_open"),
    ]  # fmt: skip
    assert (found.trace[0].held, trial.others[0].trace[0].held, trial.others[0].results) == (True, False, None)
    after = (Event.objects.count(), Message.objects.count(), Offer.objects.count(), Delivery.objects.count())
    assert (before, Rule.objects.count(), Version.objects.count(), Run.objects.count()) == (after, 0, 0, 0)
    one = dry_run(cast.actor("manager"), said(*todo), at=at(5), number=other.number)
    assert [look.ticket for look in one.fitting] == [other]
    # Whoever sees no cards tries a rule on none; nobody else may try one.
    assert dry_run(cast.actor("admin"), said(), at=at(5)).looked_at == 0
    assert refused(lambda: dry_run(cast.actor("agent"), said(), at=at(5))) == ("not_your_role", None)
    assert refused(lambda: dry_run(cast.actor("manager"), said(), at=at(5), number="SW-0")) == ("absent", "number")


def test_the_clock_of_the_desk(cast: Cast) -> None:
    """23:30 in Shanghai on a Tuesday, the third of March."""
    live(
        cast,
        conditions=(
            Condition("hour", "at_least", ("22",)),
            Condition("weekday", "one_of", ("2",)),
            Condition("day", "at_most", ("3",)),
            Condition("hours", "one_of", ("out",)),
        ),
    )
    night = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
    cast.report(minutes=(night - at(0)).total_seconds() / 60)
    turn(night)
    assert [each["found"] for each in Run.objects.get().trace] == [["23"], ["2"], ["3"], ["out"]]
