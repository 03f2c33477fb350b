"""Reading problem records, as staff may."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from shouwen.apps.tickets.models import Problem, Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25
CARDS = 50


@dataclass(frozen=True)
class Page:
    problems: Sequence[Problem]
    after: str


def problems(
    actor: Actor, *, solved: bool = False, module: int | None = None, after: str = "", size: int = PAGE
) -> Page:
    """Newest first, each with `bound`, how many cards it has. One query."""
    rows = Problem.objects.for_actor(actor).filter(solved_at__isnull=not solved)
    if module is not None:
        rows = rows.filter(module=module)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    rows = rows.select_related("module", "opened_by").annotate(bound=Count("cards")).order_by("-pk")
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def counts(actor: Actor) -> dict[str, int]:
    """How many are open, and how many solved. One query."""
    return Problem.objects.for_actor(actor).aggregate(
        open=Count("pk", filter=Q(solved_at=None)), solved=Count("pk", filter=Q(solved_at__isnull=False))
    )


def find_problem(actor: Actor, number: str) -> Problem:
    """`Refused("absent")` when this person may not know of it."""
    rows = Problem.objects.for_actor(actor).select_related("module", "opened_by", "solved_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def unsolved_of(actor: Actor, card: str) -> Problem:
    """The one problem of a card that is not solved yet. Refused: `absent`."""
    found = Problem.objects.for_actor(actor).filter(cards__number=card, solved_at=None).first()
    if found is None:
        raise Refused("absent")
    return found


def bound_cards(actor: Actor, problem: Problem, after: str = "") -> tuple[list[Ticket], str, int]:
    """A page of the bound cards that this person may know of, the next cursor, and how many cards there are in all."""
    rows = Ticket.objects.for_actor(actor).filter(problems=problem).select_related("hospital", "handler")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: CARDS + 1])
    return found[:CARDS], str(found[CARDS - 1].pk) if len(found) > CARDS else "", problem.cards.count()


def likely_for(actor: Actor, ticket: Ticket, size: int = 12) -> list[Problem]:
    """Unsolved problems that this card may belong to: those of its module first, then the newest."""
    rows = Problem.objects.for_actor(actor).filter(solved_at=None).select_related("module").order_by("-pk")
    same = list(rows.filter(module=ticket.module_id)[:size]) if ticket.module_id else []
    others = list(rows.exclude(pk__in=[each.pk for each in same])[: size - len(same)]) if len(same) < size else []
    return [*same, *others]
