"""Prints the address of a PostgreSQL that tests may use: DATABASE_URL, or one on loopback that asks for no password."""

import os
import sys

import psycopg


def candidates() -> list[str]:
    given = os.environ.get("DATABASE_URL", "")
    if given:
        return [given]
    users = dict.fromkeys(["postgres", os.environ.get("USER", "postgres")])
    # The name differs from run to run, so that two runs on one machine do not meet.
    return [f"postgres://{user}@127.0.0.1:5432/shouwen_{os.getpid()}" for user in users]


def answers(url: str) -> bool:
    """Tests make their own database, so it is the server that must answer."""
    try:
        with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


if __name__ == "__main__":
    found = next((url for url in candidates() if answers(url)), None)
    if found is None:
        sys.exit(1)
    sys.stdout.write(found)
