"""The examples of the remote service, sent as they stand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shouwen.apps.remote.models import OnsiteClock
from tests.api.programs import program
from tests.cast import Cast


def send_remote(cast: Cast, send: Callable[..., Any], now: Any) -> None:
    """Asked and refused, told by telephone and withdrawn, granted, a session to the hospital's word, the proposal."""
    agent, head = program(cast, "agent"), program(cast, "hospital_a")
    card = f"tickets/{cast.report(answer='department', key='remote').number}"
    window = {"starts_at": (now - timedelta(hours=1)).isoformat(), "ends_at": (now + timedelta(hours=5)).isoformat()}

    def ask() -> str:
        return f"remote/{send(agent, f'{card}/remote', 'NewAuthorisation', 201, **window)['number']}"

    assert send(head, f"{ask()}/refusal", "RemoteWords")["state"] == "refused"
    assert send(agent, f"{ask()}/cancellation", "RemoteWords")["state"] == "cancelled"
    phoned = ask()
    said = (now - timedelta(minutes=1)).isoformat()
    assert send(agent, f"{phoned}/telephone", "PhoneGrant", said_at=said)["by_phone"] is True
    assert send(head, f"{phoned}/withdrawal", "RemoteWords")["state"] == "withdrawn"
    for word, example in (("confirmation", "SessionName"), ("rejection", "SessionRemark")):
        granted = ask()
        send(head, f"{granted}/grant", "RemoteGrant")
        more = {"off_hours": "院方要求"}
        made = send(agent, f"{granted}/sessions", "NewSession", 201, **more)
        session = f"remote-sessions/{made['number']}"
        assert (made["masked_id"], made["stage"]) == ("***789", "running")
        assert send(agent, f"{session}/end", "SessionEnd")["stage"] == "waiting"
        assert send(head, f"{session}/{word}", example)["stage"] == {"confirmation": "confirmed"}.get(word, "rejected")
        assert head.ask(session).json()["changed"] == "重建索引。"
    assert len(head.ask("remote-sessions").json()["items"]) == 2
    OnsiteClock.objects.update(state="proposed")
    assert agent.ask(f"{card}/remote").json()["onsite_due"] is not None
    send(agent, f"{card}/onsite/refusal", "RemoteWords")
    OnsiteClock.objects.update(state="proposed")
    engineer = cast.users["resident"].pk
    assert send(agent, f"{card}/onsite", "OnsiteSend", engineer=engineer)["state"] == "sent"
