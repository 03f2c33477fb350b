from datetime import UTC, datetime

import pytest
from django.db import transaction

from shouwen.apps.outbox.actions import enqueue, suspend
from shouwen.apps.outbox.models import Delivery
from shouwen.config import cli

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 2, tzinfo=UTC)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    status = cli.main(["deliveries", *words])
    return status, capsys.readouterr().out.splitlines()


def put(key: str) -> None:
    with transaction.atomic():
        enqueue(key, "email", {}, at=AT)


def test_what_waits_and_what_was_given_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == (0, [])
    put("a")
    put("b")
    Delivery.objects.filter(key="b").update(state="dead", last_error="550 no such box", ended_at=AT)
    assert said(capsys) == (
        1,
        [
            "email: 1 waiting, the oldest due 2026-03-03T02:00:00+00:00; 1 given up; 0 without a route; "
            "last sent never",
            "  given up: b: 550 no such box",
        ],
    )


def test_going_on_after_a_restore(capsys: pytest.CaptureFixture[str]) -> None:
    put("a")
    suspend("restored", at=AT)
    assert said(capsys)[1][0] == "Suspended since 2026-03-03T02:00:00+00:00 (restored): --resume to go on."
    assert said(capsys, "--resume", "--drop-pending") == (
        0,
        ["email: 0 waiting; 0 given up; 0 without a route; last sent never"],
    )
