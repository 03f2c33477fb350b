"""A letter comes in: once, sorted by what is known of it, on a card or set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.channels import events
from shouwen.apps.channels.fax import gateway as fax
from shouwen.apps.channels.fax.pages import Pages, pages_of
from shouwen.apps.channels.mail import threads
from shouwen.apps.channels.mail.addresses import is_own, number_in
from shouwen.apps.channels.mail.proof import proved
from shouwen.apps.channels.mail.reading import File, Letter, read
from shouwen.apps.channels.models import Mail, MailFile, Reference
from shouwen.apps.customers.access import actor_of
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.files.actions import store, taken
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.originals.actions import keep
from shouwen.apps.outbox.actions import bounce
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.words import FILES_LIMIT
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.mail_intake import Fate, MailFacts, sort
from shouwen.policy.masking import mask
from shouwen.policy.originals import Shows
from shouwen.policy.plain_text import without_controls
from shouwen.policy.quoted import own_words
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM
from shouwen.policy.severity import PlainAnswer

LONGEST = 18_000
MACHINES = ("mailer-daemon@", "postmaster@")


def take_in_mail(raw: bytes, *, at: datetime) -> Mail:
    """Take in one letter (clause acceptance.always); the same letter again gives the same row.

    A sender whom the receiving server proves, or who answers to a signed address of ours, and who has an account of a
    hospital, opens a card or answers on his own; everything else is kept and waits for a person, or is ignored.
    """
    letter = read(raw)
    # Before the transaction: many pages take seconds, in which nobody else could write.
    pages = [pages_of(file) for file in letter.files[:FILES_LIMIT]] if fax.is_from(settings.FAX, letter.sender) else []
    return take_in_letter(letter, fingerprint_of(letter.message_id, raw), pages, at)


@act
def take_in_letter(letter: Letter, fingerprint: str, pages: Sequence[Pages], at: datetime) -> Mail:
    """What `take_in_mail` does in its transaction; `pages` are those of a fax, redrawn."""
    known = Mail.objects.filter(fingerprint=fingerprint).first()
    if known is not None:
        return known
    sender = User.objects.filter(email__iexact=letter.sender, is_active=True, kind=User.Kind.CUSTOMER).first()
    seen = _seen(letter, sender, at)
    fate, why = sort(seen.facts)
    masked = mask(_words(letter))
    mail = Mail.objects.create(
        fingerprint=fingerprint,
        message_id=letter.message_id[:252],
        sender=letter.sender[:254],
        sender_name=mask(without_controls(letter.sender_name)).text[:120],
        subject=mask(without_controls(letter.subject)).text[:160],
        text=masked.text,
        masked=masked.count,
        received_at=at,
        fate=fate,
        why=why,
        state=Mail.State.WAITING if fate in {Fate.QUARANTINE, Fate.FAX} else Mail.State.DONE,
        ticket=seen.card if fate is Fate.BOUNCE else None,
        **_of_a_fax(letter, fate),
    )
    Reference.objects.bulk_create(
        Reference(mail=mail, message_id=each[:252]) for each in dict.fromkeys(letter.references)
    )
    if mail.is_fax:
        # Who hears that it came finds its pages.
        _keep_pages(mail, letter, pages, at)
    events.record(mail, events.Code.CAME, SYSTEM, at, fate=fate.value, why=why)
    if fate is Fate.BOUNCE:
        for each in letter.reported_ids:
            bounce(each, letter.subject, at=at)
    elif fate in {Fate.NEW, Fate.ANSWER} and sender is not None:
        _on_a_card(mail, letter, sender, seen.card if fate is Fate.ANSWER else None, at)
    elif fate is Fate.QUARANTINE and not mail.is_fax:
        _set_aside(mail, letter, at)
    return mail


@act
def keep_unreadable(raw: bytes, *, at: datetime) -> Mail:
    """A letter that no program can read waits for a person, who finds it in the mailbox by its hour."""
    fingerprint = sha256(raw).hexdigest()
    facts = {"sender": "", "received_at": at, "fate": Fate.QUARANTINE, "why": "unreadable", "state": Mail.State.WAITING}
    mail, made = Mail.objects.get_or_create(fingerprint=fingerprint, defaults=facts)
    if made:
        events.record(mail, events.Code.CAME, SYSTEM, at, fate=mail.fate, why=mail.why)
    return mail


@dataclass(frozen=True)
class _Seen:
    facts: MailFacts
    card: Ticket | None


def _seen(letter: Letter, sender: User | None, at: datetime) -> _Seen:
    """What is known of a letter, and the card that it names."""
    number = number_in(list(letter.recipients))
    card = threads.card_of(number, letter.references) or threads.card_of_an_answer(letter.message_id)
    may_see = False
    if sender is not None and card is not None:
        may_see = Ticket.objects.for_actor(actor_of(sender)).filter(pk=card.pk).exists()
    hour = Mail.objects.filter(sender=letter.sender, received_at__gt=at - timedelta(hours=1)).count()
    is_bounce = letter.is_report or letter.return_path == "<>" or letter.sender.startswith(MACHINES)
    facts = MailFacts(
        from_ourselves=is_own(letter.sender),
        bounce=is_bounce,
        automatic=letter.is_automatic,
        in_an_hour=hour,
        proved=proved(letter, settings.MAIL_AUTHSERV),
        known=sender is not None,
        thread=card is not None,
        signed=bool(number),
        may_see=may_see,
        empty=not (letter.text or letter.subject or letter.files),
        report=letter.is_report,
        gateway=fax.is_from(settings.FAX, letter.sender),
        names_a_fax=bool(fax.key_in(letter)),
    )
    return _Seen(facts, card if not is_bounce else threads.card_of("", letter.reported_ids))


def _on_a_card(mail: Mail, letter: Letter, sender: User, card: Ticket | None, at: datetime) -> None:
    """A request of its own, or an answer; to a card that has ended, a new one that follows it."""
    actor, key = actor_of(sender), f"mail-{mail.fingerprint[:40]}"
    uploads, mail.left_out = _kept(letter.files)
    try:
        if card is not None and card.state not in ENDED:
            words = _words(letter) or ("" if uploads else letter.subject)
            cards.reply(actor, card.number, words, at=at, submission=key, uploads=uploads, shows_patient=Shows.UNKNOWN)
            mail.ticket = card
        else:
            follows = card.number if card else ""
            said = cards.Report(
                PlainAnswer.DEPARTMENT,
                _whole(letter),
                uploads=uploads,
                shows_patient=Shows.UNKNOWN,
                continues=follows,
                channel="mail",
            )
            mail.ticket = cards.report(actor, said, at=at, submission=key)
    except Refused as refused:
        mail.fate, mail.why, mail.state = Fate.QUARANTINE, refused.code[:24], Mail.State.WAITING
        _set_aside(mail, letter, at)
    mail.save()


def _set_aside(mail: Mail, letter: Letter, at: datetime, shows: Shows = Shows.UNKNOWN) -> None:
    """Its files, and its words before they were masked, are kept under the name of whoever is on duty: he has to look
    at it."""
    keeper = on_duty(SERVICE_CENTRE, at)
    if keeper is None:
        return
    uploads, mail.left_out = _kept(letter.files)
    owner = actor_of(keeper)
    if mail.masked:
        mail.original = keep(owner, _words(letter).encode(), count=mail.masked, at=at)
    mail.save(update_fields=["left_out", "original"])
    MailFile.objects.bulk_create(
        MailFile(mail=mail, file=store(owner, upload, at=at, shows=shows)) for upload in uploads
    )


def _of_a_fax(letter: Letter, fate: Fate) -> dict[str, str | bool]:
    gateway = settings.FAX
    if gateway is None or not fax.is_from(gateway, letter.sender) or fate in {Fate.BOUNCE, Fate.IGNORED}:
        return {}
    if fate is Fate.FAX_RESULT:
        return {"fax_key": fax.key_in(letter)}
    return {"is_fax": True, "fax_number": fax.number_in(gateway, letter)}


def _keep_pages(mail: Mail, letter: Letter, found: Sequence[Pages], at: datetime) -> None:
    """The pages of a fax, sealed as a picture of a patient is: on paper anything may stand."""
    mail.fax_pages = sum(each.count for each in found)
    _set_aside(mail, replace(letter, files=[each.file for each in found if not each.why]), at, shows=Shows.YES)
    mail.left_out += [[mask(without_controls(each.file.name)).text[:120], each.why] for each in found if each.why]
    mail.save(update_fields=["fax_pages", "left_out"])


def _kept(files: Sequence[File]) -> tuple[list[SimpleUploadedFile], list[list[str]]]:
    """What a card may hold, and what is left out, each with its reason."""
    kept: list[SimpleUploadedFile] = []
    left: list[list[str]] = []
    for file in files:
        upload = SimpleUploadedFile(file.name, file.content)
        why = taken(upload) or ("too_many_files" if len(kept) >= FILES_LIMIT else "")
        if why:
            left.append([mask(without_controls(file.name)).text[:120], why])
        else:
            kept.append(upload)
    return kept, left


def fingerprint_of(message_id: str, raw: bytes) -> str:
    """By what a letter is known when it comes again: its own id, or all of it when it has none."""
    return sha256(message_id.encode() or raw).hexdigest()


def _words(letter: Letter) -> str:
    return without_controls(own_words(letter.text))[:LONGEST]


def _whole(letter: Letter) -> str:
    """A card's first words: the subject is its title. The act on the card masks them, and keeps the original."""
    return "\n".join(filter(None, [without_controls(letter.subject)[:160], _words(letter)]))
