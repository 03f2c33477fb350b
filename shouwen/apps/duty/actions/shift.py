"""The rota: a person on a shift, moved, taken off, swapped. One person a post at a time; the past stays as it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from shouwen.apps.duty import events
from shouwen.apps.duty.models import Post, Shift
from shouwen.apps.duty.queries import WEEK, may_plan, midnight
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.policy.posts import PostCode
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Plan:
    """Who, and from when until when, not including it."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@act
def stand(actor: Actor, code: str, person_id: int, *, at: datetime) -> Post:
    """Name who answers at a post whenever no shift covers the hour (clause acceptance.always); makes the post.

    Refused: `not_your_role`; with `field`: `unknown_choice`, `absent`.
    """
    _plans(actor, "stand")
    if code not in set(PostCode):
        raise Refused("unknown_choice", field="post")
    person = _colleague(person_id)
    post = Post.objects.select_for_update().filter(code=code).first() or Post(code=code)
    if post.standing_id != person.pk:
        post.standing = person
        post.save()
        events.record(post, events.Code.STANDING, actor, at, person=person.pk)
    return post


@act
def put_on(actor: Actor, code: str, plan: Plan, *, at: datetime) -> Shift:
    """Put a person on a shift.

    Refused: `not_your_role`; with `field`: `unknown_choice`, `absent`, `ends_before_it_starts`, `too_long`,
    `shift_is_past`, `shift_overlaps`.
    """
    _plans(actor, "put_on")
    post = Post.objects.select_for_update().filter(code=code).first()
    if post is None:
        raise Refused("unknown_choice", field="post")
    shift = Shift(post=post, person=_colleague(plan.person_id), starts_at=plan.starts_at, ends_at=plan.ends_at)
    _fits(shift, at)
    shift.save()
    events.record(post, events.Code.PUT_ON, actor, at, **events.facts(shift))
    return shift


@act
def move(actor: Actor, shift_id: int, plan: Plan, *, at: datetime) -> Shift:
    """Give a shift other times, or another person. Of one that has begun only the end may still move.

    Refused: `not_your_role`, `absent`, `shift_is_over`, `shift_has_begun`; with `field` as `put_on`.
    """
    _plans(actor, "move")
    shift = _locked(shift_id, at)
    begun = shift.starts_at <= at
    if begun and (plan.starts_at != shift.starts_at or plan.person_id != shift.person_id):
        raise Refused("shift_has_begun")
    shift.person = _colleague(plan.person_id)
    shift.starts_at, shift.ends_at = plan.starts_at, plan.ends_at
    _fits(shift, at, begun=begun)
    shift.save()
    events.record(shift.post, events.Code.MOVED, actor, at, **events.facts(shift))
    return shift


@act
def take_off(actor: Actor, shift_id: int, *, at: datetime) -> Post:
    """Remove a shift; one that has begun ends now. Refused: `not_your_role`, `absent`, `shift_is_over`."""
    _plans(actor, "take_off")
    shift = _locked(shift_id, at)
    told = events.facts(shift)
    if shift.starts_at < at:
        shift.ends_at = at
        shift.save(update_fields=["ends_at"])
    else:
        shift.delete()
    events.record(shift.post, events.Code.TAKEN_OFF, actor, at, **told)
    return shift.post


@act
def swap(actor: Actor, shift_id: int, other_id: int, *, at: datetime) -> tuple[Shift, Shift]:
    """Two people take each other's shifts; neither has begun.

    Refused: `not_your_role`, `absent`, `shift_is_over`, `shift_has_begun`; with `field`: `absent`, `itself_shift`.
    """
    _plans(actor, "swap")
    one, other = two_to_come(shift_id, other_id, at)
    exchange(actor, one, other, at)
    return one, other


def two_to_come(shift_id: int, other_id: int, at: datetime) -> tuple[Shift, Shift]:
    """Two different shifts that have not begun, their posts locked.

    Refused: `absent`, `shift_is_over`, `shift_has_begun`; with `field`: `absent`, `itself_shift`.
    """
    if shift_id == other_id:
        raise Refused("itself_shift", field="other")
    if not Shift.objects.filter(pk=other_id).exists():
        raise Refused("absent", field="other")
    _lock_posts(Shift.objects.filter(pk__in=[shift_id, other_id]).values_list("post_id", flat=True))
    one, other = _locked(shift_id, at), _locked(other_id, at)
    if one.starts_at <= at or other.starts_at <= at:
        raise Refused("shift_has_begun")
    return one, other


def exchange(actor: Actor, one: Shift, other: Shift, at: datetime) -> None:
    """Each takes the other's. Refused with `field`: `absent`, of somebody who has left."""
    one.person, other.person = _colleague(other.person_id), _colleague(one.person_id)
    for shift in (one, other):
        shift.save(update_fields=["person"])
        events.record(shift.post, events.Code.SWAPPED, actor, at, **events.facts(shift))


@act
def copy_week(actor: Actor, monday: date, *, at: datetime) -> int:
    """Put last week's shifts into this one, wherever the post is free then and the hour is still to come.

    How many were put. People who have left are left out. Refused: `not_your_role`, `nothing_to_copy`.
    """
    _plans(actor, "copy_week")
    start = midnight(monday)
    rows = Shift.objects.filter(starts_at__gte=start - WEEK, starts_at__lt=start, person__is_active=True)
    former = list(rows.select_related("post").order_by("post_id", "starts_at"))
    posts = _lock_posts(shift.post_id for shift in former)
    copied: dict[int, list[Shift]] = {}
    for shift in former:
        new = Shift(
            post=posts[shift.post_id],
            person_id=shift.person_id,
            starts_at=shift.starts_at + WEEK,
            ends_at=shift.ends_at + WEEK,
        )
        if new.starts_at >= at and not _overlapping(new).exists():
            new.save()
            copied.setdefault(shift.post_id, []).append(new)
    if not copied:
        raise Refused("nothing_to_copy")
    for post_id, shifts in copied.items():
        events.record(
            posts[post_id], events.Code.COPIED, actor, at, week=monday.isoformat(), shifts=[each.pk for each in shifts]
        )
    return sum(map(len, copied.values()))


def _plans(actor: Actor, act_: str) -> None:
    if not may_plan(actor):
        raise Refused("not_your_role", act=act_)


def _colleague(person_id: int) -> User:
    person = User.objects.filter(pk=person_id, kind=User.Kind.STAFF, is_active=True).first()
    if person is None:
        raise Refused("absent", field="person")
    return person


def _lock_posts(ids: Iterable[int]) -> dict[int, Post]:
    return {post.pk: post for post in Post.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")}


def _locked(shift_id: int, at: datetime) -> Shift:
    """A shift that is not over, its post locked."""
    found = Shift.objects.filter(pk=shift_id).first()
    if found is None:
        raise Refused("absent")
    posts = _lock_posts([found.post_id])
    shift = Shift.objects.filter(pk=shift_id).first()
    if shift is None:
        raise Refused("absent")
    if shift.ends_at <= at:
        raise Refused("shift_is_over")
    shift.post = posts[shift.post_id]
    return shift


def _fits(shift: Shift, at: datetime, *, begun: bool = False) -> None:
    if shift.ends_at <= shift.starts_at:
        raise Refused("ends_before_it_starts", field="ends_at")
    if shift.ends_at - shift.starts_at > LONGEST:
        raise Refused("too_long", field="ends_at", days=LONGEST.days)
    if shift.ends_at <= at or (shift.starts_at < at and not begun):
        raise Refused("shift_is_past", field="ends_at" if begun else "starts_at")
    if _overlapping(shift).exists():
        raise Refused("shift_overlaps", field="starts_at")


def _overlapping(shift: Shift) -> QuerySet[Shift]:
    rows = Shift.objects.filter(post=shift.post, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
    return rows.exclude(pk=shift.pk) if shift.pk else rows
