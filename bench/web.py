"""The whole server under load: bin/bench web [--cards 10000 100000] [--databases URL ...] [--keep DIR] [--seconds 4].

For SQLite, and every PostgreSQL address given (databases of their own are made beside it: NAME_10000 …): cards with
three messages each as the acts write them, two workers, one and eight clients; beside each figure, in the same run, a
bare view of the same server, and raw commits of the same rows. Databases are kept in DIR and used again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parent.parent


def databases(kept: Path, sizes: list[int], urls: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for cards in sizes:
        yield cards, {"SHOUWEN_DATA": str(kept / f"sqlite-{cards}"), "DATABASE_URL": ""}
    for number, url in enumerate(urls):
        for cards in sizes:
            folder = kept / f"postgresql-{number}-{cards}"
            yield cards, {"SHOUWEN_DATA": str(folder), "DATABASE_URL": _made(f"{url.rstrip('/')}_{cards}")}


def _made(url: str) -> str:
    """The database itself, made when it is not there."""
    server, name = url.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url


def measured(cards: int, environment: dict[str, str], seconds: float) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "bench.rig.measure", str(cards), "--seconds", str(seconds)]
    with subprocess.Popen(
        command, cwd=CHECKOUT, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise SystemExit(process.returncode)


def line_of(told: dict[str, Any]) -> str:
    head = f"{told['db']:10} {told['cards']:>7,} {told['what']:9}"
    if "megabytes" in told:
        return f"{head} {', '.join(f'{each:.0f} MB' for each in told['megabytes'])} a worker"
    rate = f"{head} c{told['clients']} {told['rate']:7.1f}/s"
    if "rows" in told:
        return f"{rate}  {told['rows']} rows a commit"
    return (
        f"{rate}  p50 {told['p50']:6.1f} ms  p95 {told['p95']:6.1f} ms  {told['statements']:>2} statements"
        f"  {told['bytes'] / 1024:5.1f} KB  bare view {told['bare']:6.1f}/s, {told['rate'] / told['bare']:.2f} of it"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--databases", nargs="*", default=[], metavar="URL", help="postgres://… without a size")
    parser.add_argument("--keep", type=Path, help="folder in which the databases stay")
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    if any(urlsplit(url).scheme not in {"postgres", "postgresql"} for url in options.databases):
        parser.error("--databases takes addresses that begin with postgres://")
    with tempfile.TemporaryDirectory() as scratch:
        for cards, environment in databases(options.keep or Path(scratch), options.cards, options.databases):
            for told in measured(cards, environment, options.seconds):
                print(line_of(told), flush=True)


if __name__ == "__main__":
    main()
