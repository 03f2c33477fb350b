"""A notice as a letter: made when it is sent, for whoever may read the card at that moment."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from shouwen.apps.channels.mail.addresses import reply_address
from shouwen.apps.notices.kinds import EXPERTS, MONEY, REMOTE, ROTA, Kind
from shouwen.apps.notices.labels import sentence
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.of_complaint import may_know_of
from shouwen.apps.notices.of_hospital import may_know
from shouwen.apps.notices.recipients import may_read
from shouwen.apps.outbox.channels import Withdrawn
from shouwen.apps.outbox.email import Letter, post
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User

ABOUT = ("person", "event", "ticket__hospital", "hospital__account_manager", "complaint__hospital")


def send(delivery: Delivery) -> None:
    """Send one notice, or a digest, as mail. Withdrawn when its person may read none of it, or has no address."""
    if "digest" in delivery.payload:
        send_digest(delivery)
        return
    told = Notice.objects.filter(event=delivery.payload["event"], person=delivery.payload["person"])
    notice = told.select_related(*ABOUT).first()
    if notice is None or not notice.person.email or not _may_read(notice):
        raise Withdrawn("not a reader any more")
    post(letter(notice), delivery.key)


def send_digest(delivery: Delivery) -> None:
    """Many in one letter: what its reader may still read, oldest first."""
    told = Notice.objects.filter(event__in=delivery.payload["digest"], person=delivery.payload["person"])
    found = told.select_related(*ABOUT).order_by("at", "pk")
    notices = [each for each in found if each.person.email and _may_read(each)]
    if not notices:
        raise Withdrawn("not a reader any more")
    post(digest(notices), delivery.key)


def digest(notices: Sequence[Notice]) -> Letter:
    """A line for each with its hour and its address; in the reader's language, in both when he chose none."""
    person = notices[0].person
    doers = User.objects.in_bulk({each.event.actor_id for each in notices if each.event.actor_id is not None})
    subject, written = "", []
    for language in _languages(person):
        with translation.override(language):
            title = ngettext("%(num)s notice", "%(num)s notices", len(notices)) % {"num": len(notices)}
            lines = [title, ""]
            for each in notices:
                doer = doers.get(each.event.actor_id or 0)
                about, address = _about(each)
                hour = timezone.localtime(each.at).strftime("%m-%d %H:%M")
                said = sentence(each, doer.name if doer else "")
                lines += [f"{hour}  {said}", *([f"  {about}"] if about else []), f"  {settings.SITE_URL}{address}"]
            lines += ["", gettext("Collected while it was quiet, or because there were many. Your hours:")]
            lines.append(settings.SITE_URL + reverse(_preferences(person)))
            subject = subject or title
            written.append("\n".join(lines))
    return Letter(person.email, subject, "\n\n".join(written) + "\n")


def _languages(person: User) -> list[str]:
    return [person.language] if person.language else [code for code, _name in settings.LANGUAGES]


def _preferences(person: User) -> str:
    return "console:notice_preferences" if person.kind == User.Kind.STAFF else "portal:notice_preferences"


def letter(notice: Notice) -> Letter:
    """In the language that the person chose; in both, Chinese first, when he chose none."""
    doer = User.objects.filter(pk=notice.event.actor_id).first() if notice.event.actor_id else None
    written = []
    for language in _languages(notice.person):
        with translation.override(language):
            written.append(_written(notice, doer.name if doer else ""))
    subject = written[0][0]
    text = "\n\n".join(text for _subject, text in written) + "\n"
    return Letter(notice.person.email, subject, text, _reply_to(notice))


def _written(notice: Notice, who: str) -> tuple[str, str]:
    said = sentence(notice, who)
    about, address = _about(notice)
    lines = [
        said,
        about,
        settings.SITE_URL + address,
        "",
        gettext("Please reply on the card, or simply answer this letter.")
        if _reply_to(notice)
        else gettext("This letter was sent automatically. Please reply on the card, not to this address."),
    ]
    return said, "\n".join(lines)


def _reply_to(notice: Notice) -> str:
    """A hospital's person may answer the letter itself, where a mailbox is set up."""
    of_hospital = notice.person.kind == User.Kind.CUSTOMER
    return reply_address(notice.ticket.number) if of_hospital and notice.ticket is not None else ""


def _about(notice: Notice) -> tuple[str, str]:
    """What it is about, in a line, and its address at the reader's door."""
    staff = notice.person.kind == User.Kind.STAFF
    if notice.kind == Kind.WEBHOOK_OFF:
        return "", reverse("console:webhooks" if staff else "portal:webhooks")
    if notice.kind == Kind.RULE_STOPPED:
        return "", reverse("console:rules")
    if notice.kind in EXPERTS:
        return _of_experts(notice, staff)
    if notice.complaint is not None:
        room = "console:complaint" if staff else "portal:complaint"
        return notice.complaint.hospital.short_name, reverse(room, args=[notice.complaint.number])
    if notice.kind == Kind.STATEMENT_CLOSED:
        return notice.hospital.short_name if notice.hospital else "", reverse("portal:statements")
    if notice.kind in ROTA:
        return "", reverse("console:duty")
    if notice.ticket is not None:
        if notice.kind in MONEY:
            about = f"{notice.ticket.hospital.short_name} · {notice.ticket.title}"
            return about, reverse("console:card_money", args=[notice.ticket.number]) if staff else reverse(
                "portal:quotes"
            )
        room = "console:card" if staff else "portal:ticket"
        if notice.kind in REMOTE:
            room = "console:card_remote" if staff else "portal:card_remote"
        about = f"{notice.ticket.hospital.short_name} · {notice.ticket.title}"
        return about, reverse(room, args=[notice.ticket.number])
    hospital = notice.hospital
    about = f"{hospital.short_name} · {hospital.account_manager.name}" if hospital else ""
    return about, reverse("console:customer", args=[notice.hospital_id]) if staff else reverse("portal:home")


def _of_experts(notice: Notice, staff: bool) -> tuple[str, str]:
    if notice.ticket is None:
        return "", reverse("console:experts" if notice.kind == Kind.CERTIFICATE_ENDS else "console:consultations")
    about = f"{notice.ticket.hospital.short_name} · {notice.ticket.title}"
    return about, reverse("console:card_experts" if staff else "portal:card_experts", args=[notice.ticket.number])


def _may_read(notice: Notice) -> bool:
    if notice.complaint is not None:
        return may_know_of(notice.person, notice.complaint)
    if notice.ticket is not None:
        return may_read(notice.person, notice.ticket)
    if notice.hospital_id is None:
        return notice.person.is_active
    return may_know(notice.person, notice.hospital_id)
