"""The rota: one person a post at a time, half-open, never in the past; a gap is the standing person's."""

from datetime import date, timedelta

import pytest

from shouwen.apps.duty import actions
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.duty.models import Post, Shift
from shouwen.apps.duty.queries import SERVICE_CENTRE, holders, on_duty, rota
from shouwen.apps.ledger.models import Event
from shouwen.apps.people.actions import go_away
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

MONDAY = date(2026, 3, 2)


def plan(cast: Cast, name: str, start: float, end: float) -> Plan:
    """Hours after the morning."""
    return Plan(cast.users[name].pk, at(start * 60), at(end * 60))


def put(cast: Cast, name: str, start: float, end: float, *, when: float = 0) -> Shift:
    return actions.put_on(cast.actor("manager"), SERVICE_CENTRE, plan(cast, name, start, end), at=at(when))


def why(act, *args, when: float = 0) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act(*args, at=at(when))
    return caught.value.code, caught.value.facts.get("field")


def on(minutes: float) -> str:
    person = on_duty(SERVICE_CENTRE, at(minutes))
    assert person is not None
    return person.username


def test_a_shift_begins_at_its_first_instant_and_ends_before_its_last(cast: Cast) -> None:
    put(cast, "agent2", 1, 2)
    put(cast, "pm", 2, 3)
    assert [on(minutes) for minutes in (59.9, 60, 119.9, 120, 179.9, 180)] == [
        "agent", "agent2", "agent2", "pm", "pm", "agent"
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), [(1, 2), (0.5, 1.5), (1.5, 2.5), (0.5, 2.5), (1.2, 1.4)])
def test_two_at_one_post_are_refused(cast: Cast, start: float, end: float) -> None:
    put(cast, "agent2", 1, 2)
    refused = why(actions.put_on, cast.actor("manager"), SERVICE_CENTRE, plan(cast, "pm", start, end))
    assert refused == ("shift_overlaps", "starts_at")


def test_the_same_hour_at_another_post_is_free(cast: Cast) -> None:
    actions.stand(cast.actor("manager"), "green_line", cast.users["pm"].pk, at=at(0))
    put(cast, "agent2", 1, 2)
    actions.put_on(cast.actor("manager"), "green_line", plan(cast, "agent2", 1, 2), at=at(0))
    assert {code: held.person.username for code, held in holders(at(90)).items()} == {
        "service_centre": "agent2",
        "green_line": "agent2",
    }


@pytest.mark.parametrize(
    ("post", "who", "start", "end", "refusal"),
    [
        ("kitchen", "agent", 1, 2, ("unknown_choice", "post")),
        ("service_centre", "ward_a", 1, 2, ("absent", "person")),
        ("service_centre", "agent", 2, 2, ("ends_before_it_starts", "ends_at")),
        ("service_centre", "agent", 1, 1 + 24 * 7.1, ("too_long", "ends_at")),
        ("service_centre", "agent", -1, 2, ("shift_is_past", "starts_at")),
    ],
)
def test_a_wrong_plan_is_refused_at_its_field(
    cast: Cast, post: str, who: str, start: float, end: float, refusal: tuple[str, str]
) -> None:
    assert why(actions.put_on, cast.actor("manager"), post, plan(cast, who, start, end)) == refusal
    assert Shift.objects.count() == 0


@pytest.mark.parametrize("who", ["agent", "pm", "auditor", "hospital_a"])
def test_only_the_director_and_the_administrator_plan(cast: Cast, who: str) -> None:
    shift, other = put(cast, "agent2", 1, 2), put(cast, "pm", 2, 3)
    actor, refused = cast.actor(who), ("not_your_role", None)
    assert why(actions.put_on, actor, SERVICE_CENTRE, plan(cast, "agent", 5, 6)) == refused
    assert why(actions.move, actor, shift.pk, plan(cast, "agent", 5, 6)) == refused
    assert why(actions.take_off, actor, shift.pk) == refused
    assert why(actions.swap, actor, shift.pk, other.pk) == refused
    assert why(actions.copy_week, actor, MONDAY) == refused
    assert why(actions.stand, actor, SERVICE_CENTRE, 1) == refused


def test_of_a_shift_that_has_begun_only_the_end_moves(cast: Cast) -> None:
    manager, shift = cast.actor("manager"), put(cast, "agent2", 1, 3)
    actions.move(manager, shift.pk, plan(cast, "agent2", 1, 2), at=at(90))
    assert why(actions.move, manager, shift.pk, plan(cast, "agent", 1, 2), when=90) == ("shift_has_begun", None)
    assert why(actions.move, manager, shift.pk, plan(cast, "agent2", 1, 1.2), when=90) == ("shift_is_past", "ends_at")
    assert why(actions.move, manager, shift.pk, plan(cast, "agent2", 1, 4), when=120) == ("shift_is_over", None)
    assert (on(119), on(120)) == ("agent2", "agent")


def test_taken_off_it_is_a_gap_and_one_that_has_begun_ends_now(cast: Cast) -> None:
    manager = cast.actor("manager")
    coming, running = put(cast, "pm", 4, 5), put(cast, "agent2", 1, 3)
    actions.take_off(manager, coming.pk, at=at(90))
    actions.take_off(manager, running.pk, at=at(90))
    assert [on(minutes) for minutes in (89, 90, 250)] == ["agent2", "agent", "agent"]
    assert why(actions.take_off, manager, coming.pk) == ("absent", None)


def test_two_swap(cast: Cast) -> None:
    manager = cast.actor("manager")
    one, other = put(cast, "agent2", 1, 2), put(cast, "pm", 2, 3)
    actions.swap(manager, one.pk, other.pk, at=at(0))
    assert (on(60), on(120)) == ("pm", "agent2")
    assert why(actions.swap, manager, one.pk, one.pk) == ("itself_shift", "other")
    assert why(actions.swap, manager, one.pk, 999) == ("absent", "other")
    assert why(actions.swap, manager, one.pk, other.pk, when=61) == ("shift_has_begun", None)


def test_last_week_is_copied_where_it_is_free_and_to_come(cast: Cast) -> None:
    manager, week = cast.actor("manager"), 24 * 7
    put(cast, "agent2", 1, 2)
    put(cast, "pm", 2, 3)
    put(cast, "resident", 3, 4)
    put(cast, "agent", week + 2.5, week + 3.5)
    User.objects.filter(username="resident").update(is_active=False)
    assert actions.copy_week(manager, MONDAY + timedelta(days=7), at=at(10)) == 1
    assert on((week + 1) * 60) == "agent2"
    assert why(actions.copy_week, manager, MONDAY + timedelta(days=7)) == ("nothing_to_copy", None)
    assert why(actions.copy_week, manager, MONDAY + timedelta(days=70)) == ("nothing_to_copy", None)


def test_a_week_has_no_holes(cast: Cast) -> None:
    put(cast, "agent2", 1, 2)
    put(cast, "pm", 12, 20)
    row = rota(MONDAY)[0]
    for number, spans in enumerate(row.days):
        edges = [spans[0].starts_at, *(span.ends_at for span in spans)]
        assert edges[-1] - edges[0] == timedelta(days=1), number
        assert [span.starts_at for span in spans] == edges[:-1]
    assert [[span.shift.person.username if span.shift else "" for span in spans] for spans in row.days[1:3]] == [
        ["", "agent2", "", "pm"],
        ["pm", ""],
    ]


def test_who_is_out_is_replaced_by_who_stands_in(cast: Cast) -> None:
    put(cast, "agent2", 1, 2)
    out, day = cast.actor("agent2"), date(2026, 3, 3)
    go_away(out, out.person, day, day, cast.users["pm"].pk, "", at=at(0))
    held = holders(at(60))[SERVICE_CENTRE]
    assert (held.person.username, held.planned.username) == ("pm", "agent2")


def test_who_has_left_holds_no_post(cast: Cast) -> None:
    put(cast, "agent2", 1, 2)
    User.objects.filter(username="agent2").update(is_active=False)
    assert on(60) == "agent"
    User.objects.filter(username="agent").update(is_active=False)
    assert on_duty(SERVICE_CENTRE, at(60)) is None


def test_each_act_is_told_once_to_its_post(cast: Cast) -> None:
    manager = cast.actor("manager")
    actions.stand(manager, SERVICE_CENTRE, cast.users["agent"].pk, at=at(0))
    actions.stand(manager, SERVICE_CENTRE, cast.users["pm"].pk, at=at(0))
    shift = put(cast, "agent2", 1, 2)
    actions.move(manager, shift.pk, plan(cast, "pm", 1, 3), at=at(1))
    actions.take_off(manager, shift.pk, at=at(2))
    post = Post.objects.get()
    told = Event.objects.filter(subject_kind="post", subject_id=post.pk).order_by("seq")
    assert [event.code for event in told] == ["post.standing", "post.put_on", "post.moved", "post.taken_off"]
    assert post.standing == cast.users["pm"]
