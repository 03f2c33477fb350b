"""Codes that posts and hand-over lists write into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.duty.models import Post, Shift
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "post"
HAND_OVER = "hand_over"
FEED = "duty_feed"


class Code(StrEnum):
    STANDING = "post.standing"
    PUT_ON = "post.put_on"
    MOVED = "post.moved"
    TAKEN_OFF = "post.taken_off"
    SWAPPED = "post.swapped"
    SWAP_ASKED = "post.swap_asked"
    SWAP_ANSWERED = "post.swap_answered"
    SWAP_WITHDRAWN = "post.swap_withdrawn"
    COPIED = "post.week_copied"
    # Hours of the coming two weeks that nobody is on the rota for.
    HOLES = "post.holes"
    FEED_OPENED = "feed.opened"
    FEED_CLOSED = "feed.closed"
    HANDED_OVER = "hand_over.written"
    SIGNED = "hand_over.signed"


def record(post: Post, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the post's chain; its row is locked by the act."""
    append(subject=(SUBJECT, post.pk), actor=actor.ledger, code=code.value, at=at, **data)


def facts(shift: Shift) -> dict[str, object]:
    """A shift as an event tells it."""
    return {
        "shift": shift.pk,
        "person": shift.person_id,
        "starts": shift.starts_at.isoformat(),
        "ends": shift.ends_at.isoformat(),
    }
