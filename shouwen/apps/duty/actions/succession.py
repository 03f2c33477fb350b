"""Posts, shifts and unsigned lists pass on because somebody leaves."""

from datetime import datetime

from shouwen.apps.duty import events
from shouwen.apps.duty.models import HandOver, Post, Shift
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor


def hand_on_duty(actor: Actor, leaver: int, successor: int, *, at: datetime) -> None:
    """Part of `departures.leave`, in its transaction. A shift that has begun ends now; the successor goes on."""
    posts = {post.pk: post for post in Post.objects.select_for_update().order_by("pk")}
    for post in posts.values():
        if post.standing_id == leaver:
            post.standing_id = successor
            post.save(update_fields=["standing"])
            events.record(post, events.Code.STANDING, actor, at, person=successor)
    for found in Shift.objects.filter(person=leaver, ends_at__gt=at).order_by("post_id", "starts_at"):
        shift = found
        if found.starts_at < at:
            shift = Shift(post_id=found.post_id, starts_at=at, ends_at=found.ends_at)
            Shift.objects.filter(pk=found.pk).update(ends_at=at)
        shift.person_id = successor
        shift.save()
        events.record(posts[shift.post_id], events.Code.MOVED, actor, at, **events.facts(shift))
    for row in HandOver.objects.select_for_update().filter(receiver=leaver, signed_at=None).order_by("pk"):
        row.receiver_id = successor
        row.save(update_fields=["receiver"])
        append(
            subject=(events.HAND_OVER, row.pk),
            actor=actor.ledger,
            code=events.Code.HANDED_OVER.value,
            at=at,
            receiver=successor,
        )
