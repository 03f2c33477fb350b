"""Addresses that name a card and are signed: who answers a letter of ours finds its card, and nobody else's."""

import re
from email.utils import parseaddr
from hmac import compare_digest

from django.conf import settings
from django.utils.crypto import salted_hmac

SIGNED = re.compile(r"^[^@+]+\+(sw-\d{8}-\d{4,6})\.([0-9a-f]{20})@")
SALT = "channels.mail.reply"


def own_addresses() -> frozenset[str]:
    """The addresses under which we write, without what stands after a plus."""
    told = [settings.MAIL_FROM, settings.MAIL_REPLY]
    return frozenset(parseaddr(each)[1].lower() for each in told if each)


def reply_address(number: str) -> str:
    """Where an answer about this card goes; "" while no mailbox is set up."""
    _name, address = parseaddr(settings.MAIL_REPLY)
    if not address:
        return ""
    local, _at, domain = address.partition("@")
    return f"{local}+{number.lower()}.{_signature(number)}@{domain}"


def number_in(addresses: list[str]) -> str:
    """The card that one of these addresses names rightly; "" when none does."""
    for address in addresses:
        found = SIGNED.match(address.lower())
        if found and compare_digest(found[2], _signature(found[1].upper())):
            return found[1].upper()
    return ""


def is_own(address: str) -> bool:
    local, _at, domain = address.lower().partition("@")
    return f"{local.split('+')[0]}@{domain}" in own_addresses()


def _signature(number: str) -> str:
    return salted_hmac(SALT, number.upper(), algorithm="sha256").hexdigest()[:20]
