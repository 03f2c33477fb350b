"""Files of a complaint: they come with what was said, and hang on the complaint alone, never on the card it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shouwen.apps.complaints import events
from shouwen.apps.complaints.access import lock
from shouwen.apps.complaints.models import Answer, Complaint, ComplaintFile, Word
from shouwen.apps.complaints.queries import original_of
from shouwen.apps.files.actions import Upload, store_all
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.actions import let_in
from shouwen.apps.originals.models import Opening
from shouwen.apps.tickets.actions.words import FILES_LIMIT
from shouwen.policy.masking import mask
from shouwen.policy.originals import Shows, is_sealed
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Files:
    """What came with a text, and whether it shows a patient."""

    uploads: Sequence[Upload] = ()
    shows_patient: Shows | None = None


NONE = Files()


def keep_files(
    complaint: Complaint,
    actor: Actor,
    files: Files,
    *,
    at: datetime,
    word: Word | None = None,
    answer: Answer | None = None,
) -> None:
    """Part of an act: of the complaint's first words, of a later word, or of an answer (clause privacy.masked_on_save).

    Refused with `field`: `too_many_files`, `say_if_patient`, and as `files.store`.
    """
    if len(files.uploads) > FILES_LIMIT:
        raise Refused("too_many_files", field="uploads", limit=FILES_LIMIT)
    kept = store_all(actor, files.uploads, at=at, shows=files.shows_patient)
    ComplaintFile.objects.bulk_create(
        ComplaintFile(
            complaint=complaint,
            word=word,
            answer=answer,
            file=file,
            shows_patient=is_sealed(files.shows_patient, is_picture=file.is_picture),
        )
        for file in kept
    )


@act
def open_original(actor: Actor, number: str, original_id: UUID, why: str, *, at: datetime) -> Opening:
    """Let this person see a file of the complaint as it came, for five minutes (clause privacy.masked_on_save).

    Refused: `not_your_role`, `absent`, `original_deleted`; with `field`: `text_missing`, `text_too_long`.
    """
    complaint = lock(actor, number)
    if not may_open(actor, at):
        raise Refused("not_your_role", act="open_original")
    original = original_of(actor, complaint, original_id)
    opening = let_in(actor, original, mask(checked_text(why, "why", limit=200)).text, complaint.number, at=at)
    facts = {"original": original.pk.hex, "opening": opening.pk, "until": opening.until.isoformat()}
    events.record(complaint, events.Code.ORIGINAL_OPENED, actor, at, **facts)
    return opening
