"""What a macro's steps name by id: whether it is there, and the person of a team to whom a card goes."""

from datetime import datetime

from django.db.models import Count, Q

from shouwen.apps.aids.models import Aid
from shouwen.apps.aids.queries import name_of, newest
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import Team, User
from shouwen.apps.people.queries import away, qualified, qualified_staff
from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.macros import AIDS, Do, Step
from shouwen.policy.refusal import Refused


def check_there(step: Step, field: str) -> None:
    """Refused with `field`: `absent`. One query for a step that names something."""
    do = Do(step.do)
    if do in AIDS:
        there = Aid.objects.filter(pk=step.number, kind=AIDS[do], retired_at=None).exists()
    elif do is Do.MODULE:
        there = Module.objects.filter(pk=step.number).exists()
    elif do is Do.TEAM:
        there = Team.objects.filter(pk=step.number, dissolved_on=None).exists()
    else:
        there = do is not Do.OFFER or qualified(step.number) is not None
    if not there:
        raise Refused("absent", field=field)


def last_name(step: Step, *, english: bool) -> str:
    """What a step names by id, as it was called last, also when it was retired or has left. One query."""
    do = Do(step.do)
    if do in AIDS:
        return next((name_of(each, english=english) for each in newest().filter(aid=step.number)), "")
    if do is Do.OFFER:
        return next(iter(User.objects.filter(pk=step.number).values_list("name", flat=True)), "")
    rows = Team.objects if do is Do.TEAM else Module.objects
    names = rows.filter(pk=step.number).values_list("name_zh", "name_en").first() or ("", "")
    return names[1] if english and names[1] else names[0]


def least_busy(team_id: int, but: int | None, at: datetime) -> User:
    """Whoever of a team is here, may work on cards and has the fewest open ones in his hands.

    Refused: `nobody_of_team`. Four queries.
    """
    out = away(at)
    members = {
        user.pk: user
        for user in qualified_staff()
        if user.pk not in out and user.pk != but
    }  # fmt: skip
    mine = User.objects.filter(pk__in=members, memberships__team=team_id, memberships__team__dissolved_on=None)
    ids = list(mine.values_list("pk", flat=True))
    if not ids:
        raise Refused("nobody_of_team")
    busy = Ticket.objects.filter(Q(handler__in=ids), state__in=LIVE).order_by().values_list("handler")
    load = dict(busy.annotate(n=Count("pk")))
    return members[min(ids, key=lambda pk: (load.get(pk, 0), pk))]
