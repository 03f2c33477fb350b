"""Originals that can still be opened, and the list of who opened one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shouwen.apps.originals.access import may_open, may_read_openings
from shouwen.apps.originals.models import Opening, Original
from shouwen.apps.originals.sealing import unseal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25


@dataclass(frozen=True)
class Page:
    openings: Sequence[Opening]
    # The cursor of the next page, "" when this is the last one.
    after: str


@dataclass(frozen=True)
class Stock:
    """What is kept now: how many, and when the next one goes."""

    kept: int
    next_at: datetime | None


def content_of(original: Original) -> bytes:
    """As it came: for who was let in, or for the machine that moves it. Refused: `original_deleted`,
    `original_key_missing`."""
    if original.deleted_at is not None:
        raise Refused("original_deleted")
    return unseal(original.pk, original.key, bytes(original.sealed))


def opened_content(actor: Actor, original: Original, now: datetime) -> bytes:
    """What this person has opened, while it is open; that he may know of the original is asked before.

    Refused: `not_your_role`, `original_closed`, `original_deleted`, `original_key_missing`.
    """
    if not may_open(actor, now):
        raise Refused("not_your_role", act="open_original")
    if live_opening(actor, original.pk, now) is None:
        raise Refused("original_closed")
    return content_of(original)


def live_opening(actor: Actor, original_id: UUID, at: datetime) -> Opening | None:
    """This person's own opening, as long as it lasts."""
    rows = Opening.objects.filter(original=original_id, person=actor.person, at__lte=at, until__gt=at)
    return rows.order_by("-until").first()


def openings_of(original_id: UUID) -> Sequence[Opening]:
    """Who opened it, the newest first, twenty at most."""
    return list(Opening.objects.filter(original=original_id).select_related("person")[:20])


def openings(actor: Actor, after: str = "", *, number: str = "", but: Collection[str] = (), size: int = PAGE) -> Page:
    """Everybody's openings, the newest first, less those on what this person must not know of (`but`: their numbers).

    Refused: `not_your_role`.
    """
    if not may_read_openings(actor):
        raise Refused("not_your_role", act="read_openings")
    rows = Opening.objects.select_related("person", "original").order_by("-pk")
    if but:
        rows = rows.exclude(number__in=but)
    if number:
        rows = rows.filter(number=number.strip().upper()[:24])
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.defer("original__sealed")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def stock() -> Stock:
    """Two queries."""
    rows = Original.objects.filter(deleted_at=None)
    first = rows.order_by("expires_at").values_list("expires_at", flat=True).first()
    return Stock(rows.count(), first)
