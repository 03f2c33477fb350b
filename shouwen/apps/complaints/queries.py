"""Reading complaints, as each may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shouwen.apps.complaints.access import bond, staff_with_roles, ties
from shouwen.apps.complaints.events import SUBJECT
from shouwen.apps.complaints.models import Accused, Complaint, ComplaintFile, Word
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.ledger.models import Event
from shouwen.apps.originals.models import Original
from shouwen.apps.people.models import User
from shouwen.policy.complaint import ENDED, OPEN, Act, Grade, Kind, State, independent, refusal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25
VIEWS = ("open", "mine", "settled", "all")


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed; each is one of a few codes, or empty."""

    view: str = "open"
    kind: str = ""
    grade: str = ""
    hospital: int | None = None
    words: str = ""

    @staticmethod
    def of(given: Mapping[str, str]) -> "Asked":
        """From address parameters: what is not one of the list is as if it were not there."""
        view, kind, grade = given.get("view", ""), given.get("kind", ""), given.get("grade", "")
        hospital = given.get("hospital", "")
        return Asked(
            view=view if view in VIEWS else "open",
            kind=kind if kind in set(Kind) else "",
            grade=grade if grade in set(Grade) else "",
            hospital=int(hospital) if hospital.isascii() and hospital.isdigit() and len(hospital) < 16 else None,
            words=given.get("q", "").replace("\x00", "").strip()[:40],
        )

    @property
    def in_address(self) -> dict[str, str]:
        asked = {"view": self.view, "kind": self.kind, "grade": self.grade, "q": self.words}
        asked["hospital"] = str(self.hospital) if self.hospital is not None else ""
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Page:
    complaints: Sequence[Complaint]
    after: str


def page(actor: Actor, asked: Asked, after: str = "", *, size: int = PAGE) -> Page:
    """Newest first. One query."""
    rows = Complaint.objects.for_actor(actor).filter(_narrowed(actor, asked))
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    rows = rows.select_related("hospital", "handler", "ticket").order_by("-pk")
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def counts(actor: Actor, asked: Asked) -> dict[str, int]:
    """How many each view holds, narrowed as it is. One query."""
    wanted = Complaint.objects.for_actor(actor).filter(_narrowed(actor, replace(asked, view="all")))
    return wanted.aggregate(**{view: Count("pk", filter=_of_view(actor, view)) for view in VIEWS})


def _narrowed(actor: Actor, asked: Asked) -> Q:
    wanted = _of_view(actor, asked.view)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.grade:
        wanted &= Q(grade=asked.grade)
    if asked.hospital is not None:
        wanted &= Q(hospital=asked.hospital)
    if asked.words:
        words = asked.words
        wanted &= Q(number__endswith=words) | Q(text__icontains=words) | Q(hospital__name__icontains=words)
    return wanted


def _of_view(actor: Actor, view: str) -> Q:
    if view == "open":
        return Q(state__in=[state.value for state in OPEN])
    if view == "mine":
        return Q(handler=actor.id) & Q(archived_at=None)
    if view == "settled":
        return Q(state__in=[state.value for state in ENDED])
    return Q(pk__gte=0)


def may_do(actor: Actor, complaint: Complaint) -> frozenset[Act]:
    """The acts that this person may do on it now. Three queries."""
    tied = bond(complaint)
    return frozenset(act for act in Act if refusal(act, actor, State(complaint.state), tied) is None)


def story(complaint: Complaint) -> list[Event]:
    """Its own chain, oldest first. One query."""
    return list(Event.objects.filter(subject_kind=SUBJECT, subject_id=complaint.pk).order_by("seq"))


def names_in(events: Sequence[Event]) -> dict[int, str]:
    """The names of everybody who did something in a story, or whom it names. One query."""
    ids = {event.actor_id for event in events}
    for role in ("handler", "person"):
        ids |= {event.data.get(role) for event in events}
    return dict(User.objects.filter(pk__in=[pk for pk in ids if pk is not None]).values_list("pk", "name"))


def reasons_in(complaint: Complaint) -> dict[int, str]:
    """Why somebody was named or cleared, by the row. One query."""
    return dict(complaint.namings.values_list("pk", "reason"))


def candidates(complaint: Complaint, at: datetime) -> list[User]:
    """Who may look into it, by name."""
    tied = ties(complaint, at)
    found = []
    for pk, (person, roles) in staff_with_roles().items():
        try:
            independent(pk, roles, tied)
        except Refused:
            continue
        found.append(person)
    return found


def known_to(hospital: Hospital, card_people: Sequence[int | None] = ()) -> list[User]:
    """Our people whom a hospital knows, for it to choose from: who stands for it, who sits there, who had its card."""
    ids = {hospital.account_manager_id, hospital.deputy_id, *card_people}
    ids |= set(Posting.objects.filter(hospital=hospital, until=None).values_list("engineer_id", flat=True))
    rows = User.objects.filter(pk__in=[pk for pk in ids if pk is not None], kind=User.Kind.STAFF, is_active=True)
    return list(rows.order_by("name", "pk"))


def files_seen(actor: Actor, complaint: Complaint) -> QuerySet[ComplaintFile]:
    """The files of a complaint that this person was shown already: a customer's not of what is said among us."""
    rows = ComplaintFile.objects.filter(complaint=complaint).select_related("file")
    return rows if actor.is_staff else rows.exclude(word__audience=Word.Audience.INTERNAL)


def file_of(actor: Actor, number: str, file_id: UUID) -> ComplaintFile:
    """One file, for whoever may know of the complaint. Refused: `absent`."""
    complaint = Complaint.objects.for_actor(actor).filter(number=number).first()
    found = files_seen(actor, complaint).filter(file=file_id).first() if complaint else None
    if found is None:
        raise Refused("absent")
    return found


def original_of(actor: Actor, complaint: Complaint, original_id: UUID) -> Original:
    """What a file of the complaint was, without its content. Staff only. Refused: `absent`."""
    rows = ComplaintFile.objects.filter(complaint=complaint, file__original=original_id)
    found = Original.objects.filter(pk=original_id, pk__in=rows.values("file__original")).first()
    if found is None or not actor.is_staff:
        raise Refused("absent")
    return found


def about(actor: Actor) -> list[str]:
    """The numbers of the complaints about this person: what must not be shown to him anywhere. One query."""
    return list(Accused.objects.filter(person=actor.id).values_list("complaint__number", flat=True))
