"""The named engineer, and the papers of an agreement."""

from collections.abc import Sequence
from datetime import datetime

from shouwen.apps.agreements.access import lock
from shouwen.apps.agreements.events import Code, record
from shouwen.apps.agreements.models import Agreement, Document
from shouwen.apps.files.actions import Upload, store
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import qualified
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def name_engineer(actor: Actor, agreement_id: int, person_id: int | None, *, at: datetime) -> Agreement:
    """指派专门工程师: who knows this hospital's systems; None takes the name away.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `absent`, `nothing_changed`.
    """
    agreement = lock(actor, agreement_id)
    person = qualified(person_id) if person_id is not None else None
    if person is None and person_id is not None:
        raise Refused("absent", field="engineer")
    before, after = agreement.engineer_id, person.pk if person else None
    if before == after:
        raise Refused("nothing_changed", field="engineer")
    agreement.engineer = person
    agreement.save(update_fields=["engineer"])
    record(agreement, Code.ENGINEER_NAMED, actor, at, before=before, person=after)
    return agreement


@act
def add_document(actor: Actor, agreement_id: int, title: str, uploads: Sequence[Upload], *, at: datetime) -> Document:
    """A paper of the agreement. Refused: `not_your_role`, `absent`, `agreement.terminated`, and as files are; with
    `field`: `text_missing`, `text_too_long`."""
    agreement = lock(actor, agreement_id)
    said = checked_text(title, "title", limit=120)
    if not uploads:
        raise Refused("text_missing", field="uploads")
    file = store(actor, uploads[0], at=at)
    row = Document.objects.create(agreement=agreement, file=file, title=said, by_id=actor.person, at=at)
    record(agreement, Code.DOCUMENT_ADDED, actor, at, document=row.pk, sha256=file.sha256)
    return row


@act
def withdraw_document(actor: Actor, agreement_id: int, document_id: int, *, at: datetime) -> Document:
    """It is shown no more; its bytes stay on record. Refused: `not_your_role`, `absent`, `agreement.terminated`."""
    agreement = lock(actor, agreement_id)
    row = agreement.documents.filter(pk=document_id, withdrawn_at=None).first()
    if row is None:
        raise Refused("absent")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record(agreement, Code.DOCUMENT_WITHDRAWN, actor, at, document=row.pk)
    return row
