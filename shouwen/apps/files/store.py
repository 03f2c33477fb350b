"""Bytes on disk, under names that nobody chose."""

import os
import uuid
from pathlib import Path

from django.conf import settings


def path_of(name: uuid.UUID) -> Path:
    """Where the bytes are: only ever made from a random name."""
    return Path(settings.FILES_ROOT) / name.hex[:2] / name.hex


def write(name: uuid.UUID, content: bytes) -> None:
    """fsync the file, rename it into place, fsync the folders: after that the row may say that it is there.

    OSError, with nothing half written left, when the disk does not take it.
    """
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    try:
        with half.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        half.rename(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
