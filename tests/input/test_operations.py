"""Every field of every operation of the API, one wrong at a time; bodies that are no JSON; headers that are none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from typing import Any

import pytest

from tests.input.corpus import DAYS, NUMBERS, TEXTS
from tests.input.desk import Answer, Desk, encoded, multipart
from tests.input.judging import HAN, faults
from tests.input.operations import KEY, Operation, operations
from tests.input.world import WITH_TOKENS, World

pytestmark = pytest.mark.django_db

ODD: list[Any] = [
    *TEXTS.values(), *DAYS.values(), *NUMBERS.values(), None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, 2**63, 10**40,
    -(10**40), 1e308, [], {}, [None], {"a": {"b": 1}}, [[[[[[[[[1]]]]]]]]], ["x"] * 5_000,
]  # fmt: skip
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "not JSON": b"{",
    "deep": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "deep inside": b'{"text": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "the same name twice": b'{"text": "a", "text": "b", "words": "a", "words": "b"}',
    "NaN": b'{"text": NaN, "words": Infinity, "score": -Infinity}',
    "bad UTF-8": b'{"text": "\xff\xfe", "words": "\xed\xa0\x80"}',
    "UTF-16": '{"text": "a"}'.encode("utf-16"),
    "a mark before": b'\xef\xbb\xbf{"text": "a"}',
    "NUL between": b'{"text"\x00: "a"}',
    "escaped NUL": b'{"text": "a\\u0000", "words": "\\u0000"}',
    "half a character": b'{"text": "\\ud800", "words": "\\udfff"}',
    "odd names": b'{"\\u0000": 1, "\\ud800": 1, "__class__": 1, "a.b": 1, "": 1}',
    "many names": b"{" + b",".join(b'"f%d": 1' % number for number in range(5_000)) + b"}",
    "a long number": b'{"text": ' + b"9" * 10_000 + b"}",
    "a huge text": b'{"text": "' + b"a" * 200_000 + b'"}',
    "too large": b'{"text": "' + b"a" * 300_000 + b'"}',
}
HEADERS: list[dict[str, str]] = [
    {"HTTP_IDEMPOTENCY_KEY": value}
    for value in ("", "short", "x" * 129, "x" * 60_000, "key\x00-0123456789abcdef", "键" * 20, "a b c d e f g h i j")
] + [
    {"HTTP_AUTHORIZATION": value}
    for value in ("", "Bearer", "Bearer ", "Bearer \x00", "Bearer " + "x" * 60_000, "Basic YTpi", "Bearer 键", "\ud800")
] + [
    {"HTTP_ACCEPT_LANGUAGE": value}
    for value in ("", "*", "x" * 60_000, "en;q=NaN", "zh-" * 9_000, "\x00", "en;q=9" * 500, "../../etc", "键")
] + [
    {"CONTENT_LENGTH": value} for value in ("-1", "x", "9" * 30, "",  "²")
]  # fmt: skip

FIRST = ("handled", "open")


@dataclass
class Aim:
    operation: Operation
    who: str
    url: str
    passes: bool


class Caller:
    """Sends as a program does, and says what is wrong with the answer."""

    def __init__(self, desk: Desk, secrets: dict[str, str]) -> None:
        self.desk, self.secrets, self.turn = desk, secrets, count()

    def send(self, aim: Aim, body: bytes, kind: str = "application/json", url: str = "", **more: str) -> Answer:
        language = "en" if next(self.turn) % 2 else "zh-CN"
        told = {"HTTP_AUTHORIZATION": f"Bearer {self.secrets[aim.who]}", "HTTP_ACCEPT_LANGUAGE": language}
        told |= {"HTTP_IDEMPOTENCY_KEY": KEY} if aim.operation.keyed else {}
        self.said = (told | more)["HTTP_ACCEPT_LANGUAGE"]
        return self.desk.ask("nobody", aim.operation.method, url or aim.url, body, kind, **(told | more))

    def tried(self, what: str, aim: Aim, body: bytes, kind: str = "application/json", **more: str) -> Iterator[str]:
        answer = self.send(aim, body, kind, **more)
        whose = "hospital_a" if aim.who in {"ward_a", "hospital_a"} else aim.who
        for fault in (*faults(whose, answer), *_faults(answer, self.said)):
            yield f"{aim.operation.method} {aim.operation.path} ({aim.who}) {what}: {fault}"


def _faults(answer: Answer, language: str) -> Iterator[str]:
    """A refusal has the one shape, and a sentence of the reader's language."""
    if answer.status < 400:
        return
    try:
        error = json.loads(answer.text)["error"]
    except (ValueError, KeyError):
        yield f"{answer.status} is not in the one shape: {answer.text[:80]}"
        return
    if set(error) != {"code", "field", "message", "id"} or not error["code"]:
        yield f"{answer.status} lacks something: {error}"
    if language in {"en", "zh-CN"} and bool(HAN.search(error["message"])) != (language == "zh-CN"):
        yield f"{answer.status} is not in {language}: {error['message'][:80]}"
    if answer.status == 422 and error["field"] is None and error["code"] != "field_missing":
        yield f"422 names no field: {error['code']}"


def _aim(caller: Caller, world: World, operation: Operation, most: int) -> Aim:
    """Somebody, and a card, for whom the example is taken; else the first of them."""
    own, first = world.objects["own"], None
    cards = [world.cards[state] for state in FIRST] + list(world.cards.values())
    tries = product(cards if "number" in operation.needs() else [""], WITH_TOKENS)
    for number, who in islice(tries, most):
        url = operation.at(own | {"number": number, "other": world.cards["handled"]})
        aim = Aim(operation, who, url, True)
        first = first or aim
        if caller.send(aim, json.dumps(operation.body or {}).encode() if operation.body else b"").status < 400:
            return aim
    assert first is not None
    return Aim(operation, first.who, first.url, False)


@pytest.fixture(scope="package")
def caller(desk: Desk, world: World) -> Caller:
    return Caller(desk, world.secrets)


@pytest.fixture(scope="package")
def aimed(caller: Caller, world: World) -> list[Aim]:
    return [_aim(caller, world, operation, 4) for operation in operations(world)]


def test_each_operation_once(caller: Caller, aimed: list[Aim]) -> None:
    found, turn = [], count()
    bodies = list(BODIES.items())
    for aim in aimed:
        operation = aim.operation
        for name in [*(operation.body or {}), *operation.optional]:
            value = ODD[next(turn) * 7 % len(ODD)]
            body = json.dumps((operation.body or {}) | {name: value}).encode()
            found += caller.tried(f"{name} = {str(value)[:40]!r}", aim, body)
        for what, raw in (bodies[next(turn) % len(bodies)] for _ in range(2)):
            found += caller.tried(what, aim, raw)
        found += caller.tried("header", aim, b"{}", **HEADERS[next(turn) % len(HEADERS)])
        for name in operation.asks:
            for value in [*TEXTS.values()][next(turn) % 5 :: 5]:
                if len(value) < 6_000:
                    found += _asked(caller, aim, name, value)
    assert not found, "\n".join(found)


def _asked(caller: Caller, aim: Aim, name: str, value: str) -> Iterator[str]:
    url = f"{aim.url}?{encoded({name: [value]}).decode()}"
    yield from caller.tried(f"?{name} = {value[:40]!r}", Aim(aim.operation, aim.who, url, aim.passes), b"")


@pytest.mark.slow
def test_each_operation_against_everything(caller: Caller, world: World) -> None:
    found: list[str] = []
    aimed = [_aim(caller, world, operation, 200) for operation in operations(world)]
    # An example that nobody may send at any card proves little: few, and named.
    refused = [f"{aim.operation.method} {aim.operation.path}" for aim in aimed if not aim.passes]
    assert len(refused) * 4 < len(aimed)
    strange = [*world.strange, *(int(each) for each in world.strange if each.isdigit())]
    for aim in aimed:
        operation = aim.operation
        for name in [*(operation.body or {}), *operation.optional]:
            for value in [*ODD, *strange]:
                body = json.dumps((operation.body or {}) | {name: value}).encode()
                found += caller.tried(f"{name} = {str(value)[:40]!r}", aim, body)
        for what, raw in BODIES.items():
            found += caller.tried(what, aim, raw)
            found += caller.tried(f"{what}, as another kind", aim, raw, "text/plain; charset=\x00utf-7")
            if operation.files:
                for kept in (("files", b"a.txt", b"x"), ("body", b"a.txt", raw), ("other", b"a.txt", b"x")):
                    whole, kind = multipart({"body": [raw.decode("utf-8", "replace")]}, [kept])
                    found += caller.tried(f"{what}, in parts", aim, whole, kind)
        for headers in HEADERS:
            found += caller.tried(
                f"headers {str(headers)[:60]}", aim, json.dumps(operation.body or {}).encode(), **headers
            )
        for name in operation.asks:
            for value in [*TEXTS.values(), *NUMBERS.values(), *DAYS.values()]:
                if len(value) < 6_000:
                    found += _asked(caller, aim, name, value)
    assert not found, "\n".join(found)
