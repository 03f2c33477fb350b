"""Bytes on disk, under names that nobody chose."""

import hashlib
import os
import uuid
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class DamagedError(Exception):
    """The bytes on disk are not those that were stored."""


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


def opened(name: uuid.UUID, sha256: str) -> BinaryIO:
    """The bytes, opened once they were found to be those that were stored; `DamagedError` when they are not."""
    handle = path_of(name).open("rb")
    if hashlib.file_digest(handle, "sha256").hexdigest() != sha256:
        handle.close()
        raise DamagedError(name)
    handle.seek(0)
    return handle


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
