"""The acts of the remote service; every door calls the same ones."""

from shouwen.apps.remote.actions.answering import (
    Granted,
    grant_remote,
    record_grant,
    refuse_remote,
    withdraw_remote,
)
from shouwen.apps.remote.actions.asking import Wanted, ask_remote, cancel_remote
from shouwen.apps.remote.actions.onsite import decline_onsite, propose_onsite, send_onsite
from shouwen.apps.remote.actions.session import (
    Ended,
    Started,
    confirm_session,
    end_session,
    reject_session,
    start_session,
)
from shouwen.apps.remote.actions.watch import end_when_over

__all__ = [
    "Ended",
    "Granted",
    "Started",
    "Wanted",
    "ask_remote",
    "cancel_remote",
    "confirm_session",
    "decline_onsite",
    "end_session",
    "end_when_over",
    "grant_remote",
    "propose_onsite",
    "record_grant",
    "refuse_remote",
    "reject_session",
    "send_onsite",
    "start_session",
    "withdraw_remote",
]
