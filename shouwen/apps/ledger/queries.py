"""Reading the ledger: a subject's story."""

from shouwen.apps.ledger.models import Event


def story(kind: str, subject_id: int) -> list[Event]:
    """A subject's whole chain, oldest first."""
    return list(Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("seq"))
