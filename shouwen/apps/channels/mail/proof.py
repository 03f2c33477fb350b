"""What the receiving server says of the sender (RFC 8601), and nobody else: a letter may carry any other claim."""

import re

from shouwen.apps.channels.mail.reading import Letter


def proved(letter: Letter, authserv: str) -> bool | None:
    """Did our own server find that the sender's domain is behind it? None when it is not set, or says nothing."""
    if not authserv:
        return None
    told = [each for each in letter.proof if each.split(";")[0].strip().split(" ")[0].lower() == authserv.lower()]
    if not told:
        return None
    # The topmost is the newest: below it may stand what the sender wrote himself.
    found = dict(re.findall(r"\b(dmarc|spf|dkim)\s*=\s*(\w+)", told[0].lower()))
    if "dmarc" in found:
        return bool(found["dmarc"] == "pass")
    return _aligned(told[0], letter.sender) and "pass" in {found.get("dkim"), found.get("spf")}


def _aligned(told: str, sender: str) -> bool:
    """Is it the domain of the visible sender that was proved?"""
    domain = sender.rpartition("@")[2]
    named = re.findall(r"(?:header\.d|header\.i|smtp\.mailfrom)\s*=\s*@?(?:[^\s;@]*@)?([\w.-]+)", told.lower())
    return bool(domain) and domain in named
