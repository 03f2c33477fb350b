"""Fault 5: kill -9 in the middle of an attachment's bytes. Fault 6: between their rename and the commit.

No row, never a row without bytes; what was half written is swept, and the form sent again is kept once.
"""

import os
import resource
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from shouwen.apps.files.jobs import ABANDONED, sweep
from tests.cast import Cast
from tests.faults.acts import TRIALS, prepare
from tests.faults.world import check_world, half_written, orphans, picture

pytestmark = pytest.mark.django_db(transaction=True)
HALF = 10


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def killed_at(owner: Any, name: str, nth: int) -> Callable[[], None]:
    """The process dies when it calls this for the n-th time, before anything is done."""

    def arm() -> None:
        real, calls = getattr(owner, name), []

        def call(*args: Any, **kwargs: Any) -> Any:
            calls.append(name)
            if len(calls) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        setattr(owner, name, call)

    return arm


def killed_half_way() -> None:
    """The kernel kills the process in the middle of the bytes: the file may not grow beyond these few."""
    real = Path.open

    def opened(self: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if mode == "wb":
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (HALF, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return real(self, mode, *args, **kwargs)

    Path.open = opened  # type: ignore[assignment,method-assign]


# What kills, and whether half a file and whole bytes without a row are left behind.
KILLS: dict[str, tuple[Callable[[], None], int, bool, bool]] = {
    "in the middle of the bytes": (killed_half_way, signal.SIGXFSZ, True, False),
    "before they are on the disk": (killed_at(os, "fsync", 1), signal.SIGKILL, True, False),
    "before the rename": (killed_at(Path, "rename", 1), signal.SIGKILL, True, False),
    "after the rename": (killed_at(os, "fsync", 2), signal.SIGKILL, False, True),
    "before the commit": (killed_at(os, "fsync", 3), signal.SIGKILL, False, True),
}


def in_a_child(act: Callable[[], object], arm: Callable[[], None]) -> int:
    connections.close_all()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        arm()
        act()
    finally:
        os._exit(70)


@pytest.mark.parametrize("name", KILLS)
def test_killed_while_a_file_is_kept(shared_cast: Cast, name: str) -> None:
    arm, by, half, whole = KILLS[name]
    number = prepare(shared_cast, TRIALS["reply"], "k")
    before = picture()
    assert in_a_child(lambda: TRIALS["reply"].act(shared_cast, number, "k"), arm) == -by
    assert (picture() == before, len(half_written()), len(orphans() - half_written())) == (True, half, whole)
    assert check_world() == []
    TRIALS["reply"].act(shared_cast, number, "k")
    assert check_world(["k-0123456789abcdef-reply"]) == []
    now = timezone.now()
    assert (sweep(now), sweep(now + ABANDONED + timedelta(minutes=1)), half_written()) == (0, half, set())
    assert check_world(["k-0123456789abcdef-reply"]) == []
