"""`shouwen verify-ledger`: prove that no event was changed, added or lost. Exit status 1 when one was."""

import argparse
import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from itertools import chain
from pathlib import Path

from shouwen.config.commands import ground
from shouwen.config.keeping.durable import written_whole


def run(arguments: list[str]) -> int:
    options = _parse(arguments)
    ground.start()
    if not ground.has_database():
        sys.stderr.write("shouwen verify-ledger: there is no ledger here; --data DIR says where the data is\n")
        return 2
    anchor = import_module("shouwen.apps.ledger.anchor")
    exported = ()
    if options.against:
        try:
            exported = anchor.read(options.against.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            sys.stderr.write(f"shouwen verify-ledger: {options.against}: {error}\n")
            return 2
    broken = set()
    for fault in chain(import_module("shouwen.apps.ledger.verify").verify(), anchor.compare(exported)):
        # Each chain with its first bad row, and once.
        if fault.subject not in broken:
            kind, number = fault.subject
            sys.stdout.write(f"{kind} {number}: {fault.why.replace('_', ' ')} at event {fault.seq}\n")
        broken.add(fault.subject)
    sys.stdout.write("The ledger is whole.\n" if not broken else f"Chains that are broken: {len(broken)}\n")
    if options.heads and not broken:
        _export(options.heads)
    return 1 if broken else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("shouwen verify-ledger", description=__doc__)
    parser.add_argument(
        "--heads", type=Path, metavar="FILE", help="when whole: export the heads of all chains, to be kept elsewhere"
    )
    parser.add_argument("--against", type=Path, metavar="FILE", help="check too that each exported head is still there")
    return parser.parse_args(arguments)


def _export(file: Path) -> None:
    anchor = import_module("shouwen.apps.ledger.anchor")
    taken = anchor.take(datetime.now(UTC))
    own = anchor.record(taken, ("system", None))
    said = taken.to_json(own)
    with written_whole(file) as out:
        out.write(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode())
    sys.stdout.write(f"Heads: {said['count']}, root {said['root']}, kept in {file}\n")
