"""Putting a backup back: everything is checked before anything is touched, and a marker stands until all is done."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from shouwen.apps.ledger.anchor import take
from shouwen.apps.ledger.verify import verify
from shouwen.apps.outbox.actions import suspend
from shouwen.config.keeping import databases, marker
from shouwen.config.keeping.archive import check, extract
from shouwen.config.keeping.durable import sync_folder
from shouwen.config.keeping.manifest import KEPT, Manifest

PLACE = "restoring"


class RefusedError(Exception):
    """Why nothing was touched."""


def restore(archive: Path, at: datetime, *, replace: bool) -> tuple[Manifest, Path]:
    """Put an archive in the place of everything that is here; what it said, and where the old state lies.

    `RefusedError` or `BrokenError` before anything was touched.
    """
    data: Path = settings.DATA
    held = marker.use(data, alone=True)
    if held is None:
        raise RefusedError(f"A server is running on {data}. Stop it first.")
    with held:
        manifest = check(archive)
        _refuse(manifest, replace=replace)
        aside = data / f"replaced-{at:%Y%m%dT%H%M%SZ}"
        place = data / PLACE
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        marker.begin_restore(data, archive.resolve(), at)
        extract(archive, place, manifest)
        # Once for all files, before the first of them takes its place.
        os.sync()
        databases.put_back(place / manifest.database, aside)
        _put_back_files(place, aside)
        shutil.rmtree(place)
        return manifest, aside


def examine(manifest: Manifest, at: datetime) -> list[str]:
    """What is wrong with the ledger that was restored."""
    faults = [f"{kind} {number}: {why} at event {seq}" for (kind, number), seq, why in _faults()]
    if take(at).root != manifest.root:
        faults.append("The heads of the ledger are not those of the backup.")
    return faults


def release(at: datetime) -> None:
    """Nothing is sent until `shouwen deliveries --resume`; from here on the installation starts again."""
    suspend("restored", at=at)
    marker.end_restore(settings.DATA)


def _faults() -> list[tuple[tuple[str, int], int, str]]:
    return [(fault.subject, fault.seq, fault.why) for fault in verify()]


def _refuse(manifest: Manifest, *, replace: bool) -> None:
    if manifest.engine != connection.vendor:
        raise RefusedError(f"The backup is of {manifest.engine}, this installation is on {connection.vendor}.")
    unknown = set(manifest.migrations) - set(MigrationLoader(None).disk_migrations)
    if unknown:
        app, name = min(unknown)
        raise RefusedError(f"The backup is of a later version (it has {app}.{name}): install that one first.")
    files = Path(settings.FILES_ROOT)
    empty = databases.is_empty() and not (files.exists() and any(files.iterdir()))
    if not empty and not replace:
        raise RefusedError(
            "There is data here already. To put the backup in its place: shouwen restore FILE --replace-everything"
        )


def _put_back_files(place: Path, aside: Path) -> None:
    files, found = Path(settings.FILES_ROOT), place / "files"
    if files.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        files.rename(aside / "files")
    found.mkdir(mode=0o700, exist_ok=True)
    found.rename(files)
    for name in KEPT:
        if (place / "kept" / name).exists():
            (place / "kept" / name).chmod(0o600)
            (place / "kept" / name).rename(settings.DATA / name)
    sync_folder(settings.DATA)
