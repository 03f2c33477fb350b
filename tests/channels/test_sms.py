"""Short messages for what must wake somebody: to a file, to a gateway that checks the signature, and to nobody else."""

import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shouwen.apps.channels.sms import gateway
from shouwen.apps.channels.sms.server import Gateway, gateway_of
from shouwen.apps.outbox.channels import ChannelDown, Failed, Rejected
from shouwen.apps.outbox.destination import allowed_of
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.paging.jobs import call
from tests.apps.listeners import listening, status
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def test_a_call_goes_out_by_sms_and_nothing_else_does(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.SMS = Gateway(path=tmp_path / "sms.jsonl", templates={"paged": "SMS_1"})
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    call(at(0))
    assert [row.key.split("-")[0] for row in Delivery.objects.filter(channel="sms")] == ["text"]
    assert deliver(lambda: at(1), only={"sms"}) == 1
    [said] = [json.loads(line) for line in (tmp_path / "sms.jsonl").read_text().splitlines()]
    assert said == {
        "id": Delivery.objects.get(channel="sms").key,
        "phone": "100-0000-0000",
        "template": "SMS_1",
        "variables": {"grade": "1", "hospital": "示例一院", "number": ticket.number},
    }
    assert deliver(lambda: at(2), only={"sms"}) == 0


def test_what_is_late_wakes_nobody(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.SMS = Gateway(path=tmp_path / "sms.jsonl", templates={"paged": "SMS_1"})
    cast.report(by="hospital_a", answer="whole_hospital")
    call(at(0))
    assert deliver(lambda: at(0) + timedelta(minutes=31), only={"sms"}) == 0
    assert Delivery.objects.get(channel="sms").state == "stale"


def test_a_file_that_cannot_be_written_rests_the_channel(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.SMS = Gateway(path=tmp_path / "no" / "sms.jsonl", templates={"paged": "SMS_1"})
    cast.report(by="hospital_a", answer="whole_hospital")
    call(at(0))
    deliver(lambda: at(1), only={"sms"})
    waiting = Delivery.objects.get(channel="sms")
    assert (waiting.state, waiting.attempts) == ("pending", 0)


def test_without_a_gateway_or_a_template_nothing_is_written(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.SMS = Gateway(path=tmp_path / "sms.jsonl", templates={"other": "SMS_1"})
    cast.report(by="hospital_a", answer="whole_hospital")
    call(at(0))
    assert Delivery.objects.filter(channel="sms").count() == 0


def test_the_gateway_as_an_address_names_it() -> None:
    assert gateway_of("file:///tmp/x.jsonl", "paged=A, director_told=B") == Gateway(
        path=Path("/tmp/x.jsonl"), templates={"paged": "A", "director_told": "B"}
    )
    found = gateway_of("https://g.example/send?secret=s", "paged=A")
    assert found == Gateway(url="https://g.example/send", secret="s", templates={"paged": "A"})
    assert gateway_of("", "") is None
    for wrong in ("http://g.example/send?secret=s", "https://g.example/send", "ftp://x"):
        with pytest.raises(SystemExit):
            gateway_of(wrong, "")


def test_a_gateway_can_check_who_asks_and_says_what_became_of_it(settings: Any) -> None:
    settings.OUTBOUND_INTERNAL = allowed_of("127.0.0.0/8")
    text = gateway.Text("1", "T", {"a": "b"})
    refuses = (status("200 OK"), status("503 Away"), status("429 Slowly"), status("400 No"))
    with listening(*refuses) as listener:
        there = Gateway(url=listener.url, secret="s")
        gateway.post(there, text, "text-1-1", at(0))
        for told in (Failed, Failed, Rejected):
            with pytest.raises(told):
                gateway.post(there, text, "text-1-1", at(0))
    _first, headers, body = listener.heard[0]
    expected = hmac.new(b"s", f"{headers['x-timestamp']}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["x-signature"] == expected
    assert json.loads(body) == {"id": "text-1-1", "phone": "1", "template": "T", "variables": {"a": "b"}}
    settings.OUTBOUND_INTERNAL = allowed_of("")
    with pytest.raises(ChannelDown, match="forbidden"):
        gateway.post(there, text, "text-1-1", at(0))
