"""The only way into the ledger."""

from datetime import datetime

from django.db import transaction

from shouwen.apps.ledger.bus import publish
from shouwen.apps.ledger.chain import GENESIS, digest
from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.ledger.origin import origin
from shouwen.apps.prepared import Prepared

_HEAD = Prepared(lambda kind, subject: Head.objects.filter(subject_kind=kind, subject_id=subject))


def append(
    *, subject: tuple[str, int], actor: tuple[str, int | None], code: str, at: datetime, **data: object
) -> Event:
    """Append one event to a subject's chain, inside the act's own transaction, and tell those who listen.

    The caller has locked the subject's row, so the chain cannot fork; the unique constraint proves it.
    `data` holds codes, ids and instants as ISO text: never translated words, never patient data. What set this act off,
    where another one did, is added as `origin`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("ledger.append needs the act's transaction")
    if (cause := origin()) is not None:
        data["origin"] = dict(cause)
    head = next(iter(_HEAD.ask(kind=subject[0], subject=subject[1])), None)
    seq, prev = (head.seq + 1, head.hash) if head else (1, GENESIS)
    hashed = digest(subject=subject, seq=seq, at=at, actor=actor, code=code, data=data, prev=prev)
    event = Event.objects.create(
        subject_kind=subject[0],
        subject_id=subject[1],
        seq=seq,
        at=at,
        actor_kind=actor[0],
        actor_id=actor[1],
        code=code,
        data=data,
        prev=prev,
        hash=hashed,
    )
    if head:
        head.seq, head.hash = seq, hashed
        head.save(update_fields=["seq", "hash"])
    else:
        Head.objects.create(subject_kind=subject[0], subject_id=subject[1], seq=seq, hash=hashed)
    publish(event)
    return event
