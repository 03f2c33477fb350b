"""`shouwen backup`: database, files and keys of one instant into one archive, while the server runs."""

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from shouwen.config.commands import ground
from shouwen.config.keeping.archive import check
from shouwen.config.keeping.manifest import BrokenError, Manifest
from shouwen.config.keeping.postgres_tools import ToolError


def run(arguments: list[str]) -> int:
    options = _parse(arguments)
    try:
        if options.check:
            return _report(options.check, check(options.check), "Whole")
        ground.start()
        target = _target(options.target)
        return _report(target, import_module("shouwen.config.keeping.backup").backup(target), "Kept")
    except BrokenError as error:
        sys.stderr.write(f"shouwen backup: {options.check or options.target} {error}\n")
    except (ToolError, OSError) as error:
        sys.stderr.write(f"shouwen backup: {error}\n")
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("shouwen backup", description=__doc__)
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument(
        "target", nargs="?", type=Path, metavar="DIR|FILE", help="a directory, or a name ending in .tar or .tar.gz"
    )
    either.add_argument("--check", type=Path, metavar="FILE", help="read a whole archive and compare every hash")
    return parser.parse_args(arguments)


def _target(given: Path) -> Path:
    return given / f"shouwen-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz" if given.is_dir() else given


def _report(path: Path, manifest: Manifest, verdict: str) -> int:
    files = sum(name.startswith("files/") for name in manifest.members)
    sys.stdout.write(
        f"{verdict}: {path}, {path.stat().st_size:,} bytes; {manifest.engine}, {files} files, "
        f"{manifest.events} events, begun {manifest.begun}\n"
    )
    for fault in manifest.faults:
        sys.stdout.write(f"Already wrong when it was made: {fault}\n")
    return 1 if manifest.faults else 0
