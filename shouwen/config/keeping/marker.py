"""Files in the data directory that say what state it is in, where the database itself cannot be asked."""

import fcntl
import json
from datetime import datetime
from pathlib import Path
from typing import IO

from shouwen.config.keeping.durable import sync_folder, written_whole

HALF_RESTORED = "half-restored"
IN_USE = "in-use"


def begin_restore(data: Path, archive: Path, at: datetime) -> None:
    """From here until `end_restore` nothing but a restore starts on this data."""
    with written_whole(data / HALF_RESTORED) as out:
        out.write(json.dumps({"archive": str(archive), "at": at.isoformat()}).encode())


def end_restore(data: Path) -> None:
    (data / HALF_RESTORED).unlink()
    sync_folder(data)


def refuse_half_restored(data: Path) -> None:
    """Stop the process, with the reason, where a restore was broken off."""
    marker = data / HALF_RESTORED
    if marker.exists():
        raise SystemExit(
            f"A restore into {data} was broken off; what is there is not whole. Run it again:\n"
            f"  shouwen restore {_archive(marker)} --replace-everything"
        )


def _archive(marker: Path) -> str:
    try:
        return str(json.loads(marker.read_text())["archive"])
    except (OSError, ValueError, KeyError):
        return "FILE"


def use(data: Path, *, alone: bool = False) -> IO[bytes] | None:
    """Hold the data for as long as the answer stays open: with others, or alone; None when that cannot be.

    The system lets go of it when the process ends, however it ends.
    """
    handle = (data / IN_USE).open("ab")
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    return handle
