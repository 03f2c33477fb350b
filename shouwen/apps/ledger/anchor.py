"""The anchor: every head at one instant, kept elsewhere, so that a tail cut together with its head is seen."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from django.db.models import Max

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.ledger.snapshot import snapshot
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.ledger.verify import Fault, kinds, marks

# Anchors are a chain of their own, so that a forgotten export is missed too.
SUBJECT = ("anchor", 1)
CODE = "ledger.anchored"
FORMAT = "shouwen-heads-1"
# Chains asked for in one statement.
BATCH = 300

Heads = Sequence[tuple[str, int, int, str]]


class UnusableError(ValueError):
    """The file is no export, or does not agree with itself."""


@dataclass(frozen=True)
class Anchor:
    """Kind, number, seq and hash of every head, in order; the highest event's id; one hash over all."""

    at: datetime
    highest: int
    root: str
    heads: Heads

    def to_json(self, own: Event) -> dict[str, Any]:
        """`own` is the event that keeps this anchor in the ledger; its chain was longer by one than `heads` says."""
        return {
            "format": FORMAT,
            "at": self.at.isoformat(),
            "highest": self.highest,
            "count": len(self.heads),
            "root": self.root,
            "anchored": [*SUBJECT, own.seq, own.hash],
            "heads": self.heads,
        }


def root_of(heads: Heads) -> str:
    """SHA-256 over the lines `kind|number|seq|hash` of all heads, sorted by kind and number."""
    sha = hashlib.sha256()
    for head in heads:
        sha.update(("|".join(map(str, head)) + "\n").encode())
    return sha.hexdigest()


def take(at: datetime) -> Anchor:
    """The heads as they are now."""
    with snapshot():
        heads = [(kind, *mark) for kind in kinds() for mark in marks(kind)]
        highest = Event.objects.aggregate(highest=Max("pk"))["highest"] or 0
    return Anchor(at=at, highest=highest, root=root_of(heads), heads=heads)


@act
def record(anchor: Anchor, actor: tuple[str, int | None]) -> Event:
    """Keep an anchor in the ledger itself, as an event of its own chain."""
    Head.objects.select_for_update().filter(subject_kind=SUBJECT[0], subject_id=SUBJECT[1]).first()
    return append(
        subject=SUBJECT,
        actor=actor,
        code=CODE,
        at=anchor.at,
        highest=anchor.highest,
        count=len(anchor.heads),
        root=anchor.root,
    )


def read(text: str) -> list[tuple[str, int, int, str]]:
    """The heads of an export, its own anchor included; `UnusableError` when it does not agree with itself."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise UnusableError("made by another version")
        heads = [(str(kind), int(number), int(seq), str(hashed)) for kind, number, seq, hashed in said["heads"]]
        kind, number, seq, hashed = said["anchored"]
        own = (str(kind), int(number), int(seq), str(hashed))
        agrees = said["root"] == root_of(heads) and said["count"] == len(heads)
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableError(f"not an export of heads: {error}") from error
    if not agrees:
        raise UnusableError("its heads do not give its root: the file was changed")
    # The anchor's event came after the heads: it replaces its own chain's head.
    return sorted([*(head for head in heads if head[:2] != own[:2]), own])


def compare(exported: Heads) -> Iterator[Fault]:
    """Every exported head must still be in its chain; yield each that is not."""
    with snapshot():
        for kind, group in groupby(exported, key=lambda head: head[0]):
            wanted = iter(group)
            while batch := list(islice(wanted, BATCH)):
                yield from _compare(kind, batch)


def _compare(kind: str, batch: Heads) -> Iterator[Fault]:
    numbers = [number for _kind, number, _seq, _hash in batch]
    seqs = {seq for _kind, _number, seq, _hash in batch}
    rows = Event.objects.filter(subject_kind=kind, subject_id__in=numbers, seq__in=seqs)
    there = {(number, seq): hashed for number, seq, hashed in rows.values_list("subject_id", "seq", "hash")}
    for _kind, number, seq, hashed in batch:
        found = there.get((number, seq))
        if found is None:
            rest = Event.objects.filter(subject_kind=kind, subject_id=number).aggregate(last=Max("seq"))["last"]
            yield Fault((kind, number), (rest or 0) + 1, "cut_since_export")
        elif found != hashed:
            yield Fault((kind, number), seq, "not_as_exported")
