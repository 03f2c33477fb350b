"""Programs of others are told what happens: whose, what, signed how, and what becomes of those that do not answer."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction

from shouwen.api.docs import receiver
from shouwen.api.frame.openapi import described
from shouwen.api.urls import api
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import FOR_HOSPITAL as TOLD_BY_NOTICE
from shouwen.apps.notices.kinds import kind_of
from shouwen.apps.notices.letters import letter
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.queries import notices_of
from shouwen.apps.outbox.destination import allowed_of
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.outbox.queries import dead_letters
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.events import Code
from shouwen.apps.webhooks import actions, kinds
from shouwen.apps.webhooks.actions.endpoint import MOST, Wanted
from shouwen.apps.webhooks.models import Endpoint, Sending
from shouwen.apps.webhooks.queries import endpoints, sent_to
from shouwen.policy.refusal import Refused
from shouwen.ui.faces.story import PUBLIC
from tests.apps.listeners import OK, Listener, listening, status
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
ALL = [code.value for code in kinds.FOR_HOSPITAL]


@pytest.fixture(autouse=True)
def here(settings: LazySettings) -> Iterator[None]:
    settings.OUTBOUND_INTERNAL = allowed_of("127.0.0.0/8")
    with time_machine.travel(at(0), tick=False):
        yield


def add(cast: Cast, by: str, url: str, *wanted: str) -> tuple[Endpoint, str]:
    return actions.add_endpoint(cast.actor(by), Wanted(url, "我们的值班屏", wanted or ALL), at=at(0))


def run(minutes: float = 1) -> int:
    with time_machine.travel(at(minutes), tick=False):
        return deliver(lambda: at(minutes), only={"webhook"})


def told(there: Listener) -> list[dict[str, Any]]:
    return [json.loads(body) for _first, _headers, body in there.heard]


def refused(call: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as why:
        call()
    return why.value.code, why.value.facts.get("field")


def test_a_card_is_told_in_codes_and_numbers(cast: Cast) -> None:
    with listening() as there:
        add(cast, "hospital_a", there.url, Code.ACCEPTED, Code.REPLIED, Code.RESOLVED)
        ticket = cast.resolved()
        cards.note(cast.actor("agent"), ticket.number, "内部", at=at(31), submission="n-0123456789abcdef")
        assert run(32) == 3
    data = {"number": ticket.number, "hospital": cast.hospital.pk, "department": cast.ward.pk}
    assert told(there) == [
        {"type": "ticket.accepted", "timestamp": "2026-03-03T02:00:00Z", "data": data | {"by": "customer"}},
        {"type": "ticket.replied", "timestamp": "2026-03-03T02:06:00Z", "data": data | {"by": "staff"}},
        {"type": "ticket.resolved", "timestamp": "2026-03-03T02:30:00Z",
         "data": data | {"by": "staff", "cause": "third_party"}},
    ]  # fmt: skip
    # Nothing that anybody wrote, and nobody's name.
    assert all(words not in str(there.heard) for words in ("打印", "驱动", "name", "内部"))


def test_the_signature(cast: Cast) -> None:
    """As a receiver checks it, by the Standard Webhooks scheme; the same event has the same id, try after try."""
    with listening(status("500 No"), status("500 No"), lambda plug: plug.sendall(OK)) as there:
        endpoint, secret = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        assert [run(minutes) for minutes in (1, 4, 10)] == [0, 0, 1]
    for minutes, (_first, headers, body) in zip((1, 4, 10), there.heard, strict=True):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{expected}"
        assert int(headers["webhook-timestamp"]) == at(minutes).timestamp()
        assert headers["content-type"] == "application/json"
    assert len({headers["webhook-id"] for _first, headers, _body in there.heard}) == 1
    assert there.heard[0][2] == there.heard[2][2]
    assert endpoint.secret != secret
    assert secret not in str(Endpoint.objects.values_list()) + str(Event.objects.values_list("data"))


def test_the_example_of_the_description_checks_it(cast: Cast) -> None:
    """What the API's page shows is the very file that runs here."""
    shown = "\n".join(Path(receiver.__file__).read_text().strip().splitlines())
    assert shown in described(api)["info"]["description"]
    assert len([line for line in shown.splitlines() if line]) == 12
    with listening() as there:
        endpoint, old = add(cast, "hospital_a", there.url)
        _row, new = actions.rotate_secret(cast.actor("hospital_a"), endpoint.pk, at=at(1))
        actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(2))
        run(2)
    _first, heard, body = there.heard[0]
    headers = {name.title(): value for name, value in heard.items()}
    with time_machine.travel(at(3), tick=False):
        assert [receiver.is_genuine(headers, body, secret) for secret in (old, new)] == [True, True]
        assert not receiver.is_genuine(headers, body + b" ", new)
        assert not receiver.is_genuine(headers | {"Webhook-Id": "msg_other"}, body, new)
        assert not receiver.is_genuine(headers | {"Webhook-Timestamp": str(int(at(3).timestamp()))}, body, new)
        assert not receiver.is_genuine(headers, body, "whsec_" + base64.b64encode(b"x" * 32).decode())
    with time_machine.travel(at(8), tick=False):
        assert not receiver.is_genuine(headers, body, new)


def test_the_old_secret_counts_for_a_day(cast: Cast) -> None:
    with listening() as there:
        endpoint, _old = add(cast, "hospital_a", there.url)
        actions.rotate_secret(cast.actor("hospital_a"), endpoint.pk, at=at(1))
        for minutes in (2, 24 * 60 + 2):
            actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(minutes))
            assert run(minutes) == 1
    signatures = [headers["webhook-signature"].split() for _first, headers, _body in there.heard]
    assert [len(each) for each in signatures] == [2, 1]


def test_a_hospital_hears_its_own_cards_only(cast: Cast) -> None:
    with listening() as ours, listening() as theirs, listening() as vendors:
        add(cast, "hospital_a", ours.url)
        add(cast, "hospital_b", theirs.url)
        add(cast, "admin", vendors.url, Code.ACCEPTED, Code.NOTED)
        one, two = cast.report(key="one"), cast.report(by="hospital_b", key="two")
        cards.note(cast.actor("agent"), one.number, "内部", at=at(1), submission="n-0123456789abcdef")
        run(2)
    assert {each["data"]["number"] for each in told(ours)} == {one.number}
    assert {each["data"]["number"] for each in told(theirs)} == {two.number}
    assert [(each["type"], each["data"]["number"]) for each in told(vendors)] == [
        ("ticket.accepted", one.number), ("ticket.accepted", two.number), ("ticket.noted", one.number)]  # fmt: skip


def test_who_may_hear_is_asked_again_when_it_is_sent(cast: Cast) -> None:
    """A17: a card that is another's by now, a keeper who left or lost his role, an endpoint switched off or removed."""
    head = cast.actor("hospital_a")
    with listening() as there:
        for number, change in enumerate((
            lambda _pk: None,
            lambda pk: User.objects.filter(username="hospital_a").update(is_active=False),
            lambda pk: cast.users["hospital_a"].grants.update(role="ward"),
            lambda pk: actions.switch_off(head, pk, at=at(1)),
            lambda pk: actions.remove_endpoint(head, pk, at=at(1)),
        )):  # fmt: skip
            with transaction.atomic():
                endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
                ticket = cast.report(key=f"k{number}")
                if number == 0:
                    ticket.hospital = cast.other_hospital
                    ticket.save()
                change(endpoint.pk)
                assert run() == 0
                key = Sending.objects.get(endpoint=endpoint).key
                assert Delivery.objects.get(key=key).state == "withdrawn"
                transaction.set_rollback(True)
    assert there.connections == 0


def test_only_what_is_offered_can_be_listened_for(cast: Cast) -> None:
    for by, wanted in (("hospital_a", [Code.NOTED]), ("hospital_a", []), ("admin", ["person.made"])):
        call = Wanted("https://hook.example/", "", wanted)
        with pytest.raises(Refused) as why:
            actions.add_endpoint(cast.actor(by), call, at=at(0))
        assert (why.value.code, why.value.facts["field"]) == ("unknown_choice", "kinds")


def test_what_a_hospital_can_listen_for_it_also_reads(cast: Cast) -> None:
    """On its card's story, in its notices, or as its own act."""
    read = {f"ticket.{code}" for code in PUBLIC} | {Code.REPLIED, Code.DISPUTED, Code.RATED, Code.CONFIRMED}
    # From then on the card stands in its own list.
    read.add(Code.IDENTIFIED)
    told_of = {code for code in kinds.FOR_HOSPITAL if code not in read}
    event = Event(actor_kind="staff", data={})
    for code in told_of:
        event.code = code
        assert kind_of(event) in TOLD_BY_NOTICE, code


def test_nobody_else_finds_one(cast: Cast) -> None:
    endpoint, _ = add(cast, "hospital_a", "https://hook.example/")
    sending = actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(0))
    for name in ("ward_a", "hospital_b", "agent", "manager", "admin", "auditor"):
        actor = cast.actor(name)
        assert endpoints(actor) == [], name
        wanted = Wanted("https://evil.example/", "", ALL)
        for act, more in (
            (actions.change_endpoint, (endpoint.pk, wanted)),
            (actions.rotate_secret, (endpoint.pk,)),
            (actions.ping, (endpoint.pk,)),
            (actions.resend, (endpoint.pk, sending.pk)),
            (actions.switch_off, (endpoint.pk,)),
            (actions.switch_on, (endpoint.pk,)),
            (actions.remove_endpoint, (endpoint.pk,)),
        ):
            assert refused(partial(act, actor, *more, at=at(1))) == ("absent", None), name
    for name in ("ward_a", "agent", "manager"):
        assert refused(partial(add, cast, name, "https://hook.example/")) == ("absent", None)
    own, _ = add(cast, "hospital_b", "https://hook.example/")
    assert refused(lambda: actions.resend(cast.actor("hospital_b"), own.pk, sending.pk, at=at(1))) == ("absent", None)


def test_redirects_and_forbidden_addresses_end_at_once(cast: Cast, settings: LazySettings) -> None:
    with listening() as inside, listening(status("302 Found", f"Location: {inside.url}\r\n")) as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        run()
        assert (there.connections, inside.connections) == (1, 0)
        assert [(each.state, each.last_error) for each in dead_letters()] == [("dead", "3xx")]
        # What the keeper of the house closed meanwhile is found closed when it is sent.
        settings.OUTBOUND_INTERNAL = allowed_of("")
        actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(2))
        Endpoint.objects.update(rests_until=None)
        run(2)
        assert [each.last_error for each in dead_letters()] == ["forbidden", "3xx"]
        assert there.connections == 1


def test_tried_again_by_and_by_and_sent_once_more_by_hand(cast: Cast) -> None:
    head = cast.actor("hospital_a")
    with listening(*[status("400 Bad")] * 8, lambda plug: plug.sendall(OK)) as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        for hour in range(9):
            run(1 + 60 * 5 * hour)
        assert there.connections == 8
        page = sent_to(endpoint)
        assert [(each.answer, each.delivery.state, each.delivery.attempts, each.may_resend) for each in page.sent] == [
            ("4xx", "dead", 8, True)
        ]
        actions.resend(head, endpoint.pk, page.sent[0].sending.pk, at=at(3000))
        assert run(3000) == 1
        assert [(each.answer, each.may_resend) for each in sent_to(endpoint).sent] == [("2xx", False)]
        assert refused(lambda: actions.resend(head, endpoint.pk, page.sent[0].sending.pk, at=at(3001)))[0] == "not_dead"


def test_one_that_does_not_answer_is_left_alone(cast: Cast) -> None:
    """One try for the endpoint, not one for each of its sendings; the others are not kept waiting, and lose no try."""
    with listening(status("503 No")) as dead, listening() as alive:
        for url in (dead.url, alive.url):
            add(cast, "hospital_a", url, Code.ACCEPTED)
        for number in range(5):
            cast.report(key=f"k{number}")
        assert run(1) == 5
        assert (dead.connections, alive.connections) == (1, 5)
        waiting = Delivery.objects.filter(channel="webhook", state="pending")
        assert sorted(waiting.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
        run(3)
        assert dead.connections == 2


def test_switched_off_after_days_of_failure_and_its_keeper_is_told(cast: Cast, settings: LazySettings) -> None:
    for by in ("hospital_a", "admin"):
        with listening(status("500 No")) as there:
            endpoint, _ = add(cast, by, there.url, Code.ACCEPTED)
            for day in (0, 2, 4, 6):
                minutes = day * 24 * 60
                with time_machine.travel(at(minutes), tick=False):
                    actions.ping(cast.actor(by), endpoint.pk, at=at(minutes))
                    run(minutes)
            endpoint.refresh_from_db()
            assert endpoint.off == "failing"
            notice = Notice.objects.get(person=cast.users[by], kind="webhook_off")
            assert list(notices_of(cast.actor(by))) == [notice]
            assert "/me/webhooks/" in letter(notice).text
            cast.report(key=by)
            run(6 * 24 * 60 + 1)
            assert {each["type"] for each in told(there)} == {"ping"}
    head, endpoint = cast.actor("hospital_a"), Endpoint.objects.get(hospital=cast.hospital)
    assert actions.switch_on(head, endpoint.pk, at=at(9999)).failing_since is None


def test_a_success_clears_the_record(cast: Cast) -> None:
    with listening(status("500 No"), lambda plug: plug.sendall(OK)) as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        run(0)
        endpoint.refresh_from_db()
        assert (endpoint.failures, endpoint.failing_since) == (1, at(0))
        run(5)
        endpoint.refresh_from_db()
        assert (endpoint.failures, endpoint.failing_since, endpoint.rests_until) == (0, None, None)


def test_gone_is_gone(cast: Cast) -> None:
    with listening(status("410 Gone")) as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        run()
        endpoint.refresh_from_db()
        assert (endpoint.off, there.connections) == ("gone", 1)


def test_what_comes_days_late_is_not_sent_by_itself(cast: Cast) -> None:
    with listening() as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        run(4 * 24 * 60)
        assert [(each.delivery.state, each.may_resend) for each in sent_to(endpoint).sent] == [("stale", True)]
        assert there.connections == 0


def test_another_signing_key(cast: Cast, settings: LazySettings) -> None:
    """Then a secret cannot be read any more, and only a new one helps."""
    with listening() as there:
        endpoint, _ = add(cast, "hospital_a", there.url, Code.ACCEPTED)
        cast.report()
        settings.SECRET_KEY = "another"
        run()
        assert [each.last_error for each in dead_letters()] == ["secret_unreadable"]
        actions.rotate_secret(cast.actor("hospital_a"), endpoint.pk, at=at(2))
        actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(3))
        assert run(3) == 1


def test_so_many_and_no_more(cast: Cast) -> None:
    for _ in range(MOST):
        endpoint, _secret = add(cast, "hospital_a", "https://hook.example/")
    assert refused(lambda: add(cast, "hospital_a", "https://hook.example/")) == ("too_many_endpoints", "url")
    for _ in range(10):
        actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(0))
    assert refused(lambda: actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(9)))[0] == "too_many_pings"
    assert actions.ping(cast.actor("hospital_a"), endpoint.pk, at=at(11))


def test_letters_and_calls_go_their_own_ways(cast: Cast) -> None:
    """A call that is slow holds up no letter: the letters' round does not claim it."""
    add(cast, "hospital_a", "https://hook.example/", Code.ACCEPTED)
    cast.report()
    assert deliver(lambda: at(1), but={"webhook"}) == 0
    assert Delivery.objects.get(channel="webhook").attempts == 0
    assert Delivery.objects.get(channel="webhook").not_after == at(0) + timedelta(days=3)
    assert isinstance(Sending.objects.get().at, datetime)
