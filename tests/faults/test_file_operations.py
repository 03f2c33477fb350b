"""Fault 19: the n-th write or rename finds no space: a row never speaks of bytes that are not there."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shouwen.policy.refusal import Refused
from tests.cast import Cast
from tests.faults.acts import TRIALS, prepare
from tests.faults.world import check_world, half_written, orphans, picture

WITH_FILES = ("report", "take_in", "reply", "note")
Break = Callable[[pytest.MonkeyPatch, int], list[str]]


def no_space() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def breaking(owner: Any, name: str) -> Break:
    """Let the n-th call of a file operation fail; gives the list of calls."""

    def breaks(patch: pytest.MonkeyPatch, nth: int) -> list[str]:
        calls: list[str] = []
        real = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            calls.append(name)
            if len(calls) == nth:
                raise no_space()
            return real(*args, **kwargs)

        patch.setattr(owner, name, call)
        return calls

    return breaks


def full_disk(patch: pytest.MonkeyPatch, nth: int) -> list[str]:
    """The n-th file that is opened for writing stands on a full disk: the kernel itself says so."""
    calls: list[str] = []
    real = Path.open

    def opened(self: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if "w" in mode:
            calls.append("write")
            if len(calls) == nth:
                real(self, mode).close()
                return real(Path("/dev/full"), mode)
        return real(self, mode, *args, **kwargs)

    patch.setattr(Path, "open", opened)
    return calls


BREAKS: dict[str, Break] = {
    "mkdir": breaking(Path, "mkdir"),
    "write": full_disk,
    "fsync": breaking(os, "fsync"),
    "rename": breaking(Path, "rename"),
}


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILES_ROOT.mkdir()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("operation", BREAKS)
@pytest.mark.parametrize("name", WITH_FILES)
def test_the_nth_file_operation_fails(cast: Cast, name: str, operation: str) -> None:
    """Undone each time, the sender is told at the field, no half file stays; then the disk has space again."""
    trial = TRIALS[name]
    number = prepare(cast, trial, "k")
    before, outcomes = picture(), []
    for nth in range(1, 20):
        with pytest.MonkeyPatch.context() as patch:
            calls = BREAKS[operation](patch, nth)
            try:
                trial.act(cast, number, "k")
            except Refused as refused:
                outcomes.append((refused.code, refused.facts, picture() == before, half_written()))
            else:
                assert len(calls) == nth - 1
                break
    assert outcomes == [("file_not_kept", {"field": "uploads"}, True, set())] * (3 if operation == "fsync" else 1)
    assert (check_world(), len(orphans()) <= len(outcomes)) == ([], True)
