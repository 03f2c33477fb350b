"""The service centre is on the rota 7×24; a hole is told of, once a day."""

from datetime import datetime

from django.utils import timezone

from shouwen.apps.duty import events
from shouwen.apps.duty.models import Post
from shouwen.apps.duty.queries import SERVICE_CENTRE, holes_ahead, midnight
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.roles import SYSTEM


@act
def warn_of_holes(*, at: datetime) -> int:
    """Tell once a day of the hours in the coming two weeks that nobody is on the rota for (clause duty.no_gap).

    How many holes were told of; 0 when there is none, or when today's were told of already.
    """
    post = Post.objects.select_for_update().filter(code=SERVICE_CENTRE).first()
    if post is None:
        return 0
    today = midnight(timezone.localdate(at))
    said = Event.objects.filter(subject_kind=events.SUBJECT, subject_id=post.pk, code=events.Code.HOLES.value)
    if said.filter(at__gte=today).exists():
        return 0
    found = holes_ahead(SERVICE_CENTRE, at)
    if found:
        first = found[0]
        minutes = sum(int((hole.ends_at - hole.starts_at).total_seconds()) // 60 for hole in found)
        facts = {"holes": len(found), "minutes": minutes, "first": first.starts_at.isoformat()}
        events.record(post, events.Code.HOLES, SYSTEM, at, **facts)
    return len(found)
