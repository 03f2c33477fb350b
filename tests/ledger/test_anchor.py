"""The export of heads: what the database can no longer prove alone."""

import hashlib
import json
from pathlib import Path

import pytest

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Event, Head
from shouwen.config import cli
from tests.ledger.tampering import START, fill, sql

pytestmark = pytest.mark.django_db
OF_TWO = "WHERE subject_kind = 'ticket' AND subject_id = 2"


@pytest.fixture
def export(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    fill()
    file = tmp_path / "heads.json"
    assert cli.main(["verify-ledger", "--heads", str(file)]) == 0
    capsys.readouterr()
    return file


def against(export: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.main(["verify-ledger", "--against", str(export)])
    return status, capsys.readouterr().out


def test_what_is_exported(export: Path) -> None:
    said = json.loads(export.read_text())
    own = Event.objects.get(subject_kind="anchor")
    last = {event.subject_id: event.hash for event in Event.objects.filter(subject_kind="ticket", seq=5)}
    heads = [["ticket", number, 5, last[number]] for number in (1, 2, 3)]
    lines = "".join(f"ticket|{number}|5|{last[number]}\n" for number in (1, 2, 3))
    root = hashlib.sha256(lines.encode()).hexdigest()
    assert said == {
        "format": "shouwen-heads-1",
        "at": own.at.isoformat(),
        "highest": own.pk - 1,
        "count": 3,
        "root": root,
        "anchored": ["anchor", 1, 1, own.hash],
        "heads": heads,
    }
    assert (own.code, own.data) == ("ledger.anchored", {"highest": own.pk - 1, "count": 3, "root": root})


def test_the_export_holds_while_the_ledger_grows(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(subject=("ticket", 2), actor=("system", None), code="ticket.linked", at=START)
    append(subject=("ticket", 9), actor=("system", None), code="ticket.linked", at=START)
    assert against(export, capsys) == (0, "The ledger is whole.\n")


def test_exports_are_a_chain_of_their_own(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify-ledger", "--heads", str(export)]) == 0
    assert json.loads(export.read_text())["anchored"][:3] == ["anchor", 1, 2]
    capsys.readouterr()
    assert against(export, capsys) == (0, "The ledger is whole.\n")


def test_a_tail_cut_together_with_its_head(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq > 3")
    left = Event.objects.get(subject_kind="ticket", subject_id=2, seq=3).hash
    sql(f"UPDATE ledger_head SET seq = 3, hash = '{left}' {OF_TWO}")
    assert against(export, capsys) == (1, "ticket 2: cut since export at event 4\nChains that are broken: 1\n")


def test_a_chain_deleted_together_with_its_head(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO}")
    sql(f"DELETE FROM ledger_head {OF_TWO}")
    assert against(export, capsys) == (1, "ticket 2: cut since export at event 1\nChains that are broken: 1\n")


def test_a_chain_written_anew(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who knows how events are hashed tells the whole story anew: only the export knows better."""
    for table in ("ledger_event", "ledger_head"):
        sql(f"DELETE FROM {table} {OF_TWO}")
    for _ in range(6):
        append(subject=("ticket", 2), actor=("staff", 5), code="ticket.linked", at=START)
    assert against(export, capsys) == (1, "ticket 2: not as exported at event 5\nChains that are broken: 1\n")


def test_the_export_itself_is_missed(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Event.objects.filter(subject_kind="anchor").delete()
    Head.objects.filter(subject_kind="anchor").delete()
    assert against(export, capsys) == (1, "anchor 1: cut since export at event 1\nChains that are broken: 1\n")


def test_a_chain_is_named_once(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq > 3")
    assert against(export, capsys) == (1, "ticket 2: tail cut at event 4\nChains that are broken: 1\n")


def test_a_broken_ledger_is_not_exported(export: Path, tmp_path: Path) -> None:
    sql(f"UPDATE ledger_event SET code = 'x' {OF_TWO}")
    assert cli.main(["verify-ledger", "--heads", str(tmp_path / "other.json")]) == 1
    assert not (tmp_path / "other.json").exists()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda text: text.replace('"ticket",2,5', '"ticket",2,4'), "its heads do not give its root"),
        (lambda text: text.replace('"count":3', '"count":2'), "its heads do not give its root"),
        (lambda text: text.replace("heads-1", "heads-9"), "made by another version"),
        (lambda text: text[:-9], "not an export of heads"),
        (lambda _text: "[]", "not an export of heads"),
    ],
)
def test_a_file_that_is_no_export(export: Path, capsys: pytest.CaptureFixture[str], change, complaint: str) -> None:  # type: ignore[no-untyped-def]
    export.write_text(change(export.read_text()))
    assert cli.main(["verify-ledger", "--against", str(export)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n"), complaint in said.err) == ("", 1, True)
