"""The archive: one tar file whose last member is the manifest, so that half an archive is known as half."""

import gzip
import hashlib
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from shouwen.config.keeping.durable import written_whole
from shouwen.config.keeping.manifest import MEMBER, NAME, BrokenError, Manifest, Member, read

BROKEN = (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError)
MANIFEST_LIMIT = 500 * 2**20


class Hashing:
    """Hashes what is read through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.sha, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.sha.update(block)
        self.size += len(block)
        return block

    def member(self) -> Member:
        return Member(self.size, self.sha.hexdigest())


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, Member] = {}

    def add(self, name: str, path: Path) -> Member:
        """Copy a file in; what was really copied."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = path.stat().st_size, 0o600
        with path.open("rb") as source:
            hashing = Hashing(source)
            self.tar.addfile(info, hashing)
        self.members[name] = hashing.member()
        return self.members[name]

    def close_with(self, manifest: Manifest) -> None:
        text = manifest.to_json()
        info = tarfile.TarInfo(NAME)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, BytesIO(text))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """An archive that appears under its name when it is whole; compressed when the name ends in gz."""
    with written_whole(path) as out:
        if path.suffix in {".gz", ".tgz"}:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as tar:
                yield Writer(tar)
        else:
            with tarfile.open(fileobj=out, mode="w") as tar:
                yield Writer(tar)


def check(path: Path) -> Manifest:
    """Read the whole archive; its manifest when every byte is as it says, else `BrokenError`."""
    found: dict[str, Member] = {}
    manifest: Manifest | None = None
    with _telling():
        for name, source in _members(path):
            if name in found or manifest is not None:
                raise BrokenError(f"has something after its end, or twice: {name}")
            if name == NAME:
                manifest = read(source.read(MANIFEST_LIMIT))
                continue
            hashing = Hashing(source)
            while hashing.read(2**20):
                pass
            found[name] = hashing.member()
    if manifest is None:
        raise BrokenError("is not whole: its manifest is missing")
    for name in sorted(manifest.members.keys() | found.keys()):
        if manifest.members.get(name) != found.get(name):
            raise BrokenError(f"is damaged: {name} is not what the manifest says")
    return manifest


def extract(path: Path, folder: Path, manifest: Manifest) -> None:
    """Lay the members out in a folder, hashed once more: the archive may have changed since it was checked."""
    with _telling():
        for name, source in _members(path):
            if name == NAME:
                continue
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            hashing = Hashing(source)
            with target.open("wb") as out:
                shutil.copyfileobj(hashing, out, 2**20)
            if manifest.members.get(name) != hashing.member():
                raise BrokenError(f"is damaged: {name} is not what the manifest says")


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise BrokenError(f"cannot be read: {error}") from error


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member with its bytes, in order. Only names that a backup writes are let out of the archive."""
    with tarfile.open(path, "r|*") as tar:
        for info in tar:
            source = tar.extractfile(info) if info.isreg() and MEMBER.fullmatch(info.name) else None
            if source is None:
                raise BrokenError(f"holds what no backup holds: {info.name!a}")
            yield info.name, source
