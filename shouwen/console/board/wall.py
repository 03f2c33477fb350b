"""The screen on the wall: a handful of figures, read from across the room. No names of those who called."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shouwen.apps.calls.queries import of_day
from shouwen.apps.complaints.queries import Asked, counts
from shouwen.apps.conversations.queries import waiting
from shouwen.apps.duty.queries import holders
from shouwen.apps.paging.queries import alarms_of
from shouwen.apps.tickets.debts import may_see_debts
from shouwen.apps.tickets.wall_board import cards
from shouwen.console.board.views import GRADES, queue_of
from shouwen.console.frame.guard import reads
from shouwen.policy.posts import PostCode
from shouwen.ui.door import Visit

POSTS = (PostCode.SERVICE_CENTRE, PostCode.FRONTLINE, PostCode.DEVELOPMENT, PostCode.GREEN_LINE)


@reads
def wall(visit: Visit) -> HttpResponse:
    """It has no frame, and so asks nothing about the bell of whoever put it up."""
    found = cards(visit.actor, visit.now)
    held = holders(visit.now, POSTS)
    talks, since = waiting(visit.actor)
    asks = may_see_debts(visit.actor)
    # Whoever is complained of may stand before the screen: the figure is there only when it was asked for.
    shown = asks and visit.GET.get("complaints") == "1"
    return render(
        visit,
        "console/wall.html",
        {
            "at": visit.now,
            "cards": found,
            "grades": [
                (grade, found.by_grade.get(grade, 0), queue_of(state="open", grade=str(grade))) for grade in GRADES
            ],
            "open_url": queue_of(state="open"),
            "late_url": queue_of(clock="late"),
            "oldest_url": reverse("console:card", args=[found.oldest.number]) if found.oldest else "",
            "posts": [(code.value, held.get(code)) for code in POSTS],
            "alarms": alarms_of(visit.actor).filter(ended_at=None).count(),
            "talks": talks,
            "talk_since": since,
            "calls": of_day(visit.actor, timezone.localdate(visit.now)),
            "may_ask": asks,
            "complaints": counts(visit.actor, Asked())["open"] if shown else None,
        },
    )
