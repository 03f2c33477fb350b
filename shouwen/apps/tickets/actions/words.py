"""What is written on a card: checked, masked, kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Sum

from shouwen.apps.files.actions import Upload, store_all
from shouwen.apps.originals.actions import keep
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Attachment, Message, Ticket
from shouwen.policy.masking import Masked, mask
from shouwen.policy.originals import Shows, is_sealed
from shouwen.policy.plain_text import TEXT_LIMIT, checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

TITLE_LIMIT = 60
FILES_LIMIT = 9


def masked_text(text: str, field: str, *, limit: int = TEXT_LIMIT, required: bool = True) -> Masked:
    """Checked text with patients' identifiers covered (clause privacy.masked_on_save)."""
    return mask(checked_text(text, field, limit=limit, required=required))


def title_of(text: str) -> str:
    """The first line, or sentence, of what was said."""
    first = mask(text).text.strip().split("\n", 1)[0]
    for end in ("。", "！", "？", "；"):
        first = first.split(end, 1)[0]
    return first if len(first) <= TITLE_LIMIT else first[: TITLE_LIMIT - 1] + "…"


def key_of(actor: Actor, act: str, submission: str) -> str:
    """A form's key as it is kept: nobody's key can meet another's, nor another act's."""
    return f"{act}:{actor.id}:{submission}"


def said_before(submission: str) -> Message | None:
    """The message that came with this key."""
    return next(iter(_SAID.ask(submission=submission)), None)


_SAID = Prepared(lambda submission: Message.objects.filter(submission=submission))


def say(
    ticket: Ticket,
    actor: Actor,
    *,
    body: str,
    audience: str,
    uploads: Sequence[Upload],
    at: datetime,
    submission: str,
    shows_patient: Shows | None = None,
) -> Message:
    """Keep a message and its files on the card, and sealed what was covered (clause privacy.masked_on_save).

    Refused with `field` besides those of text and files: `say_if_patient` (a picture without an answer).
    """
    said = checked_text(body, "text", required=not uploads)
    masked = mask(said)
    if len(uploads) > FILES_LIMIT:
        raise Refused("too_many_files", field="uploads", limit=FILES_LIMIT)
    files = store_all(actor, uploads, at=at, shows=shows_patient)
    original = keep(actor, said.encode(), count=masked.count, at=at) if masked.count else None
    message = Message.objects.create(
        ticket=ticket,
        audience=audience,
        author_id=actor.person,
        from_customer=actor.is_customer,
        body=masked.text,
        masked=masked.count,
        original=original,
        at=at,
        submission=submission,
    )
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            ticket=ticket,
            file=file,
            shows_patient=is_sealed(shows_patient, is_picture=file.is_picture),
        )
        for file in files
    )
    return message


def covered_on(ticket: Ticket) -> int:
    """The same in the first message of a card."""
    first = ticket.messages.order_by("pk").first()
    return covered_in(first) if first is not None else 0


def covered_in(message: Message) -> int:
    """How many identifiers were covered in a message, its files and their names."""
    files = message.attachments.aggregate(covered=Sum("file__masked"))["covered"]
    return message.masked + (files or 0)
