"""`shouwen restore`: put a backup in the place of everything that is here. Stop the server first."""

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from shouwen.config.commands import ground
from shouwen.config.keeping.manifest import BrokenError
from shouwen.config.keeping.postgres_tools import ToolError


def run(arguments: list[str]) -> int:
    options = _parse(arguments)
    ground.start(half_restored=True)
    keeping = import_module("shouwen.config.keeping.restore")
    at = datetime.now(UTC)
    try:
        manifest, aside = keeping.restore(options.archive, at, replace=options.replace_everything)
    except BrokenError as error:
        return _complain(f"{options.archive} {error}")
    except (keeping.RefusedError, ToolError, OSError) as error:
        return _complain(str(error))
    faults = keeping.examine(manifest, at)
    ground.migrate()
    keeping.release(at)
    sys.stdout.write(f"Restored: {options.archive}, as of {manifest.begun}, {manifest.events} events.\n")
    if aside.exists():
        sys.stdout.write(f"What was here before is in {aside}; remove it when nobody needs it.\n")
    sys.stdout.write("Nothing is sent until you say so: shouwen deliveries --resume\n")
    for fault in (*manifest.faults, *faults):
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write("The ledger is whole.\n" if not faults else f"Faults of the ledger: {len(faults)}\n")
    return 1 if faults or manifest.faults else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("shouwen restore", description=__doc__)
    parser.add_argument("archive", type=Path, metavar="FILE")
    parser.add_argument("--replace-everything", action="store_true", help="also where there is data already")
    return parser.parse_args(arguments)


def _complain(problem: str) -> int:
    sys.stderr.write(f"shouwen restore: {problem}\n")
    return 1
