"""Codes that a setting writes into the ledger."""

from enum import StrEnum

# Settings are few: one chain for all of them.
SUBJECT = ("settings", 1)


class Code(StrEnum):
    CHANGED = "setting.changed"
