"""One's own shifts as a calendar that a phone subscribes to."""

import secrets
from datetime import datetime

from shouwen.apps.duty import events
from shouwen.apps.duty.models import Feed
from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.access import hashed
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def open_feed(actor: Actor, *, at: datetime) -> tuple[Feed, str]:
    """A new address for one's own shifts, and its secret, shown once; an older one ends. Refused: `not_your_role`."""
    if not actor.is_staff:
        raise Refused("not_your_role", act="open_feed")
    secret = secrets.token_urlsafe(32)
    facts = {"digest": hashed(secret), "opened_at": at}
    feed, _new = Feed.objects.select_for_update().update_or_create(person_id=actor.person, defaults=facts)
    _record(feed, events.Code.FEED_OPENED, actor, at)
    return feed, secret


@act
def close_feed(actor: Actor, *, at: datetime) -> None:
    """End one's own address; there may be none."""
    feed = Feed.objects.select_for_update().filter(person=actor.id).first()
    if feed is not None:
        _record(feed, events.Code.FEED_CLOSED, actor, at)
        feed.delete()


def _record(feed: Feed, code: events.Code, actor: Actor, at: datetime) -> None:
    append(subject=(events.FEED, feed.person_id), actor=actor.ledger, code=code.value, at=at)
