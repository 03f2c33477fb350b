"""The description is true: its examples are taken, and machine-made requests find nothing undocumented."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
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
from shouwen.api.tickets import said
from shouwen.api.urls import api
from tests.api.programs import KEY, Program, program, secret_of
from tests.cast import Cast

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


def test_the_examples_of_a_report_and_a_reply_are_taken(cast: Cast) -> None:
    """What the description shows is sent as it stands."""
    ward = program(cast, "ward_a")
    report = said.Report.model_config["json_schema_extra"]["example"]
    made = ward.send("tickets", report, KEY)
    assert made.status_code == 201
    card = f"tickets/{made.json()['number']}"
    agent, pm = program(cast, "agent"), program(cast, "pm")
    agent.send(f"{card}/handling")
    steps = [("replies", said.Text, 201), ("classification", said.Classification, 200), ("hold", said.Hold, 200),
             ("resolution", said.Resolution, 200), ("follow-ups", said.FollowUp, 200)]  # fmt: skip
    for noun, model, status in steps:
        example = model.model_config["json_schema_extra"]["example"]
        answer = (pm if noun == "follow-ups" else agent).send(f"{card}/{noun}", example, f"{KEY}-{noun}")
        assert answer.status_code == status, (noun, answer.content)
    assert ward.send(f"{card}/rating", said.Rating.model_config["json_schema_extra"]["example"]).status_code == 200
    intake = said.Intake.model_config["json_schema_extra"]["example"]
    assert agent.send("tickets", intake, f"{KEY}-intake").status_code == 201
