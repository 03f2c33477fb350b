"""What must hold in every database at every moment, whatever was killed or failed before."""

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import F

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets.models import Attachment, Link, Message, NumberSeries, Ticket
from tests.faults.told import card_faults


def check_world(acknowledged: Collection[str] = ()) -> list[str]:
    """Everything that is wrong, a line each; `acknowledged` are the submissions that somebody was thanked for."""
    return [
        *_lost(acknowledged),
        *(f"ledger: {fault}" for fault in verify()),
        *(line for ticket in Ticket.objects.order_by("pk") for line in card_faults(ticket)),
        *_numbers(),
        *_bytes(),
        *_borders(),
        *_database(),
    ]


def picture() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours: equal pictures, equal worlds."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if model.__module__.startswith("shouwen"))
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def orphans() -> set[str]:
    """Bytes that no row speaks of: allowed, and to be swept one day."""
    known = {file.pk.hex for file in StoredFile.objects.all()}
    return {path.name for path in _kept_files() if path.name not in known}


def half_written() -> set[str]:
    return {path.name for path in _kept_files() if path.suffix == ".part"}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(cursor.fetchall(), key=repr)


def _kept_files() -> Iterator[Any]:
    return (path for path in settings.FILES_ROOT.glob("*/*") if path.is_file())


def _lost(acknowledged: Collection[str]) -> Iterator[str]:
    """I1: who was thanked finds his card, or his message."""
    kept = set(Ticket.objects.values_list("submission", flat=True))
    kept |= set(Message.objects.values_list("submission", flat=True))
    yield from (
        f"lost: {submission}" for submission in sorted(set(acknowledged) - {key.rsplit(":", 1)[-1] for key in kept})
    )


def _numbers() -> Iterator[str]:
    """I6: the numbers of a day have no gap and no double, and the counter is the last one."""
    for series in NumberSeries.objects.order_by("day"):
        start = f"SW-{series.day:%Y%m%d}-"
        given = sorted(Ticket.objects.filter(number__startswith=start).values_list("number", flat=True))
        if given != [f"{start}{number:04d}" for number in range(1, series.last + 1)]:
            yield f"{start}: {len(given)} cards, counter {series.last}, last {given[-1:]}"


def _bytes() -> Iterator[str]:
    """I4: no row without its bytes."""
    for file in StoredFile.objects.order_by("pk"):
        path = path_of(file.pk)
        if not path.is_file():
            yield f"file {file.pk}: no bytes"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            yield f"file {file.pk}: other bytes"


def _borders() -> Iterator[str]:
    """I5: nothing of one hospital hangs on a card of another."""
    whose = ("department__hospital", "campus__hospital", "contact__hospital", "agreement_line__agreement__hospital")
    for owner in whose:
        for ticket in Ticket.objects.exclude(**{owner: None}).exclude(**{owner: F("hospital")}):
            yield f"{ticket.number}: {owner} is another hospital"
    for row in Link.objects.filter(kind__in=["duplicate", "split"]).exclude(card__hospital=F("other__hospital")):
        yield f"link {row.pk}: {row.kind} of a card of another hospital"
    for attachment in Attachment.objects.exclude(ticket=F("message__ticket")):
        yield f"attachment {attachment.pk}: of another card than its message"


def _database() -> Iterator[str]:
    """I8: PostgreSQL checks its foreign keys by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                found = cursor.execute(f"PRAGMA {pragma}").fetchall()
                if found != sound:
                    yield f"{pragma}: {found}"
