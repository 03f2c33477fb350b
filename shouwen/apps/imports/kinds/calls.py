"""Calls of the hotline as an exchange lists them at the end of a day: a row per call."""

from hashlib import sha256

from shouwen.apps.calls.actions import Logged, log_call
from shouwen.apps.calls.queries import known
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Outcome, Row, columns
from shouwen.policy.refusal import Refused
from shouwen.policy.telephone import Source

COLUMNS = (
    "call", "offered_at", "answered_at", "ended_at", "number", "caller_name", "hospital", "agent", "outcome", "card",
    "recording", "words",
)  # fmt: skip


def bring(desk: Desk, row: Row) -> Outcome:
    """Found by the exchange's own name of it, else by its instant, number and agent: a call comes in once."""
    offered = row.instant("offered_at")
    if offered is None:
        raise Refused("text_missing", field="offered_at")
    name = row.text("call")
    told = [offered.isoformat(), row.text("number"), row.text("agent")]
    key = name or sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()
    if known(key, of_exchange=bool(name)):
        return Outcome(row.number, "unchanged")
    agent = desk.colleague(row, "agent")
    said = Logged(
        source=Source.FILE,
        offered_at=offered,
        answered_at=row.instant("answered_at"),
        ended_at=row.instant("ended_at"),
        number=row.text("number"),
        caller_name=row.text("caller_name"),
        hospital_id=desk.hospital(row).pk if row.text("hospital") else None,
        agent_id=agent.pk if agent else None,
        outcome=row.text("outcome"),
        words=row.text("words"),
        recording=row.text("recording"),
        card=row.text("card"),
    )
    with columns(id="call"):
        log_call(desk.actor, said, at=desk.at, submission=key)
    return Outcome(row.number, "new", tuple(row.given(*COLUMNS)))
