"""Whoever changes the ledger with the database's own tools is found, by chain and row."""

import pytest

from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.ledger.verify import Fault, verify
from tests.ledger.tampering import allow_forks, fill, forge, sql

pytestmark = pytest.mark.django_db
OF_TWO = "WHERE subject_kind = 'ticket' AND subject_id = 2"


@pytest.fixture(autouse=True)
def ledger(db: None) -> None:
    fill()


def found() -> list[tuple[str, int, int, str]]:
    return [(*fault.subject, fault.seq, fault.why) for fault in verify()]


def hash_of(number: int, seq: int) -> str:
    return Event.objects.get(subject_id=number, seq=seq).hash


def test_a_whole_ledger_has_no_fault() -> None:
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        "code = 'ticket.closed'",
        "actor_id = 5",
        "actor_kind = 'system'",
        "actor_id = NULL",
        "data = '{\"n\": 4}'",
        "at = '2026-03-03 02:03:01+00:00'",
        "hash = '" + "f" * 64 + "'",
    ],
)
def test_an_edited_row(change: str) -> None:
    assert sql(f"UPDATE ledger_event SET {change} {OF_TWO} AND seq = 3") == 1
    assert found() == [("ticket", 2, 3, "altered")]


def test_an_edited_row_hashed_anew_is_missed_by_the_next() -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq = 3")
    forge(2, 3, hash_of(2, 2))
    assert found() == [("ticket", 2, 4, "unlinked")]


def test_a_deleted_row() -> None:
    assert sql(f"DELETE FROM ledger_event {OF_TWO} AND seq = 3") == 1
    assert found() == [("ticket", 2, 3, "gap")]


def test_a_deleted_beginning() -> None:
    assert sql(f"DELETE FROM ledger_event {OF_TWO} AND seq < 3") == 2
    assert found() == [("ticket", 2, 1, "gap")]


def test_a_deleted_row_with_the_rest_renumbered() -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq = 3")
    sql(f"UPDATE ledger_event SET seq = 3 {OF_TWO} AND seq = 4")
    sql(f"UPDATE ledger_event SET seq = 4 {OF_TWO} AND seq = 5")
    assert found() == [("ticket", 2, 3, "unlinked")]


def test_two_rows_reordered() -> None:
    for here, there in ((3, 99), (4, 3), (99, 4)):
        sql(f"UPDATE ledger_event SET seq = {there} {OF_TWO} AND seq = {here}")
    assert found() == [("ticket", 2, 3, "unlinked")]


def test_two_rows_reordered_and_linked_anew() -> None:
    third, fourth = hash_of(2, 3), hash_of(2, 4)
    for here, there in ((3, 99), (4, 3), (99, 4)):
        sql(f"UPDATE ledger_event SET seq = {there} {OF_TWO} AND seq = {here}")
    sql(f"UPDATE ledger_event SET prev = '{hash_of(2, 2)}' {OF_TWO} AND seq = 3")
    sql(f"UPDATE ledger_event SET prev = '{fourth}' {OF_TWO} AND seq = 4")
    sql(f"UPDATE ledger_event SET prev = '{third}' {OF_TWO} AND seq = 5")
    assert found() == [("ticket", 2, 3, "altered")]


def test_a_cut_tail() -> None:
    assert sql(f"DELETE FROM ledger_event {OF_TWO} AND seq > 3") == 2
    assert found() == [("ticket", 2, 4, "tail_cut")]


def test_a_forged_event_at_the_end() -> None:
    forge(2, 6, hash_of(2, 5))
    assert found() == [("ticket", 2, 6, "beyond_head")]


def test_a_forged_event_in_the_place_of_the_last() -> None:
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq = 5")
    forge(2, 5, hash_of(2, 4))
    assert found() == [("ticket", 2, 5, "head_differs")]


def test_a_second_row_of_one_number() -> None:
    """Only once the constraint has been taken away."""
    allow_forks()
    forge(2, 3, hash_of(2, 2))
    assert found() == [("ticket", 2, 3, "forked")]


def test_a_chain_deleted_whole() -> None:
    assert sql(f"DELETE FROM ledger_event {OF_TWO}") == 5
    assert found() == [("ticket", 2, 1, "chain_missing")]


def test_the_last_chain_deleted_whole() -> None:
    sql("DELETE FROM ledger_event WHERE subject_id = 3")
    assert found() == [("ticket", 3, 1, "chain_missing")]


def test_every_chain_of_a_kind_deleted() -> None:
    sql("DELETE FROM ledger_event")
    assert found() == [("ticket", number, 1, "chain_missing") for number in (1, 2, 3)]


def test_a_deleted_head() -> None:
    assert sql(f"DELETE FROM ledger_head {OF_TWO}") == 1
    assert found() == [("ticket", 2, 5, "head_missing")]


def test_each_bad_chain_is_named_once() -> None:
    sql("UPDATE ledger_event SET code = 'x' WHERE subject_id IN (1, 3) AND seq > 1")
    assert list(verify()) == [Fault(("ticket", 1), 2, "altered"), Fault(("ticket", 3), 2, "altered")]


def test_the_fork_that_the_database_refuses() -> None:
    """What the unique constraint is for: two acts that both believe to be next."""
    with pytest.raises(Exception, match=r"(?i)unique"):
        forge(2, 5, hash_of(2, 4))


def test_a_tail_cut_together_with_its_head_is_not_seen_without_an_export() -> None:
    """The reason for exports: see test_anchor."""
    sql(f"DELETE FROM ledger_event {OF_TWO} AND seq > 3")
    Head.objects.filter(subject_id=2).update(seq=3, hash=hash_of(2, 3))
    assert found() == []
