"""What a person does with a letter that was set aside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from shouwen.apps.channels import events
from shouwen.apps.channels.models import Mail
from shouwen.apps.files.store import opened
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.actions import let_in
from shouwen.apps.originals.models import Opening, Original
from shouwen.apps.originals.queries import content_of
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.intake import Intake
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.masking import mask
from shouwen.policy.originals import Shows
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

TENDS_MAIL = frozenset({Role.AGENT, Role.DIRECTOR})


def may_tend_mail(actor: Actor) -> bool:
    """Who looks at what was set aside."""
    return bool(actor.roles & TENDS_MAIL)


@act
def take_in_waiting(actor: Actor, mail_id: int, said: Intake, *, at: datetime) -> Ticket:
    """Make a card of a letter that was set aside: whoever does takes the word. Its clocks count from its arrival.

    Refused: `not_your_role`, `absent`, `mail_is_handled`; with `field` as `tickets.take_in`.
    """
    mail = _waiting(actor, mail_id)
    if said.text.split() == whole_of(mail, mail.text).split():
        # Nobody changed a word: the card masks them as they came, and keeps the original.
        said = replace(said, text=whole_of(mail, _as_it_came(mail)))
    ticket = cards.take_in(actor, said, at=at, submission=f"mail-{mail.fingerprint[:40]}")
    _end(mail, actor, Mail.State.DONE, at, ticket=ticket)
    events.record(mail, events.Code.TAKEN_IN, actor, at, ticket=ticket.pk)
    return ticket


@act
def attach_waiting(actor: Actor, mail_id: int, number: str, *, at: datetime) -> Ticket:
    """Put a letter on a card, as a note: nobody has proved whose words these are.

    Refused: `not_your_role`, `absent`, `mail_is_handled`; with `field` `number`: `absent`, `not_now`.
    """
    mail = _waiting(actor, mail_id)
    number = number.strip().upper()
    card = Ticket.objects.for_actor(actor).filter(number=number).first()
    if card is None:
        raise Refused("absent", field="number")
    whose = fax_words(mail.fax_number) if mail.is_fax else f"{mail.sender_name} <{mail.sender}>"
    words = f"{whose}\n{mail.subject}\n\n{_as_it_came(mail)}".strip()
    key = f"mail-{mail.fingerprint[:40]}"
    cards.note(actor, card.number, words, at=at, submission=key, uploads=files_of(mail), shows_patient=shows_of(mail))
    _end(mail, actor, Mail.State.DONE, at, ticket=card)
    events.record(mail, events.Code.ATTACHED, actor, at, ticket=card.pk)
    return card


@act
def discard(actor: Actor, mail_id: int, words: str, *, at: datetime) -> Mail:
    """Let a letter go, with a reason; it stays on record. Refused: `not_your_role`, `absent`, `mail_is_handled`;
    with `field`: `text_missing`, `text_too_long`."""
    mail = _waiting(actor, mail_id)
    mail.words = mask(checked_text(words, "words", limit=300)).text
    _end(mail, actor, Mail.State.DISCARDED, at)
    events.record(mail, events.Code.DISCARDED, actor, at)
    return mail


@act
def bring_back(actor: Actor, mail_id: int, *, at: datetime) -> Mail:
    """Undo `discard`. Refused: `not_your_role`, `absent`, `mail_is_handled`."""
    mail = _locked(actor, mail_id)
    if mail.state != Mail.State.DISCARDED:
        raise Refused("mail_is_handled")
    mail.state, mail.words, mail.handled_by, mail.handled_at = Mail.State.WAITING, "", None, None
    mail.save()
    events.record(mail, events.Code.BROUGHT_BACK, actor, at)
    return mail


def take_in_by_itself(mail: Mail, card: Ticket) -> None:
    """Part of an act of an app above: a letter that waited is on a card, and no person put it there."""
    mail.state, mail.ticket = Mail.State.DONE, card
    mail.save(update_fields=["state", "ticket"])


def let_wait(mail: Mail, why: str) -> None:
    """Part of an act: a person looks at it, for this reason."""
    mail.why = why[:24]
    mail.save(update_fields=["why"])


def shows_of(mail: Mail) -> Shows:
    """What is taken of its files, as nobody could be asked: a fax is a picture, whatever its file is."""
    return Shows.YES if mail.is_fax else Shows.UNKNOWN


def fax_words(number: str) -> str:
    """What is kept of a fax whose pages nobody has read."""
    return f"传真 Fax {number}".strip()


def whole_of(mail: Mail, text: str) -> str:
    """What a card of its own begins with."""
    if mail.is_fax:
        return "\n".join(filter(None, [fax_words(mail.fax_number), mail.subject, text]))
    return "\n".join(filter(None, [mail.subject, text]))


def _as_it_came(mail: Mail) -> str:
    """Its text before it was masked, as long as that is kept."""
    if mail.original is None or mail.original.deleted_at is not None:
        return mail.text
    try:
        return content_of(mail.original).decode()
    except Refused:  # the key is gone: what is masked is left
        return mail.text


def files_of(mail: Mail) -> Sequence[SimpleUploadedFile]:
    """The files of a letter, as if they came with a form: what was sealed moves as it came, to be sealed again."""
    found = []
    for each in mail.files.select_related("file__original").order_by("pk"):
        original = each.file.original
        if original is not None and original.deleted_at is None:
            found.append(SimpleUploadedFile(original.label, content_of(original)))
            continue
        with opened(each.file.pk, each.file.sha256) as content:
            found.append(SimpleUploadedFile(each.file.label, content.read()))
    return found


@act
def open_of_mail(actor: Actor, mail_id: int, original_id: UUID, why: str, *, at: datetime) -> Opening:
    """Let this person see a page, or the text, of a letter as it came, for five minutes: he has to know whose it is
    (clause privacy.masked_on_save).

    Refused: `not_your_role`, `absent`, `original_deleted`; with `field`: `text_missing`, `text_too_long`.
    """
    mail = _locked(actor, mail_id)
    if not may_open(actor, at):
        raise Refused("not_your_role", act="open_original")
    original = original_of(mail, original_id)
    words = mask(checked_text(why, "why", limit=200)).text
    opening = let_in(actor, original, words, f"MAIL-{mail.pk}", at=at)
    facts = {"original": original.pk.hex, "opening": opening.pk, "until": opening.until.isoformat()}
    events.record(mail, events.Code.ORIGINAL_OPENED, actor, at, **facts)
    return opening


def original_of(mail: Mail, original_id: UUID) -> Original:
    """Of its text, or of one of its files. Refused: `absent`."""
    here = Q(pk=mail.original_id) | Q(pk__in=mail.files.values("file__original"))
    found = Original.objects.filter(here, pk=original_id).first()
    if found is None:
        raise Refused("absent")
    return found


def _waiting(actor: Actor, mail_id: int) -> Mail:
    mail = _locked(actor, mail_id)
    if mail.state != Mail.State.WAITING:
        raise Refused("mail_is_handled")
    return mail


def _locked(actor: Actor, mail_id: int) -> Mail:
    if not may_tend_mail(actor):
        raise Refused("not_your_role", act="mail")
    mail = Mail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None:
        raise Refused("absent")
    return mail


def _end(mail: Mail, actor: Actor, state: Mail.State, at: datetime, ticket: Ticket | None = None) -> None:
    mail.state, mail.handled_by_id, mail.handled_at = state, actor.person, at
    mail.ticket = ticket or mail.ticket
    mail.save()
