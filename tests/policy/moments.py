"""Short ways to write the moments of the tests."""

from datetime import datetime

from tests.policy.brute import CHINA


def china(text: str) -> datetime:
    """`2026-02-14 16:00` on a wall in China."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)
