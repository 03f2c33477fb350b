"""Taking a backup while the server runs: database, files and keys of one instant in one archive."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import path_of
from shouwen.apps.ledger.anchor import take
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.snapshot import snapshot
from shouwen.config.keeping import databases
from shouwen.config.keeping.archive import Writer, writing
from shouwen.config.keeping.manifest import KEPT, Manifest
from shouwen.policy.promise import POLICY_VERSION

Kept = list[tuple[Path, str]]


def backup(target: Path) -> Manifest:
    """Write an archive to `target`, which appears when it is whole; what is in it.

    The database comes first and the files of its rows after it: bytes are on disk before their row is, and stay.
    """
    begun = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix=".shouwen-backup-", dir=target.parent) as folder, writing(target) as out:
        with snapshot():
            dumped = databases.dump(Path(folder))
            anchor, events = take(begun), Event.objects.count()
            migrations = sorted(MigrationRecorder(connection).applied_migrations())
            rows = [(path_of(pk), sha) for pk, sha in StoredFile.objects.order_by("pk").values_list("pk", "sha256")]
        out.add(dumped.name, dumped)
        faults = tuple(_add_files(out, rows))
        for name in KEPT:
            if (settings.DATA / name).is_file():
                out.add(f"kept/{name}", settings.DATA / name)
        manifest = Manifest(
            product=_product(),
            policy=POLICY_VERSION,
            engine=connection.vendor,
            server=databases.server_version(),
            begun=begun.isoformat(),
            ended=datetime.now(UTC).isoformat(),
            migrations=tuple(migrations),
            events=events,
            root=anchor.root,
            members=out.members,
            faults=faults,
        )
        out.close_with(manifest)
    return manifest


def _product() -> str:
    try:
        return version("shouwen")
    except PackageNotFoundError:
        return "from source"


def _add_files(out: Writer, rows: Kept) -> Iterator[str]:
    """Each row's bytes. A file that is missing or damaged is named, and does not keep the rest from being kept."""
    for path, sha256 in rows:
        name = f"files/{path.parent.name}/{path.name}"
        if not path.is_file():
            yield f"{name}: missing"
        elif out.add(name, path).sha256 != sha256:
            yield f"{name}: damaged"
