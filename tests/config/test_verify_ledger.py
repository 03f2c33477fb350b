import pytest
from django.utils import timezone

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Event
from shouwen.config import cli


@pytest.mark.django_db
def test_a_whole_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    append(subject=("ticket", 7), actor=("system", None), code="ticket.linked", at=timezone.now())
    assert cli.main(["verify-ledger"]) == 0
    assert capsys.readouterr().out == "The ledger is whole.\n"


@pytest.mark.django_db
def test_an_altered_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    append(subject=("ticket", 7), actor=("system", None), code="ticket.linked", at=timezone.now())
    Event.objects.update(code="ticket.closed")
    assert cli.main(["verify-ledger"]) == 1
    assert capsys.readouterr().out == "ticket 7: altered at event 1\nChains that are broken: 1\n"
