"""Every act on a card has its noun here; what has none says why."""

import ast

import pytest

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Archive, Chase, Journey, Message, Offer, Problem
from shouwen.policy.lifecycle import Act
from tests.api.programs import KEY, fault, program
from tests.cast import Cast, at
from tests.house import tree

BY_TIME = "it is brought about by time alone, and no person does it at any door"
MANY = "many cards at once is a convenience of a page; a program sends the act for each card"
WITHOUT = {
    "archive": BY_TIME,
    "begin_batch": MANY,
    "climb": BY_TIME,
    "close_by_itself": BY_TIME,
    "do_item": MANY,
    "judge_anew": "it follows by itself when an agreement is renewed for days that are past",
    "lapse": BY_TIME,
    "propose_climb": BY_TIME,
    "quote_confirmed": "it follows by itself when the hospital confirms a quote, which is an act of its own",
    "repromise_batch": BY_TIME,
    "report_by_fax": "a machine brought it: nobody does it at any door",
    "report_urgent": "one form of a page; a program reports and then asks, each with a key of its own",
    "tell_ruling": BY_TIME,
    "tell_urgent": BY_TIME,
    "undo_item": MANY,
}


def called(*folders: str) -> set[str]:
    """The acts on cards that are called in these folders."""
    return {
        node.attr
        for _file, module in tree.modules(*folders)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "actions"
    }


def test_every_act_has_a_noun() -> None:
    acts = {name for name in actions.__all__ if name[0].islower()}
    assert acts - called("api") == set(WITHOUT)
    # Whoever stands in the list stands there rightly: what comes by time is offered at no other door either.
    assert called("console", "portal") & {name for name, why in WITHOUT.items() if why == BY_TIME} == set()


def test_every_word_of_may_has_a_noun() -> None:
    """`may` of a card speaks of acts; a program finds each of them."""
    named = {"open_problem" if act is Act.BIND_PROBLEM else act.value for act in Act}
    assert named <= called("api")


@pytest.mark.parametrize(
    ("noun", "body", "rows"),
    [
        ("chases", {"words": "急"}, Chase.objects),
        ("offers", {"receiver": 0, "reason": "看"}, Offer.objects),
        ("journeys", {"engineer": 0, "reason": "看"}, Journey.objects),
    ],
)
def test_a_key_makes_one_of_what_would_be_refused_twice(cast: Cast, noun: str, body: dict, rows: object) -> None:
    """Without a key the second is refused; with the same key it is the first again, and nothing is done twice."""
    agent, number = program(cast, "agent"), cast.report().number
    agent.send(f"tickets/{number}/handling")
    told = {name: cast.users["developer"].pk if value == 0 else value for name, value in body.items()}
    answers = [agent.send(f"tickets/{number}/{noun}", told, KEY) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200], answers[0].content
    assert answers[0].json() == answers[2].json()
    assert rows.count() == 1
    assert fault(agent.send(f"tickets/{number}/{noun}", told))[0] == 409
    assert fault(agent.send(f"tickets/{number}/{noun}", told | {"more": 1}, KEY))[0] == 422
    assert fault(agent.send(f"tickets/{number}/handling", {}, KEY)) == (409, "key_reused", None)
    assert fault(agent.send(f"tickets/{number}/{noun}", told, "short")) == (422, "field_wrong", "Idempotency-Key")


def test_what_only_staff_does_a_hospital_does_not_here_either(cast: Cast) -> None:
    """The console lets only staff in; here the act itself has to say no: a word to all, an offer of ours."""
    agent, head = program(cast, "agent"), program(cast, "hospital_a")
    parent, child = cast.report(key="one").number, cast.report(by="hospital_b", key="two").number
    agent.send(f"tickets/{parent}/handling")
    agent.send(f"tickets/{parent}/major")
    agent.send(f"tickets/{child}/links", {"card": parent, "kind": "child"})
    agent.send(f"tickets/{parent}/offers", {"receiver": cast.users["developer"].pk, "reason": "看"})
    assert fault(head.send(f"tickets/{parent}/announcements", {"text": "x"}, KEY)) == (403, "not_your_role", None)
    assert fault(head.send(f"tickets/{parent}/offers", method="DELETE")) == (403, "not_your_role", None)
    assert Message.objects.filter(ticket__number=child).count() == 1


def test_a_key_of_what_was_refused_is_free_again(cast: Cast) -> None:
    agent, number = program(cast, "agent"), cast.report().number
    path = f"tickets/{number}/journeys"
    assert fault(agent.send(path, {"engineer": 999, "reason": "看"}, KEY)) == (422, "absent", "engineer")
    body = {"engineer": cast.users["resident"].pk, "reason": "看"}
    assert agent.send(path, body, KEY).status_code == 200


def test_a_problem_once(cast: Cast) -> None:
    agent, number = program(cast, "agent"), cast.report().number
    answers = [agent.send("problems", {"card": number, "title": "漏内存"}, KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0]["Location"] == answers[1]["Location"] == f"/api/v1/problems/{answers[0].json()['number']}"
    assert Problem.objects.count() == 1
    head = program(cast, "hospital_a")
    assert fault(head.ask(f"problems/{answers[0].json()['number']}")) == (404, "absent", None)
    assert fault(head.send("problems", {"card": number, "title": "x"})) == (404, "absent", None)


def test_an_archived_record_is_revised_once(cast: Cast) -> None:
    ticket = cast.resolved()
    pm = program(cast, "pm")
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), ticket.number, at=at(41))
    actions.archive(ticket.pk, at=at(20_000))
    path = f"tickets/{ticket.number}/archive/revisions"
    for _ in range(2):
        assert pm.send(path, {"words": "补记"}, KEY).status_code == 200
    assert Archive.objects.count() == 2


def test_words_and_filters_together(cast: Cast) -> None:
    one, two = cast.report(key="one"), cast.report(by="hospital_b", answer="whole_hospital", key="two")
    agent, head = program(cast, "agent"), program(cast, "hospital_a")

    def found(who: object, asked: str) -> list[str]:
        return [row["number"] for row in who.ask(f"tickets?{asked}").json()["items"]]  # type: ignore[attr-defined]

    for asked, expected in {
        "q=打印": [two.number, one.number], "q=打印&grade=1": [two.number], "q=打印&state=held": [],
        f"q=打印&hospital={cast.hospital.pk}": [one.number], "q=打印&tab=untaken&grade=4": [one.number],
        "q=没有&grade=1": [],
    }.items():  # fmt: skip
        assert found(agent, asked) == expected, asked
    # A filter opens nothing.
    assert found(head, f"q=打印&hospital={cast.other_hospital.pk}") == []


def test_words_and_filters_page_by_page(cast: Cast) -> None:
    """No gap and no card twice, whatever stands between."""
    grave = []
    for turn in range(90):
        answer = "whole_hospital" if turn % 3 == 0 else "workstation"
        ticket = cast.report(answer=answer, minutes=turn / 10, key=f"n{turn}")
        grave += [ticket.number] if turn % 3 == 0 else []
    agent, seen, path = program(cast, "agent"), [], "tickets?q=打印&grade=1"
    while True:
        page = agent.ask(path).json()
        seen += [row["number"] for row in page["items"]]
        if page["next"] is None:
            break
        path = f"tickets?q=打印&grade=1&cursor={page['next']}"
    assert seen == grave[::-1]
