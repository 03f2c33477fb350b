import sys

import pytest
from django.utils import timezone

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Event
from shouwen.config import cli


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["shouwen", *arguments])
    return cli.main()


def test_help_names_every_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--help") == 0
    printed = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"  {name} " not in printed] == []


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "unheard-of") == 2
    assert "unheard-of" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_whole_ledger(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    append(subject=("ticket", 7), actor=("system", None), code="ticket.accepted", at=timezone.now())
    assert run(monkeypatch, "verify-ledger") == 0
    assert capsys.readouterr().out == "The ledger is whole.\n"


@pytest.mark.django_db
def test_an_altered_ledger(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    append(subject=("ticket", 7), actor=("system", None), code="ticket.accepted", at=timezone.now())
    Event.objects.update(code="ticket.closed")
    assert run(monkeypatch, "verify-ledger") == 1
    assert capsys.readouterr().out == "ticket 7: altered at event 1\nChains that are broken: 1\n"
