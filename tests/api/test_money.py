"""Money by programs: every act has its noun, every amount is whole fen, and nobody reads what is not his."""

import ast

from shouwen.apps.billing import actions
from tests.api.programs import KEY, fault, program
from tests.apps import books
from tests.apps.books import APRIL
from tests.cast import Cast
from tests.house import tree

BY_TIME = {"expire_quote"}


def test_every_act_has_a_noun() -> None:
    acts = {name for name in actions.__all__ if name[0].islower()}
    called = {
        node.attr
        for _file, module in tree.modules("api/money")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "actions"
    }
    assert acts - called == BY_TIME


def test_a_key_drafts_one_quote(cast: Cast) -> None:
    card, pm = books.payable(cast).number, program(cast, "pm")
    body = {"title": "改造", "lines": [{"unit": "fixed", "words": "一口价", "price_fen": 100}]}
    answers = [pm.send(f"tickets/{card}/quotes", body, KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201], answers[0].content
    assert answers[0].json() == answers[1].json()
    assert answers[0]["Location"] == f"/api/v1/quotes/{answers[0].json()['number']}"
    assert fault(pm.send(f"tickets/{card}/quotes", body, KEY + "x"))[:2] == (409, "quote_open")
    lines = answers[0].json()["lines"]
    assert [(line["net_fen"], line["tax_fen"], line["percent"]) for line in lines] == [(100, 6, 100)]


def test_no_fraction_of_a_fen(cast: Cast) -> None:
    card, pm = books.payable(cast).number, program(cast, "pm")
    for price in (1.5, "100", -1, 0, 10**13):
        body = {"title": "x", "lines": [{"unit": "day", "words": "x", "price_fen": price}]}
        assert fault(pm.send(f"tickets/{card}/quotes", body, KEY))[:2] == (422, "field_wrong"), price


def test_a_statement_leads_to_its_postings(cast: Cast) -> None:
    number = books.closed(cast)
    head = program(cast, "hospital_a")
    found = head.ask(f"statements/{number}").json()
    assert (found["state"], found["left_fen"], found["closed_at"]) == ("open", 342_733, APRIL.isoformat()[:19] + "Z")
    assert sum(line["net_fen"] + line["tax_fen"] for line in found["lines"]) == found["gross_fen"]
    assert [row["number"] for row in head.ask("statements").json()["items"]] == [number]
    assert program(cast, "hospital_b").ask("statements").json()["items"] == []
    for who in ("hospital_b", "ward_a"):
        assert fault(program(cast, who).ask(f"statements/{number}"))[0] == 404
    assert fault(program(cast, "ward_a").ask("rate-cards"))[0] == 404
    assert [row["day_fen"] for row in program(cast, "finance").ask("rate-cards").json()["items"]] == [160_000]
