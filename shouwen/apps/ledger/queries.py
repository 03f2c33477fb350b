"""Reading the ledger: a subject's story, and the proof that it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from shouwen.apps.ledger.chain import GENESIS, digest
from shouwen.apps.ledger.models import Event, Head


def story(kind: str, subject_id: int) -> list[Event]:
    """A subject's whole chain, oldest first."""
    return list(Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("seq"))


@dataclass(frozen=True)
class Fault:
    """The first bad row of a chain: `seq` is where it stops being provable."""

    subject: tuple[str, int]
    seq: int
    why: str


def verify() -> Iterator[Fault]:
    """Walk every chain; yield the first fault of each. Streams: memory stays flat."""
    heads = {(h.subject_kind, h.subject_id): (h.seq, h.hash) for h in Head.objects.iterator()}
    current: tuple[str, int] | None = None
    seq, prev, broken = 0, GENESIS, False
    for event in Event.objects.order_by("subject_kind", "subject_id", "seq").iterator():
        subject = (event.subject_kind, event.subject_id)
        if subject != current:
            if current is not None and not broken:
                yield from _tail(current, seq, prev, heads.pop(current, None))
            heads.pop(current, None) if current else None
            current, seq, prev, broken = subject, 0, GENESIS, False
        if broken:
            continue
        why = _flaw(event, seq + 1, prev)
        if why:
            yield Fault(subject, event.seq, why)
            broken = True
        seq, prev = event.seq, event.hash
    if current is not None:
        head = heads.pop(current, None)
        if not broken:
            yield from _tail(current, seq, prev, head)
    for subject in heads:
        yield Fault(subject, 1, "chain_missing")


def _flaw(event: Event, expected: int, prev: str) -> str:
    if event.seq != expected:
        return "gap"
    if event.prev != prev:
        return "unlinked"
    actual = digest(
        subject=(event.subject_kind, event.subject_id),
        seq=event.seq,
        at=event.at,
        actor=(event.actor_kind, event.actor_id),
        code=event.code,
        data=event.data,
        prev=event.prev,
    )
    return "" if actual == event.hash else "altered"


def _tail(subject: tuple[str, int], seq: int, last: str, head: tuple[int, str] | None) -> Iterator[Fault]:
    if head is None:
        yield Fault(subject, seq, "head_missing")
    elif head != (seq, last):
        yield Fault(subject, seq + 1, "tail_cut")
