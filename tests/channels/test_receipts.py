"""What a carrier says of a short message: in any order, once, and what did not arrive is looked at by a person."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from shouwen.api.frame.openapi import described
from shouwen.api.urls import SENT, api
from shouwen.apps.channels.sms.server import Gateway
from shouwen.apps.outbox.models import Delivery, Receipt
from shouwen.apps.outbox.receipts import settle_receipts, take_receipt
from shouwen.apps.outbox.signing import sign
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def text(key: str = "text-1-1", state: str = "sent") -> Delivery:
    return Delivery.objects.create(key=key, channel="sms", payload={}, state=state, made_at=at(0), not_before=at(0))


def now(delivery: Delivery) -> tuple[str, str]:
    delivery.refresh_from_db()
    return delivery.state, delivery.last_error


def test_what_did_not_arrive_is_dead_and_what_did_is_left(cast: Cast) -> None:
    lost, there = text(), text("text-1-2")
    assert take_receipt("sms", lost.key, "e1", False, "absent subscriber", at=at(1))
    assert take_receipt("sms", there.key, "e2", True, "", at=at(1))
    assert [now(each) for each in (lost, there)] == [("dead", "undelivered: absent subscriber"), ("sent", "")]


def test_a_receipt_before_the_sending_is_written_down_is_kept_until_it_is(cast: Cast) -> None:
    message = text(state="pending")
    assert not take_receipt("sms", message.key, "e1", False, "no such number", at=at(1))
    assert (settle_receipts(at=at(1)), now(message)[0]) == (0, "pending")
    Delivery.objects.filter(pk=message.pk).update(state="sent")
    assert (settle_receipts(at=at(2)), settle_receipts(at=at(2))) == (1, 0)
    assert now(message) == ("dead", "undelivered: no such number")


def test_the_same_receipt_again_changes_nothing(cast: Cast) -> None:
    message = text()
    for _time in range(3):
        assert take_receipt("sms", message.key, "e1", False, "x", at=at(1))
    # A person has sent it once more: the old receipt does not kill it again.
    Delivery.objects.filter(pk=message.pk).update(state="sent", last_error="")
    assert take_receipt("sms", message.key, "e1", False, "x", at=at(3))
    assert (now(message), Receipt.objects.count()) == (("sent", ""), 1)


def test_what_was_told_before_kills_no_later_sending_and_what_is_new_counts(cast: Cast) -> None:
    message = text()
    take_receipt("sms", message.key, "e1", False, "absent", at=at(1))
    assert take_receipt("sms", message.key, "e2", False, "expired", at=at(2))
    Delivery.objects.filter(pk=message.pk).update(state="sent", last_error="")
    assert (settle_receipts(at=at(3)), now(message)[0]) == (0, "sent")
    # The second sending failed for the same reason; then it arrived after all.
    take_receipt("sms", message.key, "e3", False, "absent", at=at(4))
    assert now(message) == ("dead", "undelivered: absent")
    take_receipt("sms", message.key, "e4", True, "", at=at(5))
    assert now(message) == ("sent", "")


def tell(said: dict[str, Any], secret: str, key: str = "r-1") -> Any:
    body, stamp = json.dumps(said).encode(), str(int(at(1).timestamp()))
    headers = {
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": sign(secret.encode(), key, stamp, body),
    }
    with time_machine.travel(at(1), tick=False):
        return Client().post("/api/v1/sms-receipts", body, content_type="application/json", headers=headers)


def test_the_example_of_the_description_is_taken(cast: Cast, settings: Any) -> None:
    settings.SMS = Gateway(url="https://g.example/send", secret="s-0123456789abcdefghijkl")
    example = described(api, *SENT)["components"]["schemas"]["ReceiptIn"]["example"]
    assert tell(example, "s-0123456789abcdefghijkl").json() == {"known": False}


def test_only_the_gateway_may_say_so(cast: Cast, settings: Any) -> None:
    settings.SMS = Gateway(url="https://g.example/send", secret="s-0123456789abcdefghijkl")
    message = text()
    said = {"message": message.key, "delivered": False, "reason": "full"}
    assert tell(said, "other").status_code == 401
    assert now(message)[0] == "sent"
    taken = tell(said, "s-0123456789abcdefghijkl")
    assert (taken.status_code, taken.json(), now(message)[0]) == (200, {"known": True}, "dead")
    assert tell({"message": "none", "delivered": True}, "s-0123456789abcdefghijkl", "r-2").json() == {"known": False}
    settings.SMS = Gateway(path=Path("/tmp/sms.jsonl"))
    assert tell(said, "").status_code == 401
