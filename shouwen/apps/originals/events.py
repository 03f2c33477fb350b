"""Codes that originals write into the ledger. An opening stands on the chain of its card."""

from enum import StrEnum

SUBJECT = ("originals", 1)


class Code(StrEnum):
    DELETED = "originals.deleted"
    RESEALED = "originals.resealed"
