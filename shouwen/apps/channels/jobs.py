"""The mailbox: what is unread is fetched, taken in, and then marked as read. Twice fetched is taken in once."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags

from shouwen.apps.channels.actions.intake import keep_unreadable, take_in_mail
from shouwen.apps.channels.mail.server import Imap
from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.outbox.models import Rest

CHANNEL = "imap"
BATCH = 20
REST = timedelta(seconds=60)

log = logging.getLogger(__name__)


def fetch(now: datetime) -> int:
    """Take in what is unread; how many letters. A server that does not answer is asked again after a minute."""
    box = settings.MAILBOX
    if box is None or Rest.objects.filter(channel=CHANNEL, until__gt=now).exists():
        return 0
    try:
        with _opened(box) as opened:
            count = _take(opened, now)
    except Exception as error:  # imaplib raises whatever comes over the line
        told = {"until": now + REST, "because": f"{type(error).__name__}: {error}"[:300]}
        Rest.objects.update_or_create(channel=CHANNEL, defaults=told, create_defaults=told | {"since": now})
        log.warning("mailbox: %s", told["because"])
        return 0
    Rest.objects.filter(channel=CHANNEL).delete()
    return count


def _take(opened: BaseMailBox, now: datetime) -> int:
    count = 0
    for uid in opened.uids(AND(seen=False))[:BATCH]:
        raw = _whole(opened, uid)
        if not raw:
            continue
        try:
            take_in_mail(raw, at=now)
        except Exception as error:
            if trouble_of(error):
                raise
            # Nobody can read it: a person may, and nothing that came after it waits.
            log.exception("letter %s could not be read", uid)
            keep_unreadable(raw, at=now)
        opened.flag(uid, MailMessageFlags.SEEN, True)
        count += 1
    return count


def _whole(opened: BaseMailBox, uid: str) -> bytes:
    """The letter as it came, byte by byte, and not yet marked."""
    _state, told = opened.client.uid("fetch", uid, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in told if isinstance(part, tuple)), b"")


@contextmanager
def _opened(box: Imap) -> Iterator[BaseMailBox]:
    kind = MailBox if box.tls else MailBoxStartTls if box.starttls else MailBoxUnencrypted
    with kind(box.host, box.port, timeout=box.timeout).login(box.user, box.password, box.folder) as opened:
        yield opened
