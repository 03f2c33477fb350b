"""Who is on duty."""

from datetime import datetime

from shouwen.apps.duty.models import Post, Shift
from shouwen.apps.people.models import User

SERVICE_CENTRE = "service_centre"


def on_duty(post: str, at: datetime) -> User | None:
    """The person who holds a post at an instant: the shift's, else the post's standing one, if still employed."""
    shift = (
        Shift.objects.filter(post__code=post, starts_at__lte=at, ends_at__gt=at, person__is_active=True)
        .select_related("person")
        .order_by("-starts_at", "pk")
        .first()
    )
    if shift:
        return shift.person
    seat = Post.objects.filter(code=post, standing__is_active=True).select_related("standing").first()
    return seat.standing if seat else None
