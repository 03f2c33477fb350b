"""The proof that the ledger is whole: every chain is walked beside its head, in one pass with flat memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from shouwen.apps.ledger.chain import GENESIS, digest
from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.ledger.snapshot import snapshot

Subject = tuple[str, int]
BATCH = 2000


@dataclass(frozen=True)
class Fault:
    """The first bad row of a chain: `seq` is where it stops being provable, `why` is a code.

    `altered` the row says something else than was hashed; `gap` the row is not there; `unlinked` it does not follow
    the row before it; `forked` a second row of this number; `tail_cut` the head knows this row, the chain ends before
    it; `beyond_head` the head does not know this row; `head_differs`, `head_missing`; `chain_missing` a head alone.
    Against an export: `cut_since_export`, `not_as_exported`.
    """

    subject: Subject
    seq: int
    why: str


class Row(NamedTuple):
    """An event as it is read here: plain values are quicker than objects."""

    subject_id: int
    seq: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    code: str
    data: dict[str, object]
    prev: str
    hash: str


class Mark(NamedTuple):
    """Where a chain ends according to its head."""

    subject_id: int
    seq: int
    hash: str


def verify() -> Iterator[Fault]:
    """Walk every chain; yield the first fault of each."""
    with snapshot():
        for kind in kinds():
            yield from _walk(kind)


def kinds() -> list[str]:
    """Every kind of subject that has a chain or a head, in order."""
    found = set(Event.objects.order_by().values_list("subject_kind", flat=True).distinct())
    return sorted(found | set(Head.objects.order_by().values_list("subject_kind", flat=True).distinct()))


def marks(kind: str) -> Iterator[Mark]:
    """The heads of one kind, in order."""
    rows = Head.objects.filter(subject_kind=kind).order_by("subject_id").values_list(*Mark._fields)
    return map(Mark._make, rows.iterator(BATCH))


def _walk(kind: str) -> Iterator[Fault]:
    """Chains and heads of one kind side by side; both come in the order of their subject's number."""
    rows = Event.objects.filter(subject_kind=kind).order_by("subject_id", "seq", "pk").values_list(*Row._fields)
    heads = marks(kind)
    head = next(heads, None)
    for subject_id, chain in groupby(map(Row._make, rows.iterator(BATCH)), key=lambda row: row.subject_id):
        while head is not None and head.subject_id < subject_id:
            yield Fault((kind, head.subject_id), 1, "chain_missing")
            head = next(heads, None)
        mine = head if head is not None and head.subject_id == subject_id else None
        fault = _first_fault((kind, subject_id), chain, mine)
        if fault:
            yield fault
        if mine is not None:
            head = next(heads, None)
    while head is not None:
        yield Fault((kind, head.subject_id), 1, "chain_missing")
        head = next(heads, None)


def _first_fault(subject: Subject, chain: Iterator[Row], head: Mark | None) -> Fault | None:
    seq, prev = 0, GENESIS
    for row in chain:
        why = _flaw(subject, row, seq + 1, prev)
        if why:
            return Fault(subject, min(row.seq, seq + 1), why)
        seq, prev = row.seq, row.hash
        if head is not None and seq == head.seq and prev != head.hash:
            return Fault(subject, seq, "head_differs")
        if head is not None and seq > head.seq:
            return Fault(subject, seq, "beyond_head")
    if head is None:
        return Fault(subject, seq, "head_missing")
    return Fault(subject, seq + 1, "tail_cut") if seq < head.seq else None


def _flaw(subject: Subject, row: Row, expected: int, prev: str) -> str:
    if row.seq != expected:
        return "gap" if row.seq > expected else "forked"
    if row.prev != prev:
        return "unlinked"
    actual = digest(
        subject=subject,
        seq=row.seq,
        at=row.at,
        actor=(row.actor_kind, row.actor_id),
        code=row.code,
        data=row.data,
        prev=row.prev,
    )
    return "" if actual == row.hash else "altered"
