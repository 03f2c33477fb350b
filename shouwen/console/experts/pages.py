"""The green channel, consultations, the register, and everything of experts on a card."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from shouwen.apps.billing.queries import charged_for_visits
from shouwen.apps.consultations import queries
from shouwen.apps.consultations.access import find_consultation, find_solution
from shouwen.apps.customers.models import Hospital
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import page, reads
from shouwen.console.frame.narrowed import address, hospital_asked, hospitals_to_choose
from shouwen.policy.consultation import KEEPS_EXPERTS, NAMES_EXPERTS, Stage
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.door import Visit
from shouwen.ui.faces.happened import happened_to
from shouwen.ui.faces.minutes import minutes_bill
from shouwen.ui.file_answer import download


@reads
def green(visit: Visit) -> HttpResponse:
    """The channel's own queue, right after anyone's grade 1; and who is entitled, with his experts."""
    found = queries.green_queue(visit.actor)
    today = timezone.localdate(visit.now)
    kept = Hospital.objects.for_actor(visit.actor).filter(pk__in=queries.entitled(today)).order_by("name")
    named = queries.named_at([each.pk for each in kept])
    return page(
        visit,
        "console/green.html",
        queue=[*found.gravest, *found.green],
        hospitals=[(each, named.get(each.pk, [])) for each in kept],
        may_name=bool(visit.actor.roles & NAMES_EXPERTS),
    )


@reads
def consultations(visit: Visit) -> HttpResponse:
    stage, hospital, after = stage_of(visit), hospital_asked(visit), visit.GET.get("after", "")
    found = queries.consultations(visit.actor, stage=stage, hospital=hospital, after=after)
    here, kept = "console:consultations", {"stage": stage, "hospital": hospital}
    return page(
        visit,
        "console/consultations.html",
        rows=found.rows,
        stages=list(Stage),
        stage=stage,
        hospitals=hospitals_to_choose(visit),
        hospital=hospital,
        export_url=address("console:consultations_sheet", **kept),
        newer_url=address(here, **kept) if after else "",
        older_url=address(here, **kept, after=found.after) if found.after else "",
    )


def stage_of(visit: Visit) -> str:
    """The stage that is asked for; an odd one is every stage."""
    said = visit.GET.get("stage", "")
    return said if said in set(Stage) else ""


@reads
def consultation(visit: Visit, consultation: str) -> HttpResponse:
    found = find_consultation(visit.actor, consultation)
    members = queries.members_of(found)
    mine = next((each for each in members if each.person_id == visit.actor.id), None)
    known = queries.specialties([each.person_id for each in members], timezone.localdate(visit.now))
    return page(
        visit,
        "console/consultation.html",
        consultation=found,
        members=[(each, known.get(each.person_id, "")) for each in members],
        mine=mine,
        is_chair=found.chair_id == visit.actor.id,
        may_cancel=found.stage == Stage.CALLED
        and (visit.actor.id in {found.called_by_id, found.chair_id} or Role.DIRECTOR in visit.actor.roles),
        history=happened_to("consultation", found.pk),
    )


@reads
def minutes(visit: Visit, consultation: str) -> HttpResponse:
    """The signed minutes as a PDF; before they are signed there are none."""
    found = find_consultation(visit.actor, consultation)
    if found.minutes is None:
        raise Refused("absent")
    return minutes_bill(found).answer()


@reads
def experts(visit: Visit) -> HttpResponse:
    """The register; what ends within sixty days stands out."""
    today = timezone.localdate(visit.now)
    ending = visit.GET.get("show") == "ending"
    return page(
        visit,
        "console/experts.html",
        rows=[(each, each.terms.is_valid(today)) for each in queries.certificates(today, ending=ending)],
        ending=ending,
        soon={each.pk for each in queries.certificates(today, ending=True)},
        may_keep=bool(visit.actor.roles & KEEPS_EXPERTS),
    )


@reads
def card_experts(visit: Visit, number: str) -> HttpResponse:
    """Consultations, visits and the special solution of a card."""
    ticket = find(visit.actor, number)
    solution = queries.solution_on(visit.actor, ticket.pk)
    visits = queries.visits_on(visit.actor, ticket.pk)
    return page(
        visit,
        "console/card_experts.html",
        ticket=ticket,
        consultations=queries.consultations_on(visit.actor, ticket.pk),
        visits=visits,
        charged=charged_for_visits([each.pk for each in visits]),
        solution=solution,
        versions=queries.versions_of(visit.actor, solution) if solution else [],
        may_call=visit.actor.is_qualified,
        may_propose=bool(visit.actor.roles & NAMES_EXPERTS),
        me=visit.actor.id,
    )


@reads
def solution_file(visit: Visit, solution: str, version: int) -> FileResponse:
    found = find_solution(visit.actor, solution)
    return download(queries.version_of(visit.actor, found, version).file)
