"""Reading the ledger: a subject's story."""

from shouwen.apps.ledger.models import Event


def story(kind: str, subject_id: int) -> list[Event]:
    """A subject's whole chain, oldest first."""
    return list(Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("seq"))


def newest_first(kind: str, subject_id: int, size: int, before: str = "") -> list[Event]:
    """A page of a subject's chain, newest first; `before` is the place in the chain where the last page ended."""
    rows = Event.objects.filter(subject_kind=kind, subject_id=subject_id)
    if before.isascii() and before.isdigit() and len(before) < 10:
        rows = rows.filter(seq__lt=int(before))
    return list(rows.order_by("-seq")[:size])
