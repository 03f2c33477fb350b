"""Calls: told in any order, once however often; written down with their real times; bound to cards; counted."""

import json
from datetime import date

import pytest
import time_machine
from django.test import Client

from shouwen.apps.calls import actions, queries
from shouwen.apps.calls.models import Call, CallEvent
from shouwen.apps.customers.models import Contact
from shouwen.apps.outbox.signing import sign
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM
from tests.cast import Cast, at, signed_in
from tests.faults import call_acts
from tests.faults.desk_acts import Desk

SECRET = "a-secret-of-the-exchange-0123"


def hear(step: str, minutes: float, event: str = "", **said: str) -> Call:
    heard = actions.Heard(event or f"ev-{step}", "c-1", step, at(minutes), **said)
    return actions.take_event(SYSTEM, heard, at=at(30))


def refused(do, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, str(caught.value.facts.get("field", ""))


def test_in_any_order_and_once(cast: Cast) -> None:
    Contact.objects.filter(user=cast.users["ward_a"]).update(phone="0755-1234 5678")
    hear("ended", 5, recording="rec-1")
    hear("answered", 1.5, agent="agent")
    call = hear("offered", 1, number="075512345678", agent="agent2")
    assert hear("offered", 1, number="075512345678", agent="agent2").pk == call.pk
    assert (call.wait, call.talk, call.agent, call.recording) == (30, 210, cast.users["agent"], "rec-1")
    assert (call.contact.name, call.hospital, call.in_hours) == ("丙护士", cast.hospital, True)
    assert (Call.objects.count(), CallEvent.objects.count()) == (1, 3)
    assert refused(hear, "offered", 2)[0] == "event_reused"


def test_who_is_offered_a_call_sees_it_and_what_is_known(cast: Cast) -> None:
    Contact.objects.filter(user=cast.users["ward_a"]).update(phone="0755-1234 5678")
    card = cast.report()
    heard = actions.Heard("ev-now", "c-9", "offered", at(1), "075512345678", "agent")
    call = actions.take_event(SYSTEM, heard, at=at(1))
    assert [each.pk for each in queries.ringing(cast.actor("agent"), at(2))] == [call.pk]
    assert queries.ringing(cast.actor("agent2"), at(2)) == []
    page = signed_in(cast, "agent").get(f"/console/calls/{call.pk}/").content.decode()
    assert card.number in page
    assert cast.hospital.name in page


def test_answered_at_once_closes_the_card_and_counts(cast: Cast) -> None:
    hear("offered", 1, number="100-1", agent="agent")
    hear("answered", 1.1, agent="agent")
    call = hear("ended", 4)
    client = signed_in(cast, "agent")
    said = {
        "channel": "phone", "text": "怎么补打发票？", "kind": "question", "impact": "workstation", "urgency": "none",
        "hospital": cast.hospital.pk, "call": call.pk, "answered": "1", "answer": "在补打页。", "cause": "consultation",
        "submission": "intake-0123456789abcdef",
    }  # fmt: skip
    answer = client.post("/console/new/", said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    call.refresh_from_db()
    assert (call.outcome, call.ticket.state, call.hospital) == ("at_once", "closed", cast.hospital)
    told = queries.figures(cast.actor("manager"), queries.Asked(date(2026, 3, 1), date(2026, 3, 31)), at(60))
    assert (told.whole.offered, told.whole.answer_rate, told.whole.first_rate) == (1, 100, 100)
    assert [row.name for row in told.agents] == ["agent-name"]
    # Many calls to one card.
    other = actions.log_call(
        cast.actor("agent"), actions.Logged("hand", at(5), at(5), at(6)), at=at(7), submission="k" * 20
    )
    actions.bind(cast.actor("agent"), other.pk, call.ticket.number, at=at(8))
    assert len(queries.of_card(call.ticket)) == 2


def test_from_paper_with_the_real_times(cast: Cast) -> None:
    call = call_acts.logged(Desk(cast))
    assert (call.source, call.offered_at, call.recorded_at, call.agent) == ("paper", at(1), at(10), cast.users["agent"])
    late = actions.Logged("paper", at(20))
    fault = refused(actions.log_call, cast.actor("agent"), late, at=at(10), submission="x" * 20)
    assert fault == ("time_not_past", "offered_at")
    assert refused(actions.log_call, cast.actor("finance"), late, at=at(30), submission="y" * 20)[0] == "not_your_role"


def test_who_sees_calls(cast: Cast) -> None:
    call = call_acts.logged(Desk(cast))
    assert not Call.objects.for_actor(cast.actor("pm")).exists()
    Call.objects.filter(pk=call.pk).update(hospital=cast.hospital)
    assert Call.objects.for_actor(cast.actor("pm")).exists()
    assert not Call.objects.for_actor(cast.actor("hospital_a")).exists()


def body(**more: object) -> bytes:
    said = {"id": "ev-1", "type": "offered", "call": "c-1", "at": at(9).isoformat(), "number": "100-1"} | more
    return json.dumps(said).encode()


def send(said: bytes, *, event: str = "ev-1", minutes: float = 10, secret: str = SECRET, signed: bytes | None = None):
    stamp = str(int(at(minutes).timestamp()))
    headers = {
        "HTTP_WEBHOOK_ID": event,
        "HTTP_WEBHOOK_TIMESTAMP": stamp,
        "HTTP_WEBHOOK_SIGNATURE": sign(secret.encode(), event, stamp, said if signed is None else signed),
    }
    return Client().post("/api/v1/calls", said, content_type="application/json", **headers)


@time_machine.travel(at(10), tick=False)
def test_an_exchange_signs_and_nobody_else_is_taken_for_it(cast: Cast, settings) -> None:
    settings.CALLS_SECRET = SECRET
    first = send(body())
    assert (first.status_code, first.json()["number"]) == (200, "100-1"), first.content
    # Sent again: the same call, nothing twice.
    assert send(body()).json()["id"] == first.json()["id"]
    assert (Call.objects.count(), CallEvent.objects.count()) == (1, 1)
    # Another body under the same id; another secret; another body than was signed; another id; too old; from ahead.
    assert send(body(number="100-2")).status_code == 409
    assert send(body(), secret="another-secret-0123456789").status_code == 401
    assert send(body(number="100-3"), signed=body()).status_code == 401
    assert send(body(), event="ev-2").status_code == 422
    assert send(body(id="ev-3"), event="ev-3", minutes=4).status_code == 401
    assert send(body(id="ev-3"), event="ev-3", minutes=16).status_code == 401
    assert Client().post("/api/v1/calls", body(), content_type="application/json").status_code == 401
    settings.CALLS_SECRET = ""
    assert send(body(id="ev-4"), event="ev-4", secret="").status_code == 401
    assert CallEvent.objects.count() == 1


def test_the_pages_open(cast: Cast) -> None:
    """In both languages: words with a sign of their own break no page."""
    call_acts.logged(Desk(cast))
    for language in ("zh-hans", "en"):
        client = signed_in(cast, "manager")
        days = "from=2026-03-01&until=2026-03-31"
        for path in ("", "figures/", "paper/", "new/", f"{Call.objects.get().pk}/"):
            found = client.get(f"/console/calls/{path}?{days}", headers={"accept-language": language})
            assert found.status_code == 200, path
        piece = client.get("/console/calls/ringing/", headers={"hx-request": "true"})
        assert (piece.status_code, client.get("/console/calls/ringing/").status_code) == (200, 302)
        for sheet in ("calls.xlsx", "calls/figures.xlsx", "surveys.xlsx", "surveys/figures.xlsx", "complaints.xlsx"):
            assert client.get(f"/console/{sheet}", headers={"accept-language": language}).status_code == 200, sheet
