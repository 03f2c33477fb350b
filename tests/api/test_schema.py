"""The description is true: its examples are taken, and machine-made requests find nothing undocumented."""

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shouwen.api.frame.openapi import described
from shouwen.api.urls import SENT, api
from shouwen.apps.agreements.models import PaidPeriod
from tests.api.complaint_examples import complaint_examples
from tests.api.expert_examples import send_experts
from tests.api.money_examples import send_money
from tests.api.programs import KEY, Program, program, secret_of
from tests.api.remote_examples import send_remote
from tests.api.term_examples import send_terms
from tests.cast import Cast
from tests.doors.people_here import talk_of

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def secrets(cast: Cast, settings: LazySettings) -> Iterator[dict[str, str]]:
    """A card of each kind is there to be met, and no allowance ends."""
    settings.API_WRITES_A_MINUTE = settings.API_READS_A_MINUTE = 1_000_000
    cast.report(key="one")
    cast.resolved(key="two")
    # As Django's own test client does: the test's transaction is on this connection.
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield {name: secret_of(cast, name) for name in ("agent", "hospital_a")}
    for signal in ends:
        signal.connect(close_old_connections)


def try_out(secrets: dict[str, str], examples: int) -> int:
    """So many machine-made requests at each operation, by staff and by a hospital; how many operations there are."""
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = 0
    for found in description.get_all_operations():
        operation = found.ok()

        @effort(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
                database=None)  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case: Case) -> None:
            for secret in secrets.values():
                case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)

        ask()
        tried += 1
    return tried


def test_a_few_requests(secrets: dict[str, str]) -> None:
    assert try_out(secrets, 3) == sum(map(len, described(api)["paths"].values()))


@pytest.mark.slow
def test_many_requests(secrets: dict[str, str]) -> None:
    assert try_out(secrets, 60) == sum(map(len, described(api)["paths"].values()))


@pytest.mark.django_db
def test_the_description() -> None:
    answer = Program().ask("openapi.json")
    document = answer.json()
    assert (answer.status_code, document["openapi"]) == (200, "3.1.0")
    assert '"nullable"' not in answer.content.decode()
    assert document["components"]["schemas"]["Row"]["properties"]["next_due_at"]["anyOf"][1] == {"type": "null"}
    assert {"Report", "Intake"} <= set(document["components"]["schemas"])
    schemes = document["components"]["securitySchemes"]
    assert schemes == {"Bearer": {"type": "http", "scheme": "bearer"}}


def test_every_operation_names_itself_once() -> None:
    named = [each["operationId"] for path in described(api)["paths"].values() for each in path.values()]
    assert len(named) == len(set(named))


@pytest.mark.django_db
def test_the_page_has_nothing_inline_and_nothing_from_elsewhere() -> None:
    answer = Program().ask("docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=") == 2


def example_of(name: str, **real: object) -> dict[str, object]:
    """What the description shows, as it stands; only ids and numbers that the example cannot know are put in."""
    return schemas_of_all()[name]["example"] | real


@cache
def schemas_of_all() -> dict[str, Any]:
    """Made once: it takes a second, and the examples are many."""
    return described(api, *SENT)["components"]["schemas"]


def test_the_examples_of_the_description_are_taken(cast: Cast) -> None:
    """Each is sent as it stands, where its act is possible; no example is left out."""
    ward, head, agent, pm, manager, resident = (
        program(cast, name) for name in ("ward_a", "hospital_a", "agent", "pm", "manager", "resident")
    )
    made: list[str] = []
    seen: set[str] = set()
    turn = count()

    def send(who: Program, path: str, name: str = "", status: int = 200, method: str = "POST", **real: object) -> Any:
        body = example_of(name, **real) if name else None
        seen.add(name)
        answer = who.send(path, body, f"{KEY}-{next(turn)}", method=method)
        assert answer.status_code == status, (path, answer.content)
        return answer.json() if answer.content else None

    def card(who: Program = ward) -> str:
        made.append(send(who, "tickets", "Report", 201)["number"])
        send(agent, f"tickets/{made[-1]}/handling")
        return f"tickets/{made[-1]}"

    one = card()
    send(agent, f"{one}/replies", "Message", 201)
    send(agent, f"{one}/notes", "Text", 201)
    send(agent, f"{one}/title", "Title")
    talk = talk_of(cast, "ward_a", "own")
    send(agent, f"conversations/{talk}/lines", "TalkWords", 201)
    fax = send(agent, f"{one}/faxes", "NewFax")["id"]
    send(agent, f"faxes/{fax}/tries", "FaxResult", sent_at=timezone.now().isoformat(timespec="seconds"))
    assert send(agent, f"{one}/faxes", method="GET")["sent"][0]["state"] == "delivered"
    send(ward, f"{one}/chases", "SomeWords")
    send(ward, f"{one}/dispute", "Words")
    send(pm, f"{one}/dispute/answer", "Settlement")
    send(manager, f"{one}/substitution", "Substitution", substitute=cast.users["agent2"].pk)
    send(agent, f"{one}/offers", "Offer", receiver=cast.users["developer"].pk)
    send(agent, f"{one}/offers", method="DELETE")
    send(agent, f"{one}/journeys", "Journey", engineer=cast.users["resident"].pk)
    send(resident, f"{one}/journeys/arrival")
    send(agent, f"{one}/classification", "Classification")
    send(agent, f"{one}/hold", "Holding")
    send(agent, f"{one}/hold", method="DELETE")
    send(agent, f"{one}/resolution", "Resolution")
    send(ward, f"{one}/resolution", "Words", method="DELETE")
    send(agent, f"{one}/resolution", "Resolution")
    send(pm, f"{one}/follow-ups", "FollowUp")
    send(ward, f"{one}/rating", "Rating")
    two, three = card(), card()
    send(agent, f"{three}/links", "Link", card=made[1])
    send(agent, f"{three}/links/{made[1]}", method="DELETE")
    send(agent, f"{two}/major")
    send(agent, f"{two}/announcements", "Text", 201)
    assert send(agent, f"{two}/parts", "Text", 201)["number"] not in made
    problem = f"problems/{send(agent, 'problems', 'NewProblem', 201, card=made[1])['number']}"
    send(agent, f"{problem}/cards", "BoundCard", card=made[2])
    assert send(agent, f"{problem}/finding", "Finding")["bound"] == [made[2], made[1]]
    send(agent, f"{problem}/cards/{made[2]}", method="DELETE")
    send(agent, f"{problem}/solution", "Solution")
    assert send(agent, f"{three}/merger", "Merger", into=made[1])["outcome"] == "merged"
    four = card(head)
    assert send(head, f"{four}/withdrawal", "Words")["outcome"] == "withdrawn"
    five = card()
    assert send(pm, f"{five}/cancellation", "Cancellation")["outcome"] == "not_ours"
    six = card(head)
    PaidPeriod.objects.update(special=["urgent"])
    assert send(head, f"{six}/urgent", "UrgentAsk")["urgent"]["state"] == "asked"
    assert send(agent, f"{six}/urgent/acceptance", "SomeWords")["urgent"]["unit"] == "reserved"
    assert send(agent, f"{six}/ruling", "Proposal")["ruling"]["state"] == "proposed"
    decided = send(program(cast, "developer"), f"{six}/ruling/decision", "Decision", cause="misuse")
    assert (decided["ruling"]["state"], decided["urgent"]["unit"]) == ("decided", "reserved")
    send(head, f"{six}/ruling/appeal", "Words")
    ruled = send(manager, f"{six}/ruling/final", "Decision")
    assert (ruled["ruling"]["state"], ruled["cause"], ruled["verdict"]["charge"], ruled["urgent"]["unit"]) == (
        "final",
        "inherent_defect",
        "free",
        "available",
    )
    unknown = send(agent, "tickets", "Intake", 201)["number"]
    answered = {"answer": "在打印页选纸。", "cause": "consultation"}
    assert send(agent, "tickets", "Intake", 201, kind="question", answered=answered)["state"] == "closed"
    named = send(agent, f"tickets/{unknown}/identification", "Identification", hospital=cast.hospital.pk)
    assert named["hospital"]["id"] == cast.hospital.pk
    complaint_examples(send, cast, (ward, agent, manager))
    send_money(cast, send)
    send_experts(cast, send)
    send_remote(cast, send, timezone.now())
    send_terms(cast, send)
    seen.add("NewVersion")
    # Signed, not with a token: tests/channels sends these.
    seen |= {"SignalIn", "ReceiptIn"}
    schemas = schemas_of_all()
    assert seen - {""} == {name for name, schema in schemas.items() if "example" in schema}
