"""What a backup says of itself: versions, times, and the hash of everything in it."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "shouwen-backup-1"
NAME = "manifest.json"
SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"
# Small files of the data directory that belong to the database.
KEPT = ("secret-key", "demo-password")
# Nothing else is ever read out of an archive.
MEMBER = re.compile(
    r"manifest\.json|database\.(sqlite3|pgdump)|kept/(secret-key|demo-password)|files/[0-9a-f]{2}/[0-9a-f]{32}"
)


class BrokenError(Exception):
    """The archive is not what it should be."""


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    product: str
    policy: str
    engine: str
    server: str
    begun: str
    ended: str
    migrations: tuple[tuple[str, str], ...]
    # Of the ledger at the instant of the backup, to be found again after a restore.
    events: int
    root: str
    members: dict[str, Member]
    # What was wrong with the installation already: files whose rows say something else.
    faults: tuple[str, ...]

    def to_json(self) -> bytes:
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, sort_keys=True).encode()

    @property
    def database(self) -> str:
        return SQLITE if self.engine == "sqlite" else POSTGRES


def read(text: bytes) -> Manifest:
    """A manifest out of its JSON; `BrokenError` when it is none, or of a later format."""
    try:
        said: dict[str, Any] = json.loads(text)
        if said.pop("format") != FORMAT:
            raise BrokenError("was made by a later version of Shouwen")
        said["members"] = {str(name): Member(**member) for name, member in said["members"].items()}
        said["migrations"] = tuple((str(app), str(name)) for app, name in said["migrations"])
        said["faults"] = tuple(said["faults"])
        manifest = Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenError(f"has a manifest that cannot be read: {error}") from error
    if manifest.database not in manifest.members:
        raise BrokenError("has no database in it")
    return manifest
