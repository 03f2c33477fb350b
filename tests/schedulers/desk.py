"""A desk in a database of its own, and the processes that work on it; each step is a process too.

`python -m tests.schedulers.desk STEP …` is run by the tests of this folder and by nobody else.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

HOURS_AGO = 3


def fill(cards: str) -> None:
    """So many cards, half of them grade 1, reported hours ago, of which no scheduler has heard yet."""
    from shouwen.apps.people.models import User
    from shouwen.apps.tickets import actions
    from tests.cast import assemble

    cast = assemble()
    User.objects.filter(username__in=["agent", "manager"]).update(email="somebody@vendor.example")
    began = datetime.now(UTC) - timedelta(hours=HOURS_AGO)
    for number in range(int(cards)):
        answer = "whole_hospital" if number % 2 else "workstation"
        said = actions.Report(answer=answer, text="收费窗口无法打印发票。")
        actions.report(
            cast.actor("hospital_a"), said, at=began + timedelta(seconds=number), submission=f"fault-{number:012d}"
        )


def report_one() -> None:
    """One card more, now, of which its first contact is told."""
    from shouwen.apps.tickets import actions
    from tests.cast import present

    said = actions.Report(answer="whole_hospital", text="全院打不开。")
    actions.report(present().actor("hospital_a"), said, at=datetime.now(UTC), submission="one-more-0123456789abcdef")


def tell() -> None:
    """What the ledger and the firings hold now, as JSON."""
    from shouwen.apps.ledger.models import Event
    from shouwen.apps.notices.models import Notice
    from shouwen.apps.outbox.models import Delivery
    from shouwen.apps.tickets.models import Clock, Firing, Ticket
    from tests.faults.world import check_world

    events = Event.objects.filter(code__in=["ticket.warned", "ticket.breached", "ticket.climbed"]).order_by("pk")
    told = Counter((e.subject_id, e.code, e.data.get("clock"), e.data.get("percent")) for e in events)
    late = [e for e in events if e.code == "ticket.breached" and e.data["clock"] == "response"]
    accepted = dict(Ticket.objects.values_list("pk", "accepted_at"))
    sys.stdout.write(
        json.dumps(
            {
                "cards": Ticket.objects.count(),
                "told": sum(told.values()),
                "twice": sum(count > 1 for count in told.values()),
                "firings": Firing.objects.count(),
                "world": check_world(),
                "left": Clock.objects.filter(next_step_at__lte=datetime.now(UTC) - timedelta(minutes=1)).count(),
                "minutes": sorted(
                    {
                        (datetime.fromisoformat(e.data["due"]) - accepted[e.subject_id].replace(microsecond=0)).seconds
                        // 60
                        for e in late
                    }
                ),
                "notices_twice": Notice.objects.count() - Notice.objects.values("event", "person").distinct().count(),
                "deliveries": Counter(Delivery.objects.values_list("state", flat=True)),
            }
        )
    )


def watch_at(minutes: str) -> None:
    """Watch with a clock that stands so many minutes ahead, or behind."""
    from shouwen.apps.tickets import jobs

    jobs.watch(datetime.now(UTC) + timedelta(minutes=float(minutes)))


def die_in_watch(calls: str) -> None:
    """Watch, and be killed inside the transaction in which the n-th event is written."""
    from shouwen.apps.tickets import events, jobs

    _die(events, "record", int(calls))
    jobs.watch(datetime.now(UTC))


def die_after_claim(minutes_ago: str) -> None:
    """Claim letters, as if so long ago, and be killed before any is sent."""
    from shouwen.apps.outbox import claim

    claim.claim(["email"], datetime.now(UTC) - timedelta(minutes=float(minutes_ago)), 10)
    os.kill(os.getpid(), signal.SIGKILL)


def die_after_sending(minutes_ago: str) -> None:
    """Have the mail server accept one letter, and be killed before that is written down."""
    from shouwen.apps.notices import letters
    from shouwen.apps.outbox import claim

    (delivery,) = claim.claim(["email"], datetime.now(UTC) - timedelta(minutes=float(minutes_ago)), 1)
    letters.send(delivery)
    os.kill(os.getpid(), signal.SIGKILL)


def stop_in_sending(minutes_ago: str) -> None:
    """A worker whose claim is so old; it stands still while its letter is on the way, and tells what became of it."""
    from shouwen.apps.outbox import claim, jobs

    claimed = claim.claim(["email"], datetime.now(UTC) - timedelta(minutes=float(minutes_ago)), 1)
    (delivery,) = claimed
    os.kill(os.getpid(), signal.SIGSTOP)
    now = datetime.now(UTC)
    told = {
        "begin": claim.begin(delivery, now, now),
        "end": claim.end(delivery, delivery.State.DEAD, now, "late"),
        "put back": claim.put_back(delivery, now, 0, "late"),
        "deliver": jobs.deliver(lambda: datetime.now(UTC)),
    }
    sys.stdout.write(json.dumps(told))


def poison(how: str) -> None:
    """A worker whose mail channel meets a letter that is the end of it; all others are sent as ever."""
    from shouwen.apps.notices import letters
    from shouwen.apps.outbox import channels
    from shouwen.apps.outbox.models import Delivery
    from shouwen.config.commands import worker as command

    first = Delivery.objects.order_by("pk").values_list("pk", flat=True)[0]

    def send(delivery: Any) -> None:
        if delivery.pk == first:
            POISONS[how]()
        letters.send(delivery)

    channels.register("email", send)
    if how == "loops":
        # Seconds where the product gives minutes.
        command.WATCHED_EVERY, command.LONGEST_RUN = 0.2, 2
    command.run([] if how == "loops" else ["--once"])


def _raises() -> None:
    raise ValueError("poison")


def _loops() -> None:
    while True:
        pass


def _eats_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, resource.RLIM_INFINITY))
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024**2))


POISONS: dict[str, Callable[[], None]] = {
    "raises": _raises,
    "loops": _loops,
    "eats memory": _eats_memory,
    "dies": lambda: os.kill(os.getpid(), signal.SIGSEGV),
}


def let_time_pass(minutes: str) -> None:
    """As if every lease had been taken, and every pause begun, so many minutes earlier; how many letters wait."""
    from django.db.models import F

    from shouwen.apps.outbox.models import Delivery

    earlier = timedelta(minutes=float(minutes))
    pending = Delivery.objects.filter(state="pending")
    pending.update(not_before=F("not_before") - earlier)
    pending.exclude(lease_until=None).update(lease_until=F("lease_until") - earlier)
    sys.stdout.write(str(pending.count()))


def revive_all() -> None:
    """Letters that had no way out are to be sent after all."""
    from django.db.models import F

    from shouwen.apps.outbox.models import Delivery

    Delivery.objects.filter(state="no_route").update(
        state="pending", attempts=0, ended_at=None, not_before=F("made_at")
    )


def letters_of(state: str) -> None:
    from shouwen.apps.outbox.models import Delivery

    rows = Delivery.objects.filter(state=state).order_by("pk")
    sys.stdout.write(json.dumps(list(rows.values_list("pk", "attempts", "last_error"))))


def enqueue_unknown(count: str) -> None:
    """Letters as a newer version writes them."""
    from django.db import transaction

    from shouwen.apps.outbox.actions import enqueue

    with transaction.atomic():
        for number in range(int(count)):
            enqueue(f"pigeon-{number}", "pigeon", {"v": 9}, at=datetime.now(UTC))


def _die(module: Any, name: str, calls: int) -> None:
    real: Callable[..., Any] = getattr(module, name)
    left = iter(range(calls))

    def counted(*args: Any, **kwargs: Any) -> Any:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(module, name, counted)


STEPS = {
    step.__name__: step
    for step in (
        fill, tell, watch_at, die_in_watch, die_after_claim, die_after_sending, stop_in_sending, poison, let_time_pass,
        letters_of, enqueue_unknown, revive_all, report_one,
    )
}  # fmt: skip

if __name__ == "__main__":
    from shouwen.config.commands import ground

    ground.start()
    STEPS[sys.argv[1]](*sys.argv[2:])
