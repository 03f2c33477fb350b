"""客户环境档案: what a dossier of a hospital's environment has room for, and what it must never hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused


class Section(StrEnum):
    SERVERS = "servers"
    DATABASES = "databases"
    NETWORK = "network"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of an entry; a long one has several lines."""

    code: str
    limit: int = 120
    required: bool = False

    @property
    def is_long(self) -> bool:
        return self.limit > 200


SLOTS: Mapping[Section, tuple[Slot, ...]] = {
    Section.SERVERS: (
        Slot("name", 80, required=True), Slot("purpose"), Slot("os"), Slot("address"), Slot("place"), Slot("note", 500),
    ),
    Section.DATABASES: (
        Slot("name", 80, required=True), Slot("product"), Slot("version"), Slot("character_set"), Slot("backup"),
        Slot("backup_place"), Slot("rpo"), Slot("note", 500),
    ),
    Section.NETWORK: (
        Slot("name", 80, required=True), Slot("zone"), Slot("link"), Slot("remote_access"), Slot("note", 500),
    ),
    Section.ORGANISATION: (
        Slot("name", 80, required=True), Slot("decides"), Slot("it_staff"), Slot("shifts"), Slot("note", 500),
    ),
}  # fmt: skip

_SECRET = re.compile(
    r"(?:密\s*码|口\s*令|passw(?:or)?d|\bpwd|\bpasscode|\bsecret|\btoken)\s*(?:[:：=＝]|是|为)\s*\S+", re.IGNORECASE
)


def refuse_secrets(text: str, field: str) -> None:
    """Refused `secret_in_text` when a password seems to stand in it: a dossier is read by many."""
    if _SECRET.search(text):
        raise Refused("secret_in_text", field=field)


def checked_entry(section: Section, given: Mapping[str, str]) -> dict[str, str]:
    """The fields of an entry as they are kept, empty ones left out.

    Refused with `field`: `text_missing`, `text_too_long`, `secret_in_text`.
    """
    kept = {}
    for slot in SLOTS[section]:
        text = checked_text(given.get(slot.code, ""), slot.code, limit=slot.limit, required=slot.required)
        refuse_secrets(text, slot.code)
        if text:
            kept[slot.code] = text
    return kept
