"""The examples of the experts' room, sent as they stand."""

from collections.abc import Callable
from typing import Any

from shouwen.apps.agreements.models import PaidPeriod
from tests.api.programs import program
from tests.apps import experts
from tests.cast import Cast


def send_experts(cast: Cast, send: Callable[..., Any]) -> None:
    """The register, a consultation to its minutes, a visit, a solution, the green channel."""
    agent, developer, agent2, manager, head = (
        program(cast, name) for name in ("agent", "developer", "agent2", "manager", "hospital_a")
    )
    chair, member = cast.users["developer"].pk, cast.users["agent2"].pk
    experts.experts(cast)
    register = send(manager, "experts", "NewCertificate", 201, person=cast.users["resident"].pk)["items"]
    mine = next(row["id"] for row in register if row["number"] == "JXD-0001")
    send(manager, f"experts/{mine}/end", "ExpertWords")
    named = send(manager, f"hospitals/{cast.hospital.pk}/experts", "NamedExpertIn", 201, person=chair)["items"]
    send(manager, f"hospitals/{cast.hospital.pk}/experts/{named[0]['id']}", method="DELETE")
    PaidPeriod.objects.update(special=["green_channel"])
    card = f"tickets/{send(head, 'green', 'GreenReport', 201)['number']}"
    one = send(agent, f"{card}/consultations", "NewConsultation", 201, chair=chair, members=[member])["number"]
    for who in (developer, agent2):
        send(who, f"consultations/{one}/answer", "Invitation")
        send(who, f"consultations/{one}/opinion", "Opinion")
    send(developer, f"consultations/{one}/conclusion", "Conclusion")
    send(developer, f"consultations/{one}/signature")
    assert send(agent2, f"consultations/{one}/signature")["stage"] == "signed"
    assert head.ask(f"consultations/{one}").json()["plan"] == "今晚补建，明早复核。"
    two = send(agent, f"{card}/consultations", "NewConsultation", 201, chair=chair, members=[member])["number"]
    assert send(agent, f"consultations/{two}/cancellation", "ExpertWords")["stage"] == "cancelled"
    visit = send(manager, f"{card}/expert-visits", "NewVisit", 201, expert=chair)["number"]
    assert send(head, f"expert-visits/{visit}/agreement", "ExpertName")["state"] == "agreed"
    send(manager, f"expert-visits/{visit}/cancellation", "ExpertWords")
    number = experts.written(cast, card.removeprefix("tickets/")).solution.number
    assert head.ask(f"{card}/experts").json()["solution"] is None
    send(manager, f"solutions/{number}/1/approval")
    told = send(head, f"solutions/{number}/1/acknowledgement", "ExpertName")
    assert told["versions"][0]["signed_name"] == "甲主任"
