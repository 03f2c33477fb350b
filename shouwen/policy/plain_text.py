"""Text fit to be stored, whoever typed it."""

import unicodedata

from shouwen.policy.refusal import Refused

TEXT_LIMIT = 20_000


def checked_text(text: str, field: str, *, limit: int = TEXT_LIMIT, required: bool = True) -> str:
    """Text fit to be stored: present, not too long, without control characters; else `Refused` naming the field."""
    clean = without_controls(text)
    if required and not any(unicodedata.category(c) not in {"Cf", "Zs", "Zl", "Zp", "Cc"} for c in clean):
        raise Refused("text_missing", field=field)
    if len(clean) > limit:
        raise Refused("text_too_long", field=field, limit=limit)
    return clean


def without_controls(text: str) -> str:
    """The same text without what cannot be stored or shown."""
    plain = text.replace("\r\n", "\n")
    return "".join(c for c in plain if c in "\n\t" or (ord(c) >= 32 and not _is_broken(c))).strip()


def _is_broken(character: str) -> bool:
    """Lone surrogates cannot be stored, noncharacters break files; overrides make a text read otherwise than it is."""
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    return 0xD800 <= code <= 0xDFFF or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code == 0x7F
