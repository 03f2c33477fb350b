"""`shouwen deliveries`: how letters stand; `--resume` after a restore. Exit status 1 while any is given up."""

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module

from shouwen.config.commands import ground
from shouwen.policy.roles import SYSTEM


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("shouwen deliveries", description=__doc__)
    parser.add_argument("--resume", action="store_true", help="deliver again after a restore")
    parser.add_argument("--drop-pending", action="store_true", help="with --resume: give up what waited before it")
    options = parser.parse_args(arguments)
    ground.start()
    queries = import_module("shouwen.apps.outbox.queries")
    if options.resume:
        actions = import_module("shouwen.apps.outbox.actions")
        actions.resume(SYSTEM, at=datetime.now(UTC), drop_pending=options.drop_pending)
    suspension = queries.suspended()
    if suspension is not None:
        sys.stdout.write(f"Suspended since {suspension.at.isoformat()} ({suspension.because}): --resume to go on.\n")
    for rest in queries.resting():
        sys.stdout.write(f"{rest.channel}: nothing goes out since {rest.since.isoformat()}: {rest.because}\n")
    for kind in queries.unknown():
        sys.stdout.write(f"{kind.channel}: unknown to this version: {kind.waiting} wait for a newer one\n")
    given_up = 0
    for each in queries.standing():
        given_up += each.dead
        oldest = f", the oldest due {each.oldest_due.isoformat()}" if each.oldest_due else ""
        last = each.last_sent.isoformat() if each.last_sent else "never"
        sys.stdout.write(
            f"{each.channel}: {each.pending} waiting{oldest}; {each.dead} given up; {each.no_route} without a route; "
            f"last sent {last}\n"
        )
    for letter in queries.dead_letters():
        sys.stdout.write(f"  given up: {letter.key}: {letter.last_error}\n")
    return 1 if given_up else 0
