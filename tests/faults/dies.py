"""A command that is killed at its n-th file operation: python -m tests.faults.dies N COMMAND…; N 0 never."""

import os
import signal
import sys

from shouwen.config import cli

# What changes something on the disk, or lets another program do it.
OPERATIONS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect", "subprocess.Popen"}
seen = 0


def watch(event: str, arguments: tuple[object, ...]) -> None:
    global seen  # noqa: PLW0603
    writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    if (event in OPERATIONS or writes) and "__pycache__" not in str(arguments[0]):
        seen += 1
        if seen == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.addaudithook(watch)
    sys.exit(cli.main(sys.argv[2:]))
