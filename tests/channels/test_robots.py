"""Robots: each maker's shape and signature, few messages a minute, many in one, and no words of a card."""

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.utils import timezone

from shouwen.apps.channels.robots.chat import say
from shouwen.apps.channels.robots.server import Maker, Robot, robots_of
from shouwen.apps.outbox.channels import Failed, Later, Rejected
from shouwen.apps.outbox.destination import allowed_of
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.models import Delivery
from tests.apps.listeners import Say, listening, status
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside(settings: Any) -> None:
    settings.OUTBOUND_INTERNAL = allowed_of("127.0.0.0/8")


def answers(body: bytes) -> Say:
    return lambda plug: plug.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


GOOD = answers(b'{"errcode": 0, "code": 0}')


def test_each_maker_is_spoken_to_in_its_own_way() -> None:
    with listening(GOOD) as listener:
        say(Robot("a", Maker.WECOM, listener.url), "话", at(0))
        say(Robot("b", Maker.DINGTALK, f"{listener.url}?access_token=x", "SEC"), "话", at(0))
        say(Robot("c", Maker.FEISHU, listener.url, "SEC"), "话", at(0))
    plain = {"msgtype": "text", "text": {"content": "话"}}
    bodies = [json.loads(body) for _first, _headers, body in listener.heard]
    assert bodies[:2] == [plain, plain]
    asked = parse_qs(urlparse(listener.heard[1][0].split(" ")[1]).query)
    stamp = str(int(at(0).timestamp() * 1000))
    signed = base64.b64encode(hmac.new(b"SEC", f"{stamp}\nSEC".encode(), hashlib.sha256).digest()).decode()
    assert asked == {"access_token": ["x"], "timestamp": [stamp], "sign": [signed]}
    seconds = str(int(at(0).timestamp()))
    sign = base64.b64encode(hmac.new(f"{seconds}\nSEC".encode(), b"", hashlib.sha256).digest()).decode()
    assert bodies[2] == {"msg_type": "text", "content": {"text": "话"}, "timestamp": seconds, "sign": sign}


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (answers(b'{"errcode": 45009}'), Later),
        (answers(b'{"code": 19021}'), Rejected),
        (status("503 Away"), Failed),
        (status("429 Slowly"), Later),
        (status("404 None"), Rejected),
    ],
)
def test_what_it_says_no_with(answer: Say, raised: type[Exception]) -> None:
    with listening(answer) as listener, pytest.raises(raised):
        say(Robot("a", Maker.WECOM, listener.url), "话", at(0))


def test_a_storm_comes_in_one_message_and_says_no_words_of_a_card(cast: Cast, settings: Any) -> None:
    now = timezone.now()
    with listening(GOOD) as listener:
        settings.ROBOTS = (Robot("ops", Maker.WECOM, listener.url),)
        numbers = [cast.report(by="hospital_a", answer="whole_hospital", key=f"k{n}").number for n in range(5)]
        Delivery.objects.filter(channel="robot").update(not_after=None)
        deliver(lambda: now, only={"robot"})
    assert len(listener.heard) == 1
    told = json.loads(listener.heard[0][2])["text"]["content"]
    assert [number in told for number in numbers] == [True] * 5
    assert "打印机" not in told
    assert set(Delivery.objects.filter(channel="robot").values_list("state", flat=True)) == {"sent"}


def test_robots_as_the_environment_names_them() -> None:
    assert robots_of("ops=feishu:https://open.example/hook/x#s; desk=wecom:https://q.example/send?key=k") == (
        Robot("ops", Maker.FEISHU, "https://open.example/hook/x", "s"),
        Robot("desk", Maker.WECOM, "https://q.example/send?key=k"),
    )
    assert robots_of("") == ()
    for wrong in ("ops=slack:https://x.example", "ops=wecom", "a b=wecom:https://x.example"):
        with pytest.raises(SystemExit):
            robots_of(wrong)
