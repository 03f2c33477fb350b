"""Two colleagues swap shifts between themselves."""

from datetime import timedelta

import pytest
from django.test import Client

from shouwen.apps.duty import actions
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.duty.models import Shift, SwapAsk
from shouwen.apps.duty.queries import SERVICE_CENTRE, asked_of
from shouwen.apps.ledger.verify import verify
from shouwen.apps.notices.models import Notice
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def put(cast: Cast, name: str, hour: int) -> Shift:
    plan = Plan(cast.users[name].pk, at(hour * 60), at(hour * 60 + 60))
    return actions.put_on(cast.actor("manager"), SERVICE_CENTRE, plan, at=at(0))


def ask(cast: Cast, by: str, shift: Shift, other: Shift, *, when: float = 1) -> SwapAsk:
    return actions.ask_swap(cast.actor(by), shift.pk, other.pk, "家里有事", at=at(when))


def holders(*shifts: Shift) -> list[str]:
    return [Shift.objects.get(pk=shift.pk).person.username for shift in shifts]


def why(act, *args, when: float = 2) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, at=at(when))
    return caught.value.code


def told(cast: Cast, name: str) -> list[str]:
    return list(Notice.objects.filter(person=cast.users[name]).order_by("pk").values_list("kind", flat=True))


def test_asked_and_accepted(cast: Cast) -> None:
    mine, his = put(cast, "agent", 1), put(cast, "agent2", 3)
    row = ask(cast, "agent", mine, his)
    assert [each.pk for each in asked_of(cast.actor("agent2"), at(2))] == [row.pk]
    actions.answer_swap(cast.actor("agent2"), row.pk, True, at=at(2))
    assert (holders(mine, his), asked_of(cast.actor("agent2"), at(3))) == (["agent2", "agent"], [])
    assert (told(cast, "agent2"), told(cast, "agent"), list(verify())) == (["swap_asked"], ["swap_answered"], [])


def test_declined_or_withdrawn_changes_nothing_and_may_be_asked_again(cast: Cast) -> None:
    mine, his = put(cast, "agent", 1), put(cast, "agent2", 3)
    first = ask(cast, "agent", mine, his)
    assert why(actions.ask_swap, cast.actor("agent"), mine.pk, his.pk, "") == "swap_asked"
    actions.withdraw_swap(cast.actor("agent"), first.pk, at=at(2))
    second = ask(cast, "agent", mine, his, when=3)
    actions.answer_swap(cast.actor("agent2"), second.pk, False, at=at(4))
    assert why(actions.answer_swap, cast.actor("agent2"), second.pk, True, when=5) == "swap_answered"
    assert [holders(mine, his), [each.answer for each in SwapAsk.objects.order_by("pk")]] == [
        ["agent", "agent2"], ["withdrawn", "declined"]
    ]  # fmt: skip


def test_only_ones_own_shift_and_only_for_anothers(cast: Cast) -> None:
    mine, his, again = put(cast, "agent", 1), put(cast, "agent2", 3), put(cast, "agent", 5)
    assert why(actions.ask_swap, cast.actor("agent"), his.pk, mine.pk, "") == "not_your_shift"
    assert why(actions.ask_swap, cast.actor("agent"), mine.pk, again.pk, "") == "is_yourself"
    row = ask(cast, "agent", mine, his)
    assert why(actions.answer_swap, cast.actor("pm"), row.pk, True) == "absent"
    assert why(actions.withdraw_swap, cast.actor("agent2"), row.pk) == "absent"


def test_what_has_begun_or_moved_is_not_swapped(cast: Cast) -> None:
    mine, his = put(cast, "agent", 1), put(cast, "agent2", 3)
    row = ask(cast, "agent", mine, his)
    assert why(actions.answer_swap, cast.actor("agent2"), row.pk, True, when=61) == "shift_has_begun"
    plan = Plan(cast.users["pm"].pk, his.starts_at, his.ends_at)
    actions.move(cast.actor("manager"), his.pk, plan, at=at(3))
    assert why(actions.answer_swap, cast.actor("agent2"), row.pk, True) == "swap_moved"
    assert holders(mine, his) == ["agent", "pm"]


def test_by_the_pages(cast: Cast) -> None:
    clients = {name: Client() for name in ("agent", "agent2")}
    for name, client in clients.items():
        client.force_login(cast.users[name])
    mine, his = put(cast, "agent", 1), put(cast, "agent2", 3)
    day = timedelta(days=800)
    for shift in (mine, his):
        Shift.objects.filter(pk=shift.pk).update(starts_at=shift.starts_at + day, ends_at=shift.ends_at + day)
    assert "swap a shift" not in clients["agent2"].get("/console/duty/").content.decode()
    empty = clients["agent"].post(f"/console/duty/shifts/{mine.pk}/asks/", {"words": "家里有事"})
    assert (empty.status_code, "家里有事" in empty.content.decode()) == (422, True)
    sent = clients["agent"].post(f"/console/duty/shifts/{mine.pk}/asks/", {"words": "家里有事", "other": his.pk})
    assert sent.status_code == 302
    page = clients["agent2"].get("/console/duty/").content.decode()
    assert "家里有事" in page
    ask_id = SwapAsk.objects.get().pk
    assert clients["agent2"].post(f"/console/duty/asks/{ask_id}/acceptance/").status_code == 302
    assert holders(mine, his) == ["agent2", "agent"]
