"""The examples of complaints and of what is asked afterwards, each sent where its act is possible."""

from collections.abc import Callable
from typing import Any

from shouwen.apps.surveys.models import Survey
from tests.api.programs import Program
from tests.cast import Cast

Send = Callable[..., Any]


def complaint_examples(send: Send, cast: Cast, people: tuple[Program, Program, Program]) -> None:
    ward, agent, manager = people
    one = f"complaints/{send(ward, 'complaints', 'NewComplaint', 201)['number']}"
    handler = cast.users["agent"].pk
    send(agent, f"{one}/grade", "ComplaintGrade")
    send(manager, f"{one}/accused", "ComplaintPerson", person=cast.users["resident"].pk)
    send(manager, f"{one}/accused", "ComplaintPerson", method="DELETE", person=cast.users["resident"].pk)
    send(manager, f"{one}/assignment", "ComplaintHandler", handler=handler)
    send(agent, f"{one}/contacts", "ComplaintText")
    send(agent, f"{one}/words", "ComplaintWords")
    send(agent, f"{one}/notes", "ComplaintText")
    for last in ("rejection", "acceptance"):
        send(agent, f"{one}/proposals", "ComplaintProposal")
        send(manager, f"{one}/decision", "ComplaintDecision")
        send(agent, f"{one}/answer", "ComplaintWords")
        send(ward, f"{one}/{last}", "ComplaintReply")
    send(agent, f"{one}/correction", "ComplaintCorrection")
    assert send(manager, f"{one}/archive")["state"] == "archived"
    survey = f"surveys/{Survey.objects.get(subject='complaint').pk}"
    send(agent, f"{survey}/tries", "SurveyTry")
    assert send(agent, f"{survey}/answers", "SurveyAnswers", overall="2")["low"] is True
    send(manager, f"{survey}/review", "SurveyReview")
    # Another one, that its customer takes back.
    other = send(ward, "complaints", "NewComplaint", 201)["number"]
    assert send(ward, f"complaints/{other}/withdrawal", "ComplaintReply")["state"] == "withdrawn"
    made = send(agent, "calls", "CallEvent")["id"]
    send(agent, "calls/log", "CallLog")
    send(agent, f"calls/{made}/card", "CallCard", card=cast.report(key="called").number)
    assert send(agent, f"calls/{made}/outcome", "CallOutcome")["outcome"] == "nothing"
