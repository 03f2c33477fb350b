"""`shouwen worker`: everything that happens by the clock. Ends cleanly on SIGTERM; any number may run."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from shouwen.config.commands import ground
from shouwen.config.keeping.marker import use
from shouwen.config.postgresql.patience import wait_at_most

if TYPE_CHECKING:
    from shouwen.config.worker import Worker

# A job is given so long to end when the server that this process belongs to is gone.
LAST_SECONDS = 20
WATCHED_EVERY = 5.0
# No run of a job is to take so long: twenty letters to a server that answers nothing take eight minutes.
LONGEST_RUN = 900.0


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("shouwen worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="every job that is due once, then end")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _number, _frame: stop.set())
    if options.with_parent:
        threading.Thread(target=_follow_parent, args=[stop], daemon=True).start()
    ground.start()
    settings = import_module("django.conf").settings
    wait_at_most(settings.WORKER_PATIENCE)
    data = settings.DATA
    held = use(data)
    if held is None:
        sys.stderr.write(f"A restore into {data} is under way.\n")
        return 1
    timetable = import_module("shouwen.config.timetable")
    worker = import_module("shouwen.config.worker").Worker
    tables = (timetable.TIMETABLE, timetable.LETTERS, timetable.MAILBOX, timetable.RULING, timetable.CALLS)
    loops = [worker(table, stop) for table in tables]
    threading.Thread(target=_watch, args=[loops], daemon=True).start()
    if options.once:
        for loop in loops:
            loop.turn()
    else:
        beside = [threading.Thread(target=loop.run) for loop in loops[1:]]
        for thread in beside:
            thread.start()
        loops[0].run()
        for thread in beside:
            thread.join()
    held.close()
    return 0


def _watch(loops: Sequence["Worker"]) -> None:
    """A job that does not end would hold up its loop for ever; a new process begins with the next one."""
    while not any(loop.is_stuck(LONGEST_RUN) for loop in loops):
        threading.Event().wait(WATCHED_EVERY)
    sys.stderr.write("A job does not end: this worker is given up.\n")
    sys.stderr.flush()
    os._exit(1)


def _follow_parent(stop: threading.Event) -> None:
    """The other end of standard input is the parent's: it ends with him, even when he is killed."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()
    threading.Event().wait(LAST_SECONDS)
    os._exit(1)
