"""The acts on letters that came in."""

from shouwen.apps.channels.actions.intake import keep_unreadable, take_in_mail
from shouwen.apps.channels.actions.quarantine import (
    attach_waiting,
    bring_back,
    discard,
    files_of,
    take_in_waiting,
    whole_of,
)

__all__ = [
    "attach_waiting",
    "bring_back",
    "discard",
    "files_of",
    "keep_unreadable",
    "take_in_mail",
    "take_in_waiting",
    "whole_of",
]
