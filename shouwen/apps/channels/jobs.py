"""The mailbox: what is unread is fetched, taken in, and then marked as read. Twice fetched is taken in once."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import MailboxFlagError

from shouwen.apps.channels.actions.intake import fingerprint_of, keep_unreadable, take_in_mail
from shouwen.apps.channels.mail.reading import id_of
from shouwen.apps.channels.mail.server import Imap
from shouwen.apps.channels.models import Mail
from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.outbox.models import Rest

CHANNEL = "imap"
BATCH = 20
REST = timedelta(seconds=60)
# So many heads in one question.
LOOKED = 200
NUMBER = re.compile(rb"\bUID (\d+)")

log = logging.getLogger(__name__)


def fetch(now: datetime) -> int:
    """Take in what is unread; how many letters. A server that does not answer is asked again after a minute."""
    box = settings.MAILBOX
    if box is None or Rest.objects.filter(channel=CHANNEL, until__gt=now).exists():
        return 0
    try:
        with _opened(box) as opened:
            count, unmarked = _take(opened, now)
    except Exception as error:  # imaplib raises whatever comes over the line
        _rest(now, f"{type(error).__name__}: {error}")
        return 0
    if unmarked:
        _rest(now, f"{unmarked} letters came in and cannot be marked as read: is the mailbox full?")
    else:
        Rest.objects.filter(channel=CHANNEL).delete()
    return count


def _rest(now: datetime, because: str) -> None:
    told = {"until": now + REST, "because": because[:300]}
    Rest.objects.update_or_create(channel=CHANNEL, defaults=told, create_defaults=told | {"since": now})
    log.warning("mailbox: %s", told["because"])


def _take(opened: BaseMailBox, now: datetime) -> tuple[int, int]:
    """What is new, a batch at most: how many, and how many of all that is in could not be marked.

    What came in before and could not be marked then is only marked now, and nothing new waits behind it.
    """
    count, unmarked = 0, 0
    for uid, known in _unread(opened):
        if not known:
            if count == BATCH:
                break
            count += _take_one(opened, uid, now)
        try:
            opened.flag(uid, MailMessageFlags.SEEN, True)
        except MailboxFlagError:
            unmarked += 1
    return count, unmarked


def _unread(opened: BaseMailBox) -> Iterator[tuple[str, bool]]:
    """Each unread letter by its number in the box, and whether its own id came in before under whatever number."""
    uids = opened.uids(AND(seen=False))
    for start in range(0, len(uids), LOOKED):
        some = uids[start : start + LOOKED]
        ids = _ids(opened, some) if len(uids) > 1 else {}
        prints = {uid: fingerprint_of(told, b"") for uid, told in ids.items() if told}
        known = set(Mail.objects.filter(fingerprint__in=prints.values()).values_list("fingerprint", flat=True))
        yield from ((uid, prints.get(uid) in known) for uid in some)


def _ids(opened: BaseMailBox, uids: Sequence[str]) -> Mapping[str, str]:
    """The ids of these letters, read from their heads in one question."""
    _state, told = opened.client.uid("fetch", ",".join(uids), "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    found = {}
    for part in told:
        number = NUMBER.search(part[0]) if isinstance(part, tuple) else None
        if number:
            found[number[1].decode()] = id_of(part[1])
    return found


def _take_one(opened: BaseMailBox, uid: str, now: datetime) -> int:
    """1 when it is new."""
    raw = _whole(opened, uid)
    if not raw:
        return 0
    try:
        return int(take_in_mail(raw, at=now).received_at == now)
    except Exception as error:
        if trouble_of(error):
            raise
        # Nobody can read it: a person may, and nothing that came after it waits.
        log.exception("letter %s could not be read", uid)
        return int(keep_unreadable(raw, at=now).received_at == now)


def _whole(opened: BaseMailBox, uid: str) -> bytes:
    """The letter as it came, byte by byte, and not yet marked."""
    _state, told = opened.client.uid("fetch", uid, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in told if isinstance(part, tuple)), b"")


@contextmanager
def _opened(box: Imap) -> Iterator[BaseMailBox]:
    kind = MailBox if box.tls else MailBoxStartTls if box.starttls else MailBoxUnencrypted
    with kind(box.host, box.port, timeout=box.timeout).login(box.user, box.password, box.folder) as opened:
        yield opened
