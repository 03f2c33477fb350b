"""Programs of a hospital report by themselves: signed, once, in any order, one card for each thing."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from shouwen.api.docs import sender
from shouwen.api.frame.openapi import described
from shouwen.api.urls import SENT, api
from shouwen.apps.channels import actions
from shouwen.apps.channels.models import Program, Signal
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.outbox.signing import key_bytes, sign
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Link, Message, Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.signals import MOST_CARDS_AN_HOUR
from tests.cast import Cast, assemble, at, signed_in

pytestmark = pytest.mark.django_db


def add(cast: Cast) -> tuple[Program, str]:
    return actions.add_program(cast.actor("hospital_a"), "机房监控", at=at(0))


def tell(program: Program, secret: str, key: str, minutes: float = 1, sent: float | None = None, **said: Any) -> Any:
    """What the server answers to one telling."""
    body = json.dumps({"type": "opened", "thread": "db-1/disk", "text": "磁盘只剩 3 %。"} | said).encode()
    stamp = str(int(at(minutes if sent is None else sent).timestamp()))
    headers = {
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": sign(key_bytes(secret), key, stamp, body),
    }
    with time_machine.travel(at(minutes), tick=False):
        return Client().post(f"/api/v1/signals/{program.pk}", body, content_type="application/json", headers=headers)


def test_the_example_of_the_description_is_taken(cast: Cast) -> None:
    program, secret = add(cast)
    example = described(api, *SENT)["components"]["schemas"]["SignalIn"]["example"]
    assert tell(program, secret, "a", **example).json() == {"card": Ticket.objects.get().number}


def lines(card: Ticket) -> list[str]:
    rows = Message.objects.filter(ticket=card, from_customer=True).order_by("pk")
    return [each.body for each in rows]


def test_one_card_for_one_thing_and_the_same_telling_again_changes_nothing(cast: Cast) -> None:
    program, secret = add(cast)
    first = tell(program, secret, "a", answer="departments")
    again = tell(program, secret, "a", 2)
    card = Ticket.objects.get()
    assert (first.status_code, first.json(), again.json()) == (200, {"card": card.number}, {"card": card.number})
    assert (card.channel, card.grade, card.hospital, card.accepted_at) == ("program", 2, cast.hospital, at(1))
    assert card.opened_by == cast.users["hospital_a"]
    assert tell(program, secret, "b", 3, type="said", text="已满").json() == {"card": card.number}
    assert tell(program, secret, "c", 4, type="cleared", text="已恢复").json() == {"card": card.number}
    assert lines(card) == ["磁盘只剩 3 %。\n\n机房监控", "机房监控：已满", "机房监控：已恢复"]
    card.refresh_from_db()
    # The hospital closes it, not the program.
    assert card.state == "accepted"


def test_in_any_order(cast: Cast) -> None:
    program, secret = add(cast)
    # Over before anybody heard of it: kept, and nothing more.
    assert tell(program, secret, "c", 1, type="cleared", text="已恢复").json() == {"card": None}
    assert Ticket.objects.count() == 0
    number = tell(program, secret, "b", 2, type="said", text="还剩 1 %").json()["card"]
    assert tell(program, secret, "a", 3).json() == {"card": number}
    assert [each.sort for each in Signal.objects.order_by("pk")] == ["cleared", "said", "opened"]


def test_what_comes_again_after_the_end_is_a_card_that_follows(cast: Cast) -> None:
    program, secret = add(cast)
    number = tell(program, secret, "a").json()["card"]
    cards.withdraw(cast.actor("hospital_a"), number, "误报", at=at(2))
    second = tell(program, secret, "b", 3).json()["card"]
    [link] = Link.objects.all()
    assert (link.card.number, link.other.number, link.kind) == (second, number, "continues")


def test_nobody_else_is_taken_for_it(cast: Cast) -> None:
    program, secret = add(cast)
    other, theirs = actions.add_program(cast.actor("hospital_b"), "监控", at=at(0))
    assert tell(program, theirs, "a").status_code == 401
    assert tell(program, secret, "a", 10, sent=4).status_code == 401
    assert tell(program, secret, "a", 10, sent=16).status_code == 401
    gone = Program(pk=999_999)
    assert tell(gone, secret, "a").status_code == 401
    with time_machine.travel(at(1), tick=False):
        bare = Client().post(f"/api/v1/signals/{program.pk}", "{}", content_type="application/json")
        assert (bare.status_code, bare.json()["error"]["code"]) == (401, "unsigned")
    assert Ticket.objects.count() == 0
    assert tell(other, theirs, "a").status_code == 200


def test_the_secret_the_switch_and_the_keeper_decide(cast: Cast) -> None:
    program, secret = add(cast)
    it_head = cast.actor("hospital_a")
    _row, newer = actions.renew_secret(it_head, program.pk, at=at(1))
    assert [tell(program, each, "a", 2).status_code for each in (secret, newer)] == [401, 200]
    actions.switch_program(it_head, program.pk, on=False, at=at(3))
    assert tell(program, newer, "b", 4).status_code == 401
    with pytest.raises(Refused, match="nothing_changed"):
        actions.switch_program(it_head, program.pk, on=False, at=at(4))
    actions.switch_program(it_head, program.pk, on=True, at=at(5))
    keeper = cast.users["hospital_a"]
    keeper.is_active = False
    keeper.save()
    assert tell(program, newer, "b", 6).status_code == 401
    keeper.is_active, keeper.locked_at = True, at(6)
    keeper.save()
    assert tell(program, newer, "b", 6).status_code == 401
    keeper.locked_at = None
    keeper.save()
    actions.remove_program(it_head, program.pk, at=at(7))
    assert tell(program, newer, "b", 8).status_code == 401


def test_a_program_that_shakes_is_stopped_and_says_so(cast: Cast) -> None:
    program, secret = add(cast)
    for count in range(MOST_CARDS_AN_HOUR):
        assert tell(program, secret, f"k{count}", thread=f"t{count}").status_code == 200
    more = tell(program, secret, "more", 2, thread="more")
    assert (more.status_code, more["Retry-After"]) == (429, "3600")
    # What belongs to a card that is open is taken all the same.
    assert tell(program, secret, "said", 3, type="said", thread="t1").status_code == 200
    assert tell(program, secret, "later", 62, thread="more").status_code == 200


def test_two_tellings_with_ids_of_the_same_end_stand_in_a_talk_that_is_open(cast: Cast) -> None:
    program, secret = add(cast)
    number = tell(program, secret, "a").json()["card"]
    talk = Conversation.objects.create(
        ticket=Ticket.objects.get(number=number),
        begun_by=cast.users["hospital_a"],
        begun_at=at(1),
        due_at=at(9),
        last_at=at(1),
        submission="talk",
    )
    for key in ("2026-11-28T20:10:00", "2026-11-28T20:20:00"):
        assert tell(program, secret, key, 2, type="said").status_code == 200
    assert talk.lines.count() == 2


def test_a_machine_is_not_the_answer_that_the_desk_waits_for(cast: Cast) -> None:
    program, secret = add(cast)
    number = tell(program, secret, "a").json()["card"]
    agent = cast.actor("agent")
    cards.take(agent, number, at=at(2))
    cards.reply(agent, number, "请看一下日志。", at=at(3), submission="r-0123456789abcdef")
    cards.hold(agent, number, "waiting_customer", "等日志", at=at(4))
    assert tell(program, secret, "b", 5, type="cleared", text="已恢复").status_code == 200
    assert Ticket.objects.get(number=number).state == "held"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"type": "nothing"}, "type"),
        ({"thread": ""}, "thread"),
        ({"text": " "}, "text"),
        ({"answer": "all"}, "answer"),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_wrong_is_named(cast: Cast, said: dict[str, Any], field: str) -> None:
    program, secret = add(cast)
    answer = tell(program, secret, "a", **said)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
    assert (Signal.objects.count(), Ticket.objects.count()) == (0, 0)


def test_a_head_of_it_sets_one_up_and_nobody_else_finds_it(cast: Cast) -> None:
    client = signed_in(cast, "hospital_a")
    made = client.post("/portal/me/programs/", {"name": "机房监控"})
    program = Program.objects.get()
    assert (made.status_code, "whsec_" in made.content.decode()) == (200, True)
    page = client.get(f"/portal/me/programs/{program.pk}/").content.decode()
    assert (f"/api/v1/signals/{program.pk}" in page, "whsec_" in page) == (True, False)
    empty = client.post("/portal/me/programs/", {"name": ""})
    assert (empty.status_code, Program.objects.count()) == (422, 1)
    for name in ("hospital_b", "ward_a"):
        assert signed_in(cast, name).get(f"/portal/me/programs/{program.pk}/").status_code == 404
    assert signed_in(cast, "ward_a").get("/portal/me/programs/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_program_tells_as_the_documentation_shows(live_server: Any) -> None:
    cast = assemble()
    program, secret = actions.add_program(cast.actor("hospital_a"), "机房监控", at=timezone.now())
    address = f"{live_server.url}/api/v1/signals/{program.pk}"
    told = sender.tell(address, secret, {"type": "opened", "thread": "t", "text": "磁盘将满。"})
    assert told == {"card": Ticket.objects.get().number}


@pytest.mark.django_db(transaction=True)
def test_fault_33_the_same_telling_fifty_times_at_once_has_one_effect() -> None:
    cast = assemble()
    program, _secret = add(cast)
    said = actions.Told("one", "opened", "t", "磁盘将满。")

    def once(_turn: int) -> int | None:
        try:
            return actions.take_signal(program.pk, said, at=at(1)).ticket_id
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(once, range(50)))
    card = Ticket.objects.get()
    assert (found, Signal.objects.count(), len(lines(card))) == ([card.pk] * 50, 1, 1)


def test_no_more_than_ten(cast: Cast) -> None:
    for _count in range(10):
        add(cast)
    with pytest.raises(Refused, match="too_many_programs"):
        add(cast)
    assert Program.objects.count() == 10
