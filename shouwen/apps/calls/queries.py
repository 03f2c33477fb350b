"""Reading calls: the list, what rings now, and the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from shouwen.apps.calls.models import Call
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role
from shouwen.policy.setting import FCR_DAYS
from shouwen.policy.tally import Calls, Taken, calls, returns
from shouwen.policy.telephone import Outcome

PAGE = 30
# Of one card; more than that is a quarrel, and the list of calls tells it.
MOST_OF_CARD = 50
# A call that rings or lasts is shown for so long at most: an exchange may forget to tell its end.
LIVE_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class Asked:
    """The period, and whose calls."""

    first: date
    last: date
    hospital: int | None = None
    agent: int | None = None
    ended: str = ""

    @staticmethod
    def of(given: Mapping[str, str], today: date) -> "Asked":
        """From address parameters; without days the last thirty."""
        last = _day(given.get("until", "")) or today
        first = _day(given.get("from", "")) or last - timedelta(days=30)
        first, last = min(first, last), max(first, last)
        ended = given.get("ended", "")
        return Asked(
            first,
            last,
            _number(given.get("hospital", "")),
            _number(given.get("agent", "")),
            ended if ended in {"answered", "lost"} else "",
        )

    @property
    def in_address(self) -> dict[str, str]:
        asked = {"from": self.first.isoformat(), "until": self.last.isoformat(), "ended": self.ended}
        asked |= {"hospital": str(self.hospital or ""), "agent": str(self.agent or "")}
        return {name: told for name, told in asked.items() if told}


@dataclass(frozen=True)
class Page:
    calls: Sequence[Call]
    after: str


def page(actor: Actor, asked: Asked, after: str = "", *, size: int = PAGE) -> Page:
    """Newest first. One query."""
    rows = _rows(actor, asked)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    rows = rows.select_related("hospital", "contact", "agent", "ticket").order_by("-offered_at", "-pk")
    found = list(rows[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def find(actor: Actor, call_id: int) -> Call:
    """Refused: `absent`."""
    rows = Call.objects.for_actor(actor).select_related("hospital", "contact", "agent", "ticket", "recorded_by")
    found = rows.filter(pk=call_id).first()
    if found is None:
        raise Refused("absent")
    return found


def known(name: str, *, of_exchange: bool) -> bool:
    """Whether a call of this name is on record: from a file, or from the exchange itself."""
    names = [f"file:{name}", f"exchange:{name}"] if of_exchange else [f"file:{name}"]
    return Call.objects.filter(known_as__in=names).exists()


def ringing(actor: Actor, now: datetime) -> list[Call]:
    """What is offered to this person and not ended yet, the newest first. One query."""
    rows = Call.objects.filter(agent=actor.id, ended_at=None, offered_at__gt=now - LIVE_FOR)
    return list(rows.select_related("hospital", "contact", "ticket").order_by("-offered_at")[:3])


def of_card(ticket: Ticket) -> list[Call]:
    """The calls about a card that the reader was shown already, oldest first. One query."""
    return list(Call.objects.filter(ticket=ticket).select_related("agent").order_by("offered_at", "pk")[:MOST_OF_CARD])


@dataclass(frozen=True)
class Row:
    name: str
    figures: Calls


@dataclass(frozen=True)
class Figures:
    whole: Calls
    inside: Calls
    outside: Calls
    days: Sequence[Row]
    hospitals: Sequence[Row]
    agents: Sequence[Row]
    window: int


def figures(actor: Actor, asked: Asked, now: datetime) -> Figures:
    """Of the period. Agents are told apart for those who lead and for the auditor; anybody else finds himself. Three
    queries."""
    window = value(FCR_DAYS, now)
    until = _midnight(asked.last + timedelta(days=1))
    after = Call.objects.for_actor(actor).filter(offered_at__gte=until, offered_at__lt=until + timedelta(days=window))
    later = [taken for taken, *_ in _taken(after)]
    rows = _taken(_rows(actor, asked))
    leads = bool(actor.roles & {Role.DIRECTOR, Role.AUDITOR})

    # Whether something came back is told by all calls, not by those of one day or agent alone.
    known = returns([*(row[0] for row in rows), *later], window * 86_400)

    def of(found: Sequence[Taken]) -> Calls:
        return calls(found, window * 86_400, known=known)

    def by(place: int) -> list[Row]:
        parts: dict[str, list[Taken]] = {}
        for row in rows:
            if row[place]:
                parts.setdefault(str(row[place]), []).append(row[0])
        return [Row(name, of(found)) for name, found in sorted(parts.items())]

    return Figures(
        whole=of([row[0] for row in rows]),
        inside=of([row[0] for row in rows if row[4]]),
        outside=of([row[0] for row in rows if not row[4]]),
        days=by(1)[::-1],
        hospitals=by(2),
        agents=[row for row in by(3) if leads or row.name == actor.name],
        window=window,
    )


def of_day(actor: Actor, day: date) -> Calls:
    """What came in on a day, without what came back of it. One query."""
    return calls([row[0] for row in _taken(_rows(actor, Asked(day, day)))], 0)


def _taken(rows: QuerySet[Call]) -> list[tuple[Taken, str, str, str, bool]]:
    """With its day, hospital, agent, and whether it came in service hours."""
    found = []
    for row in rows.values_list(
        "offered_at", "answered_at", "ended_at", "wrapped_at", "number", "hospital", "hospital__short_name",
        "agent__name", "ticket", "ticket__module", "outcome", "in_hours",
    ):  # fmt: skip
        offered, answered, ended, wrapped, number, house, name, agent, ticket, module, outcome, inside = row
        # One issue: a hospital's module; of an unknown hospital, or without a card, its number.
        issue = f"{house}:{module}" if house and ticket and module else f"number:{number}" if number else ""
        taken = Taken(
            _seconds(offered) or 0,
            _seconds(answered),
            _seconds(ended),
            _seconds(wrapped),
            issue,
            outcome == Outcome.AT_ONCE,
        )
        found.append((taken, timezone.localtime(offered).strftime("%Y-%m-%d"), name or "", agent or "", inside))
    return found


def _rows(actor: Actor, asked: Asked) -> QuerySet[Call]:
    start, end = _midnight(asked.first), _midnight(asked.last + timedelta(days=1))
    wanted = Q(offered_at__gte=start, offered_at__lt=end)
    if asked.hospital is not None:
        wanted &= Q(hospital=asked.hospital)
    if asked.agent is not None:
        wanted &= Q(agent=asked.agent)
    if asked.ended == "answered":
        wanted &= Q(answered_at__isnull=False)
    if asked.ended == "lost":
        wanted &= Q(answered_at=None, ended_at__isnull=False)
    return Call.objects.for_actor(actor).filter(wanted)


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  made aware here
