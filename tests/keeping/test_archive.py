"""An archive that is not what it should be is refused, and the reason is said."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shouwen.config import cli
from shouwen.config.keeping.archive import check, extract, writing
from shouwen.config.keeping.manifest import NAME, BrokenError, Manifest, Member

FILE = "files/ab/" + "ab" * 16
WORDS = b"words of a ward " * 100


def manifest(members: dict[str, Member]) -> Manifest:
    return Manifest("0.1.0", "1", "sqlite", "3", "then", "later", (("tickets", "0001"),), 7, "root", members, ())


def build(path: Path, *, lie: str = "", extra: str = "", without_manifest: bool = False) -> Path:
    """A small archive, sound unless told otherwise."""
    source = path.with_name("source")
    source.write_bytes(WORDS)
    with writing(path) as out:
        for name in ("database.sqlite3", FILE, extra):
            if name:
                out.add(name, source)
        members = dict(out.members)
        members.pop(extra, None)
        if lie:
            members[lie] = replace(members[lie], sha256="0" * 64)
        if not without_manifest:
            out.close_with(manifest(members))
    return path


@pytest.fixture(params=["b.tar", "b.tar.gz"])
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return build(tmp_path / request.param)


def complaint(path: Path) -> str:
    with pytest.raises(BrokenError) as error:
        check(path)
    return str(error.value)


def test_what_was_written_is_read(sound: Path, tmp_path: Path) -> None:
    member = Member(len(WORDS), hashlib.sha256(WORDS).hexdigest())
    found = check(sound)
    assert found == manifest({"database.sqlite3": member, FILE: member})
    extract(sound, tmp_path / "place", found)
    laid_out = {
        path.relative_to(tmp_path / "place").as_posix() for path in (tmp_path / "place").rglob("*") if path.is_file()
    }
    assert laid_out == {"database.sqlite3", FILE}
    assert (tmp_path / "place" / FILE).read_bytes() == WORDS


def test_only_its_owner_may_read_it(sound: Path) -> None:
    assert sound.stat().st_mode & 0o777 == 0o600


def test_the_command(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["backup", "--check", str(sound)]) == 0
    assert capsys.readouterr().out.startswith(f"Whole: {sound}, ")
    sound.write_bytes(sound.read_bytes()[:300])
    assert cli.main(["backup", "--check", str(sound)]) == 1
    assert capsys.readouterr().err.startswith(f"shouwen backup: {sound} cannot be read: ")


@pytest.mark.parametrize("keep", [0, 0.1, 0.3, 0.6])
def test_a_truncated_archive(sound: Path, keep: float) -> None:
    content = sound.read_bytes()
    sound.write_bytes(content[: int(len(content) * keep)])
    assert complaint(sound).startswith(("cannot be read", "is not whole"))


def test_every_flipped_byte_of_a_file_is_found(tmp_path: Path) -> None:
    path = build(tmp_path / "b.tar")
    content = path.read_bytes()
    start = content.index(WORDS)
    for place in range(start, start + len(WORDS), 97):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert complaint(path) == "is damaged: database.sqlite3 is not what the manifest says"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lie": FILE}, f"is damaged: {FILE} is not what the manifest says"),
        ({"extra": "kept/secret-key"}, "is damaged: kept/secret-key is not what the manifest says"),
        ({"without_manifest": True}, "is not whole: its manifest is missing"),
        ({"extra": "../../etc/passwd"}, "holds what no backup holds: '../../etc/passwd'"),
        ({"extra": "/etc/passwd"}, "holds what no backup holds: '/etc/passwd'"),
        ({"extra": "files/ab/../../x"}, "holds what no backup holds: 'files/ab/../../x'"),
        ({"extra": FILE}, f"has something after its end, or twice: {FILE}"),
    ],
)
def test_an_archive_that_lies(tmp_path: Path, change: dict[str, object], said: str) -> None:
    assert complaint(build(tmp_path / "b.tar", **change)) == said  # type: ignore[arg-type]


def link(tar: tarfile.TarFile) -> None:
    info = tarfile.TarInfo(FILE)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    tar.addfile(info)


def odd_manifest(text: bytes) -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(NAME)
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))

    return add


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (link, f"holds what no backup holds: '{FILE}'"),
        (odd_manifest(b"[]"), "has a manifest that cannot be read"),
        (odd_manifest(b'{"format": "shouwen-backup-9"}'), "was made by a later version of Shouwen"),
        (odd_manifest(b"\xff"), "has a manifest that cannot be read"),
        (odd_manifest(b'{"format": "shouwen-backup-1"}'), "has a manifest that cannot be read"),
    ],
)
def test_an_archive_of_somebody_else(tmp_path: Path, put: Callable[[tarfile.TarFile], None], said: str) -> None:
    path = tmp_path / "b.tar"
    with tarfile.open(path, "w") as tar:
        put(tar)
    assert complaint(path)[: len(said)] == said


def test_a_name_that_is_taken_stays_until_the_new_one_is_whole(sound: Path) -> None:
    before = sound.read_bytes()
    with pytest.raises(FileNotFoundError), writing(sound) as out:
        out.add(FILE, sound.with_name("absent"))
    assert (sound.read_bytes() == before, [path.name for path in sound.parent.glob("*.part")]) == (True, [])
