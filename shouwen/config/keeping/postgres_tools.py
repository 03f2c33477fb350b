"""PostgreSQL's own tools: the only ones that know a dump of its versions."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DEBIAN = "/usr/lib/postgresql/{major}/bin/{name}"


class ToolError(Exception):
    """A tool is missing, too old, or failed; the sentence says what to do."""


def tool(name: str, major: int) -> str:
    """The path of a tool that is not older than the server."""
    found = [
        path for path in (DEBIAN.format(major=major, name=name), shutil.which(name)) if path and Path(path).exists()
    ]
    if not found:
        raise ToolError(
            f"{name} was not found. Install the client tools of PostgreSQL {major} "
            f"(Debian and Ubuntu: apt install postgresql-client-{major})."
        )
    versions = {path: version_of(path) for path in found}
    newest = max(found, key=lambda path: versions[path])
    if versions[newest] < major:
        raise ToolError(
            f"{newest} is of version {versions[newest]}, older than the server ({major}): it cannot be trusted. "
            f"Install the client tools of PostgreSQL {major}."
        )
    return newest


def version_of(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"(\d+)", said.stdout)
    return int(number.group(1)) if number else 0


def run(command: list[str], settings: Mapping[str, Any]) -> None:
    """Run a tool on the database of these settings; the password is not seen in the list of processes."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(settings[key]) for variable, key in names.items() if settings.get(key)}
    done = subprocess.run(  # noqa: S603
        command,
        env={**os.environ, **given, "PGOPTIONS": "-c client_min_messages=warning"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
