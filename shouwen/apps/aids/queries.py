"""What is kept ready, for the desk and for one card."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from shouwen.apps.aids.models import Aid, Listed, Tick, Version
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy import macros
from shouwen.policy.aids import WRITES_AIDS, Kind, fill, steps
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25
# What stands beside a card in `facts_of`.
TOLD = ("hospital", "department", "contact", "module")


@dataclass(frozen=True)
class Page:
    versions: Sequence[Version]
    # The cursor of the next page, "" when this is the last one.
    after: str


@dataclass(frozen=True)
class Step:
    number: int
    words: str
    tick: Tick | None


@dataclass(frozen=True)
class Checklist:
    version: Version
    name: str
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(each.tick is not None for each in self.steps)


def may_write(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & WRITES_AIDS)


def newest() -> QuerySet[Version]:
    """The version of each that counts now."""
    return Version.objects.annotate(last=Max("aid__versions__number")).filter(number=F("last"))


def aids(actor: Actor, kind: str, *, asked: str = "", retired: bool = False, after: str = "", size: int = PAGE) -> Page:
    """By the time of their making, the newest first. Refused: `not_your_role`."""
    if not actor.is_staff:
        raise Refused("not_your_role", act="read_aids")
    rows = _asked(newest().filter(aid__kind=kind, aid__retired_at__isnull=not retired), asked)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(aid__lt=int(after))
    found = list(rows.select_related("aid", "module", "by").order_by("-aid")[: size + 1])
    return Page(found[:size], str(found[size - 1].aid_id) if len(found) > size else "")


def aid_of(actor: Actor, aid_id: int) -> tuple[Aid, Sequence[Version]]:
    """One with every version, the newest first. Refused: `absent`."""
    aid = Aid.objects.filter(pk=aid_id).first() if actor.is_staff else None
    if aid is None:
        raise Refused("absent")
    return aid, list(aid.versions.select_related("module", "by", "aid").prefetch_related("steps"))


def card_of(actor: Actor, number: str) -> Ticket:
    """The card with all that a text may tell of it. Refused: `absent`. One query."""
    ticket = Ticket.objects.for_actor(actor).select_related(*TOLD).filter(number=number).first()
    if ticket is None:
        raise Refused("absent")
    return ticket


def replies_for(ticket: Ticket, asked: str = "", size: int = 20) -> Sequence[Version]:
    """The replies that fit a card: its module's first."""
    rows = _asked(_fitting(newest().filter(aid__kind=Kind.REPLY, aid__retired_at=None), ticket), asked)
    return list(rows.order_by(F("module").asc(nulls_last=True), "name_zh", "pk")[:size])


def reply_of(ticket: Ticket, version_id: int) -> Version | None:
    """One of those that fit, by its id."""
    return _fitting(newest().filter(aid__kind=Kind.REPLY, aid__retired_at=None), ticket).filter(pk=version_id).first()


def macros_for(ticket: Ticket) -> Sequence[Version]:
    """The macros that fit a card: its module's first. One query."""
    rows = _fitting(newest().filter(aid__kind=Kind.MACRO, aid__retired_at=None), ticket)
    return list(rows.order_by(F("module").asc(nulls_last=True), "name_zh", "pk")[:20])


def macro_of(ticket: Ticket, version_id: int) -> Version | None:
    """One of those that fit, by its id; None also when another version is in use by now."""
    return _fitting(newest().filter(aid__kind=Kind.MACRO, aid__retired_at=None), ticket).filter(pk=version_id).first()


def in_use(steps: Iterable[macros.Step]) -> Mapping[int, Version]:
    """The versions that the steps of a macro would send or put on a card, by the aid; a retired one is left out.

    One query when a step names any.
    """
    wanted = {step.number for step in steps if step.do in macros.AIDS}
    rows = newest().filter(aid__in=wanted, aid__retired_at=None) if wanted else Version.objects.none()
    return {each.aid_id: each for each in rows}


def in_use_by_kind(*, english: bool) -> Mapping[str, list[tuple[str, str]]]:
    """Everything that is offered, by kind: the aid's id and its name, to choose from. One query."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = newest().filter(aid__retired_at=None).select_related("aid").order_by("name_zh", "pk")
    for each in rows:
        found.setdefault(each.aid.kind, []).append((str(each.aid_id), name_of(each, english=english)))
    return found


def macro_version(version_id: int) -> Version:
    """One version of a macro with its steps, in use or not. Refused: `absent`."""
    rows = Version.objects.select_related("aid").prefetch_related("steps")
    found = rows.filter(pk=version_id, aid__kind=Kind.MACRO).first()
    if found is None:
        raise Refused("absent")
    return found


def names_of(versions: Iterable[int], *, english: bool) -> Mapping[int, str]:
    """The names of versions, whether or not they are still in use. One query when there is any."""
    wanted = set(versions)
    found = Version.objects.filter(pk__in=wanted) if wanted else Version.objects.none()
    return {each.pk: f"{name_of(each, english=english)} v{each.number}" for each in found}


def checklists_of(ticket: Ticket, *, english: bool) -> Sequence[Checklist]:
    """Those put or begun on this card, in that version, and the others that fit it. Three queries."""
    ticks = list(Tick.objects.filter(ticket=ticket, undone_at=None).select_related("by"))
    listed = Exists(Listed.objects.filter(ticket=ticket, version=OuterRef("pk")))
    begun = list(Version.objects.filter(Q(pk__in={each.version_id for each in ticks}) | listed).order_by("pk"))
    fitting = _fitting(newest().filter(aid__kind=Kind.CHECKLIST, aid__retired_at=None), ticket)
    fresh = fitting.exclude(aid__in={each.aid_id for each in begun}).order_by("name_zh", "pk")
    by_step = {(each.version_id, each.step): each for each in ticks}
    return [_checklist(each, by_step, english=english) for each in (*begun, *fresh[:10])]


def filled(version: Version, ticket: Ticket, agent: User, *, english: bool) -> str:
    """A reply with the facts of a card."""
    return fill(text_of(version, english=english), facts_of(ticket, agent, english=english))


def facts_of(ticket: Ticket, agent: User, *, english: bool) -> Mapping[str, str]:
    """What the variables of a text stand for on a card."""
    module = ticket.module
    return {
        "number": ticket.number,
        "title": ticket.title,
        "hospital": ticket.hospital.name,
        "department": ticket.department.name if ticket.department else "",
        "contact": ticket.contact.name if ticket.contact else ticket.caller_name,
        "module": (module.name_en if english else module.name_zh) if module else "",
        "agent": agent.name,
    }


def text_of(version: Version, *, english: bool) -> str:
    return version.text_en if english and version.text_en else version.text_zh


def name_of(version: Version, *, english: bool) -> str:
    return version.name_en if english and version.name_en else version.name_zh


def _checklist(version: Version, ticks: Mapping[tuple[int, int], Tick], *, english: bool) -> Checklist:
    found = [
        Step(number, words, ticks.get((version.pk, number)))
        for number, words in enumerate(steps(text_of(version, english=english)))
    ]
    return Checklist(version, name_of(version, english=english), found)


def _fitting(rows: QuerySet[Version], ticket: Ticket) -> QuerySet[Version]:
    return rows.filter(Q(module=None) | Q(module=ticket.module_id), card_kind__in=["", ticket.kind])


def _asked(rows: QuerySet[Version], asked: str) -> QuerySet[Version]:
    for word in asked.split()[:5]:
        here = Q(name_zh__icontains=word) | Q(name_en__icontains=word)
        rows = rows.filter(here | Q(text_zh__icontains=word) | Q(text_en__icontains=word))
    return rows
