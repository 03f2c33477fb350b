"""How many events a second `verify-ledger` walks: bin/bench ledger [EVENTS], in a database of its own."""

import os
import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import django
from django.conf import settings


def fill(events: int) -> None:
    """Chains of ten events, as a card's acts would write them, in bulk."""
    from shouwen.apps.ledger.chain import GENESIS, digest  # noqa: PLC0415
    from shouwen.apps.ledger.models import Event, Head  # noqa: PLC0415

    start = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    rows, heads = [], []
    for number in range(1, events // 10 + 1):
        prev = GENESIS
        for seq in range(1, 11):
            said = {
                "seq": seq,
                "at": start + timedelta(seconds=number * 10 + seq),
                "code": "ticket.classified",
                "data": {"kind": "incident", "grade": 3, "service": "remote", "message": number},
                "prev": prev,
            }
            prev = digest(subject=("ticket", number), actor=("staff", 4), **said)
            rows.append(
                Event(subject_kind="ticket", subject_id=number, actor_kind="staff", actor_id=4, hash=prev, **said)
            )
        heads.append(Head(subject_kind="ticket", subject_id=number, seq=10, hash=prev))
        if len(rows) >= 10_000:
            Event.objects.bulk_create(rows)
            Head.objects.bulk_create(heads)
            rows, heads = [], []
    Event.objects.bulk_create(rows)
    Head.objects.bulk_create(heads)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(events: int) -> None:
    from django.db import connection  # noqa: PLC0415

    from shouwen.apps.ledger.anchor import take  # noqa: PLC0415
    from shouwen.apps.ledger.verify import verify  # noqa: PLC0415

    connection.creation.create_test_db(verbosity=0)
    try:
        fill(events)
        before = peak()
        for _ in range(3):
            started = time.perf_counter()
            faults = len(list(verify()))
            spent = time.perf_counter() - started
            print(f"{connection.vendor}: {events / spent:,.0f} events/s, {faults} faults, peak +{peak() - before} MB")
        started = time.perf_counter()
        heads = len(take(datetime.now(UTC)).heads)
        print(f"{connection.vendor}: {heads:,} heads taken in {time.perf_counter() - started:.2f} s")
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.test_settings")
    django.setup()
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
