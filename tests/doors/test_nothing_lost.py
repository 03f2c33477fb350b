"""What was typed is never lost: an ended session, two tabs, a refused file; and what others tried."""

import pytest
from django.test import Client

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at
from tests.doors.test_files import picture, upload

HERE = {"HTTP_ORIGIN": "http://testserver"}


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_an_ended_session_shows_the_words_again(cast: Cast) -> None:
    answer = Client().post("/portal/report/", {"answer": "question", "text": "写了很久的一段话"}, **HERE)
    assert answer.status_code == 401
    assert "写了很久的一段话" in answer.content.decode()


def test_a_strangers_form_is_not_given_back_with_a_token(cast: Cast) -> None:
    answer = Client().post("/portal/report/", {"text": "诱导"}, HTTP_ORIGIN="https://evil.example")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/")
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/portal/report/", {"text": "诱导"}, HTTP_ORIGIN="https://evil.example")
    assert (refused.status_code, "诱导" in refused.content.decode()) == (403, False)


def test_a_lost_token_shows_the_words_again(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.users["ward_a"])
    answer = strict.post("/portal/report/", {"text": "还在的话"}, **HERE)
    assert (answer.status_code, "还在的话" in answer.content.decode()) == (401, True)


@pytest.mark.parametrize("door", ["console", "portal"])
def test_two_tabs_the_second_keeps_its_words(cast: Cast, door: str) -> None:
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), ticket.number, at=at(50))
    client = signed_in(cast, "agent" if door == "console" else "ward_a")
    answer = client.post(f"/{door}/tickets/{ticket.number}/replies/", {"text": "第二个标签页里的话"})
    assert (answer.status_code, "第二个标签页里的话" in answer.content.decode()) == (409, True)


def test_a_second_hold_says_why_not_and_keeps_its_words(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.hold(agent, ticket.number, "third_party", "等", at=at(2))
    answer = signed_in(cast, "agent").post(
        f"/console/tickets/{ticket.number}/hold/", {"reason": "third_party", "words": "再等等看"}
    )
    assert (answer.status_code, "再等等看" in answer.content.decode()) == (409, True)


def test_a_refused_upload_leaves_no_bytes_behind(cast: Cast) -> None:
    client = signed_in(cast, "ward_a")
    before = set(path_of(StoredFile(label="x").pk).parents[1].rglob("*"))
    files = [upload(picture(), "a.png"), upload(b"MZ\x90\x00", "b.exe")]
    answer = client.post("/portal/report/", {"answer": "question", "text": "问题", "uploads": files})
    after = set(path_of(StoredFile(label="x").pk).parents[1].rglob("*"))
    assert (answer.status_code, after - before) == (422, set())


def test_a_key_used_by_another_person_or_act_is_not_in_the_way(cast: Cast) -> None:
    key = "k" * 24
    for name in ("ward_a", "hospital_b"):
        answer = signed_in(cast, name).post(
            "/portal/report/", {"answer": "question", "text": "问题", "submission": key}
        )
        assert answer.status_code == 302
    number = Ticket.objects.order_by("pk")[0].number
    client = signed_in(cast, "agent")
    client.post(f"/console/tickets/{number}/replies/", {"text": "回复", "submission": key})
    client.post(f"/console/tickets/{number}/notes/", {"text": "备注", "submission": key})
    assert Ticket.objects.get(number=number).messages.count() == 3


def test_what_the_hospital_heard_is_the_response(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(2))
    actions.resolve(agent, ticket.number, Remedy("misuse", "没插电", "插上电"), at=at(9))
    assert ticket.clocks.get(kind="response").stopped_at == at(9)
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(20))
    actions.close(cast.actor("pm"), ticket.number, at=at(21))
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.clocks.get(kind="response").state) == (None, "met")


def test_a_substitute_finds_the_card_he_speaks_for(cast: Cast) -> None:
    ticket = cast.report(by="hospital_b")
    client = signed_in(cast, "resident")
    url = f"/console/tickets/{ticket.number}/"
    assert client.get(url).status_code == 404
    actions.substitute(cast.actor("manager"), ticket.number, cast.users["resident"].pk, "代", at=at(5))
    assert client.get(url).status_code == 200


def test_words_of_nothing_but_invisible_marks_are_no_words(cast: Cast) -> None:
    answer = signed_in(cast, "ward_a").post("/portal/report/", {"answer": "question", "text": "\u200b\u200d\u2060"})
    assert (answer.status_code, Ticket.objects.count()) == (422, 0)


def test_after_the_end_of_one_line_the_covering_line_is_named(cast: Cast) -> None:
    cast.line.pk, cast.line._state.adding = None, True
    cast.line.save()  # an older line of the same hospital, without a paid period: lapsed
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.resolve(agent, ticket.number, Remedy("inherent_defect", "缺陷", "补丁"), at=at(9))
    verdict = ticket.verdicts.last()
    assert (verdict.charge, verdict.cover) == ("free", "valid")
