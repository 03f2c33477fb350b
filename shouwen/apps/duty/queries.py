"""Who is on duty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet
from django.utils import timezone

from shouwen.apps.duty.models import Feed, HandOver, Post, Shift, SwapAsk
from shouwen.apps.people.access import hashed
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import away
from shouwen.apps.prepared import Prepared
from shouwen.policy.posts import PostCode
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import PLANS_ROTA, Actor, Role
from shouwen.policy.roster import AHEAD, Hole, holes
from shouwen.policy.stand_in import stand_in

SERVICE_CENTRE = PostCode.SERVICE_CENTRE.value
PAGE = 30
WEEK = timedelta(days=7)
MOST_SHIFTS = 500


@dataclass(frozen=True)
class Holder:
    """Who holds a post at an instant. `planned`: whose turn it is; another stands in while he is out of office."""

    person: User
    planned: User
    # None: no shift covers the hour, and the standing person answers.
    shift: Shift | None


def on_duty(post: str, at: datetime) -> User | None:
    """The person who holds a post at an instant: the shift's, else the standing one; or who stands in for him."""
    holder = holders(at, [post]).get(post)
    return holder.person if holder else None


def holders(at: datetime, codes: Sequence[str] = tuple(PostCode)) -> Mapping[str, Holder]:
    """Who holds each of these posts now; a post nobody has set up is left out.

    Two queries, however many posts, and one more while somebody stands in.
    """
    rows: list[Any] = _POSTS.ask(tuple(codes), at=at)
    posts: dict[str, Post] = {row.code: row for row in rows}
    shifts: dict[str, list[Shift]] = {code: [] for code in posts}
    for row in rows:
        covering = getattr(row, "covering", None)
        if covering is not None and covering.person.is_active:
            shifts[row.code].append(covering)
    out = away(at)
    found = {code: _held(post, shifts[code], out) for code, post in posts.items()}
    people = {post.standing_id: post.standing for post in posts.values()}
    people |= {shift.person_id: shift.person for of_post in shifts.values() for shift in of_post}
    others = [held[0] for held in found.values() if held and held[0] not in people]
    if others:
        people |= User.objects.in_bulk(others)
    return {
        code: Holder(people[held[0]], people[held[1]], held[2])
        for code, held in found.items()
        if held and people[held[0]].is_active
    }


def _build_posts(shape: Sequence[str], at: datetime) -> QuerySet[Post]:
    this_hour = Q(shifts__starts_at__lte=at, shifts__ends_at__gt=at)
    return (
        Post.objects.filter(code__in=shape)
        .annotate(covering=FilteredRelation("shifts", condition=this_hour))
        .select_related("standing", "covering__person")  # type: ignore[misc]  # not known to the types: an annotation
        .order_by("-covering__starts_at", "covering__pk")
    )


_POSTS = Prepared(_build_posts)


def _held(post: Post, shifts: Sequence[Shift], out: Mapping[int, int | None]) -> tuple[int, int, Shift | None] | None:
    """Who answers, whose turn it is, and by which shift. A standing person who is out answers when nobody stands in."""
    for shift in shifts:
        there = stand_in(shift.person_id, out)
        if there is not None:
            return there, shift.person_id, shift
    if not post.standing.is_active:
        return None
    return stand_in(post.standing_id, out) or post.standing_id, post.standing_id, None


def may_plan(actor: Actor) -> bool:
    """Who draws up the rota."""
    return actor.is_staff and bool(actor.roles & PLANS_ROTA)


def week_of(text: str, now: datetime) -> date:
    """The Monday of the week of a day given as text; of this week when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localtime(now).date()
    if not 2000 <= day.year < 2200:
        day = timezone.localtime(now).date()
    return day - timedelta(days=day.weekday())


def midnight(day: date) -> datetime:
    """The instant at which a day begins at the desk."""
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Span:
    """A piece of a day of a post: a shift, or a gap in which the standing person answers."""

    starts_at: datetime
    ends_at: datetime
    shift: Shift | None


@dataclass(frozen=True)
class Row:
    """One post's week: the standing person, and the pieces of each of the seven days."""

    code: str
    standing: User | None
    days: Sequence[Sequence[Span]]


def rota(monday: date) -> list[Row]:
    """The week from a Monday, every post, without holes. Two queries."""
    until = midnight(monday + WEEK)
    planned = Shift.objects.filter(starts_at__lt=until, ends_at__gt=midnight(monday)).select_related("person")
    posts = {
        post.code: post
        for post in Post.objects.select_related("standing").prefetch_related(
            Prefetch("shifts", planned.order_by("starts_at", "pk"), to_attr="planned")
        )
    }
    rows = []
    for code in PostCode:
        post = posts.get(code.value)
        shifts: list[Shift] = getattr(post, "planned", [])
        days = [_day(monday + timedelta(days=number), shifts) for number in range(7)]
        rows.append(Row(code.value, post.standing if post else None, days))
    return rows


def _day(day: date, shifts: Sequence[Shift]) -> list[Span]:
    cursor, end = midnight(day), midnight(day + timedelta(days=1))
    pieces: list[Span] = []
    for shift in shifts:
        starts, ends = max(shift.starts_at, cursor), min(shift.ends_at, end)
        if starts >= ends:
            continue
        if starts > cursor:
            pieces.append(Span(cursor, starts, None))
        pieces.append(Span(starts, ends, shift))
        cursor = ends
    if cursor < end:
        pieces.append(Span(cursor, end, None))
    return pieces


def holes_ahead(code: str, at: datetime) -> Sequence[Hole]:
    """The hours of the coming two weeks that nobody is on the rota of a post for. One query."""
    until = at + AHEAD
    rows = Shift.objects.filter(post__code=code, ends_at__gt=at, starts_at__lt=until)
    return holes(rows.values_list("starts_at", "ends_at"), at, until)


def shifts_of_feed(secret: str, at: datetime) -> tuple[User, list[Shift]] | None:
    """Whose address this is, and his shifts from a week ago on; None for an address that is none. Two queries."""
    feed = Feed.objects.select_related("person").filter(digest=hashed(secret), person__is_active=True).first()
    if feed is None:
        return None
    rows = Shift.objects.filter(person=feed.person_id, ends_at__gt=at - WEEK).select_related("post")
    return feed.person, list(rows.order_by("starts_at", "pk")[:MOST_SHIFTS])


def feed_of(actor: Actor) -> Feed | None:
    """One's own address, which says only since when there is one."""
    return Feed.objects.filter(person=actor.id).first()


def shift_of(shift_id: int) -> Shift:
    """A shift with its post and person; `Refused("absent")` when there is none."""
    shift = Shift.objects.filter(pk=shift_id).select_related("post", "person").first()
    if shift is None:
        raise Refused("absent")
    return shift


def coming_shifts(at: datetime, but: int, *, limit: int = 60) -> list[Shift]:
    """Shifts that are not over, of every post, the next first: to choose one to swap with."""
    rows = Shift.objects.filter(ends_at__gt=at).exclude(pk=but).select_related("post", "person")
    return list(rows.order_by("starts_at", "pk")[:limit])


def asked_of(actor: Actor, at: datetime) -> list[SwapAsk]:
    """Who wants to swap a shift with this person, and has no answer yet; neither shift has begun. One query."""
    rows = SwapAsk.objects.filter(of=actor.id, answer="", shift__starts_at__gt=at, other__starts_at__gt=at)
    return list(rows.select_related("by", "shift__post", "other__post").order_by("shift__starts_at", "pk"))


def asks_of(shift: Shift) -> list[SwapAsk]:
    """What was asked for with this shift, the newest first."""
    return list(shift.asks.select_related("of", "other__post").order_by("-pk")[:10])


def hand_overs(actor: Actor, *, size: int = PAGE) -> list[HandOver]:
    """The lists that this person gave or is to sign; a director and an auditor see everybody's. Newest first."""
    rows = HandOver.objects.select_related("giver", "receiver")
    if not actor.roles & {Role.DIRECTOR, Role.AUDITOR}:
        rows = rows.filter(Q(giver=actor.id) | Q(receiver=actor.id))
    return list(rows[:size])


def hand_over_of(actor: Actor, pk: int) -> HandOver:
    """One list, if this person may read it; else `Refused("absent")`."""
    row = HandOver.objects.select_related("giver", "receiver").filter(pk=pk).first()
    mine = row is not None and actor.id in {row.giver_id, row.receiver_id}
    if row is None or not (mine or actor.roles & {Role.DIRECTOR, Role.AUDITOR}):
        raise Refused("absent")
    return row
