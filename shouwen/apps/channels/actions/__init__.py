"""The acts on letters that came in, and on programs that report."""

from shouwen.apps.channels.actions.intake import keep_unreadable, take_in_mail
from shouwen.apps.channels.actions.programs import add_program, remove_program, renew_secret, switch_program
from shouwen.apps.channels.actions.quarantine import (
    attach_waiting,
    bring_back,
    discard,
    files_of,
    open_of_mail,
    original_of,
    shows_of,
    take_in_waiting,
    whole_of,
)
from shouwen.apps.channels.actions.signals import Told, take_signal

__all__ = [
    "Told",
    "add_program",
    "attach_waiting",
    "bring_back",
    "discard",
    "files_of",
    "keep_unreadable",
    "open_of_mail",
    "original_of",
    "remove_program",
    "renew_secret",
    "shows_of",
    "switch_program",
    "take_in_mail",
    "take_in_waiting",
    "take_signal",
    "whole_of",
]
