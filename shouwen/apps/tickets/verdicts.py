"""Who pays for a card: asked of the agreements, kept as a row each time."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import OuterRef, Q, Subquery

from shouwen.apps.agreements.queries import Judgement, Request, judge, judge_among, lines_for, pools
from shouwen.apps.tickets.models import Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE, day_of
from shouwen.apps.tickets.unit_moves import taken
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Charge
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import Actor
from shouwen.policy.severity import Kind


def judge_ticket(ticket: Ticket) -> Judgement:
    """The state on the day of acceptance decides, whenever the verdict is given (clause phase.day_of_acceptance).

    An urgent response counts the units that other cards have taken of that year.
    """
    request = request_of(ticket, ticket.kind, ticket.service, ticket.cause)
    if request.service is not Service.URGENT:
        return judge(request)
    lines = lines_for(request.hospital_id, request.campus_id, request.module_id)
    keys = [pool.key for line in lines for pool in pools(line, request.day)]
    return judge_among(lines, request, taken(keys, besides=ticket.pk))


def by_line(ticket: Ticket, found: Verdict) -> list[Judgement]:
    """What each line that covers this module at this campus says by itself, as the agreement stands now: why the most
    favourable one counted (clause cover.most_favourable)."""
    request = request_of(ticket, found.kind, found.service, found.cause)
    lines = lines_for(request.hospital_id, request.campus_id, request.module_id)
    keys = [pool.key for line in lines for pool in pools(line, request.day)]
    used = taken(keys, besides=ticket.pk) if request.service is Service.URGENT else {}
    return [judge_among([line], request, used) for line in lines]


def deciding_day(accepted_at: datetime) -> date:
    """The day whose state decides: that of acceptance, at the desk (clause phase.day_of_acceptance)."""
    return day_of(accepted_at)


def request_of(ticket: Ticket, kind: str, service: str, cause: str) -> Request:
    """What is asked of the agreements when a card is judged as this."""
    return Request(
        hospital_id=ticket.hospital_id,
        campus_id=ticket.campus_id,
        module_id=ticket.module_id,
        day=deciding_day(ticket.accepted_at),
        kind=Kind(kind),
        service=Service(service),
        cause=Cause(cause),
    )


def record(ticket: Ticket, judgement: Judgement, by: Actor, at: datetime) -> Verdict:
    """Keep a verdict as a row of its own."""
    return Verdict.objects.create(
        ticket=ticket,
        at=at,
        by_id=by.id,
        line=judgement.line,
        phase=judgement.verdict.phase,
        cover=judgement.verdict.cover,
        charge=judgement.verdict.charge,
        kind=ticket.kind,
        service=ticket.service,
        cause=ticket.cause,
        clauses=list(judgement.verdict.clauses),
    )


def quoted_since(hospital_id: int, first: date, *, besides_open: Collection[int] = ()) -> list[int]:
    """Cards that were accepted on this day or later and are to be quoted by their newest verdict: those that have not
    ended, and of the others those named here."""
    newest = Verdict.objects.filter(ticket=OuterRef("pk")).order_by("-pk").values("charge")[:1]
    since = datetime.combine(first, time(), DESK_ZONE)
    wanted = ~Q(state__in=ENDED) | Q(pk__in=list(besides_open))
    rows = Ticket.objects.filter(wanted, hospital=hospital_id, accepted_at__gte=since)
    quoted = rows.annotate(charge=Subquery(newest)).filter(charge=Charge.QUOTE)
    return list(quoted.order_by("pk").values_list("pk", flat=True))
