"""An authorisation asked for, granted, a session under it: for those who try them."""

from shouwen.apps.remote import actions
from shouwen.apps.remote.actions import Ended, Granted, Started, Wanted
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at

SESSION_ID = "123 456 789"
GRANT = Granted("甲主任", "done")
ENDED = Ended("重建索引 IX_FEE，参数未改。", solved=True, recording="堡垒机录像 2026-0303-01")


def wanted(**more: object) -> Wanted:
    """From ten past ten until one in the afternoon; it looks at data and changes it."""
    told = {"why": "结算慢，需查看执行计划并重建索引。", "scope": ["look", "data"], "systems": "收费库",
            "tool": "ToDesk", "starts_at": at(10), "ends_at": at(180)}  # fmt: skip
    return Wanted(**(told | more))  # type: ignore[arg-type]


def asked(cast: Cast, key: str = "k", card: Ticket | None = None, **more: object) -> Authorisation:
    number = (card or cast.report(answer="department", key=key)).number
    return actions.ask_remote(
        cast.actor("agent"), number, wanted(**more), at=at(5), submission=f"{key}-remote-0123456789"
    )


def granted(cast: Cast, key: str = "k", card: Ticket | None = None, **more: object) -> Authorisation:
    found = asked(cast, key, card, **more)
    return actions.grant_remote(cast.actor("hospital_a"), found.number, GRANT, at=at(8))


def running(cast: Cast, key: str = "k", card: Ticket | None = None, **more: object) -> RemoteSession:
    found = granted(cast, key, card, **more)
    return start(cast, found, key=key)


def start(cast: Cast, found: Authorisation, who: str = "agent", minutes: float = 12, key: str = "k") -> RemoteSession:
    submission = f"{key}-session-0123456789"
    return actions.start_session(
        cast.actor(who), found.number, Started(SESSION_ID), at=at(minutes), submission=submission
    )


def written(cast: Cast, key: str = "k", card: Ticket | None = None) -> RemoteSession:
    found = running(cast, key, card)
    return actions.end_session(cast.actor("agent"), found.number, ENDED, at=at(40))
