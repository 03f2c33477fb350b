"""Problem records: one cause behind cards of several hospitals."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.words import title_of
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor

LATELY = timedelta(days=120)
# The first is opened so long ago.
BOUND = timedelta(hours=30)
# So many records; the last one has been solved.
RECORDS = 3


def load_problems(told: Sequence[dict[str, Any]], agent: Actor, developer: Actor, now: datetime) -> None:
    """What most hospitals reported lately, each as a problem with their cards; `told`: the stories' problems."""
    known = {title_of(problem["report"]): problem for problem in told if problem.get("prevention")}
    # Nothing happened on them since: what is told here comes last.
    since = Event.objects.filter(subject_kind="ticket", at__gt=now - BOUND).values("subject_id")
    lately = Ticket.objects.filter(accepted_at__gt=now - LATELY, title__in=list(known)).exclude(pk__in=since)
    titles = lately.values("title").annotate(houses=Count("hospital", distinct=True)).filter(houses__gt=1)
    for turn, row in enumerate(titles.order_by("-houses", "title")[:RECORDS], start=1):
        cards = list({card.hospital_id: card for card in lately.filter(title=row["title"]).order_by("pk")}.values())
        at = now - BOUND + timedelta(hours=2 * turn)
        problem = actions.open_problem(agent, cards[0].number, row["title"], cards[0].module_id, at=at)
        for card in cards[1:4]:
            actions.bind_problem(agent, problem.number, card.number, at=at)
        found = known[row["title"]]
        words = (found["finding"], found["remedy"])
        actions.write_problem(developer, problem.number, *words, known_error=True, at=at + timedelta(hours=1))
        if turn == RECORDS:
            actions.solve_problem(developer, problem.number, found["prevention"], at=at + timedelta(hours=5))
