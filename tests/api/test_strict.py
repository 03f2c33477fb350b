"""What a lenient reader would quietly accept is refused, by its field."""

import json
from typing import Any

import pytest
from django.test import override_settings

from shouwen.apps.tickets.models import Ticket
from tests.api.programs import KEY, fault, program
from tests.cast import Cast

GOOD = b'{"answer": "workstation", "text": "x"}'
BODIES: list[tuple[bytes, tuple[int, str, str | None]]] = [
    (b"", (422, "field_missing", None)),
    (b"{", (400, "json_unreadable", None)),
    (b"null", (400, "json_unreadable", None)),
    (b"[]", (400, "json_unreadable", None)),
    (b'{"answer": "workstation", "text": "\xff"}', (400, "json_unreadable", None)),
    (b'{"answer": "workstation", "answer": "question", "text": "x"}', (400, "json_unreadable", None)),
    (b'{"answer": "workstation", "text": NaN}', (400, "json_unreadable", "text")),
    (b'{"answer": "workstation", "text": "a\\u0000"}', (400, "json_unreadable", "text")),
    (b'{"answer": "workstation", "text": "a\\ud800"}', (400, "json_unreadable", "text")),
    (b'{"answer": "workstation", "text": ' + b"[" * 40 + b"]" * 40 + b"}", (400, "json_unreadable", None)),
    (b"[" * 100_000, (400, "json_unreadable", None)),
    (b'{"answer": "workstation", "text": "x", "grade": 1}', (422, "field_unknown", "grade")),
    (b'{"answer": "workstation"}', (422, "field_missing", "text")),
    (b'{"answer": "workstation", "text": 7}', (422, "field_wrong", "text")),
    (b'{"answer": "workstation", "text": "x", "module": "1"}', (422, "field_wrong", "module")),
    (b'{"answer": "workstation", "text": "x", "module": 1.0}', (422, "field_wrong", "module")),
    (b'{"answer": "workstation", "text": "x", "module": true}', (422, "field_wrong", "module")),
    (b'{"answer": "workstation", "text": "x", "module": 1e999}', (422, "field_wrong", "module")),
    (b'{"answer": "workstation", "text": "x", "module": 99999999999999999999}', (400, "json_unreadable", "module")),
    (b'{"answer": "workstation", "text": "  "}', (422, "text_missing", "text")),
    (b'{"answer": "all", "text": "x"}', (422, "unknown_answer", "answer")),
]


@pytest.mark.parametrize(("body", "expected"), BODIES, ids=range(len(BODIES)))
def test_a_body(cast: Cast, body: bytes, expected: Any) -> None:
    answer = program(cast, "ward_a").send("tickets", body, KEY)
    status, code, field = fault(answer)
    if b"[[" in body:
        field = None
    assert (status, code, field) == expected
    assert Ticket.objects.count() == 0


def test_only_json(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk"):
        assert fault(ward.send("tickets", GOOD, KEY, kind=kind)) == (415, "not_json", None), kind
    assert ward.send("tickets", GOOD, KEY, kind="application/json; charset=utf-8").status_code == 201


def test_size(cast: Cast) -> None:
    with override_settings(API_BODY_LIMIT=30):
        assert fault(program(cast, "ward_a").send("tickets", GOOD, KEY)) == (413, "too_large", None)


def test_parameters_are_of_a_list(cast: Cast) -> None:
    agent = program(cast, "agent")
    wrong = {
        "tickets?owner=1": "owner", "tickets?grade=6": "grade", "tickets?grade=x": "grade", "tickets?tab=mine": "tab",
        "tickets?state=open": "state", "tickets?cursor=abc": "cursor", "tickets?cursor=%00": "cursor",
        "tickets?grade=1&grade=2": "grade", "tickets?q=%00": "q", "duty?week=tomorrow": "week",
    }  # fmt: skip
    for path, field in wrong.items():
        status, _code, named = fault(agent.ask(path))
        assert (status, named) == (422, field), path


def test_an_act_without_words_takes_none(cast: Cast) -> None:
    number, agent = cast.report().number, program(cast, "agent")
    assert fault(agent.send(f"tickets/{number}/handling", {"who": 1})) == (422, "field_unknown", "who")
    assert agent.send(f"tickets/{number}/handling", {}).status_code == 200


def test_addresses_and_methods(cast: Cast) -> None:
    agent = program(cast, "agent")
    assert fault(agent.ask("nothing")) == (404, "absent", None)
    assert fault(agent.ask("tickets/SW-1%00")) == (404, "absent", None)
    assert fault(agent.ask(f"hospitals/{10**30}")) == (404, "absent", None)
    answer = agent.send("tickets", method="PUT")
    assert fault(answer) == (405, "method_not_allowed", None)
    assert sorted(answer["Allow"].split(", ")) == ["GET", "POST"]


def test_sentences_follow_the_reader(cast: Cast) -> None:
    said = {
        language: json.loads(program(cast, "agent", language=language).ask("tickets/SW-1").content)["error"]["message"]
        for language in ("en", "zh-CN", "fr")
    }
    assert said == {
        "en": "There is nothing here, or it is not yours.",
        "zh-CN": "没有这一项，或不属于您。",
        "fr": "没有这一项，或不属于您。",
    }
