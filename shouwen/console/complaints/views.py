"""The list of complaints, and one record."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.complaints import clocks, queries
from shouwen.apps.complaints.access import find
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.customers.queries import hospitals_for
from shouwen.console.frame.guard import page, reads
from shouwen.policy.complaint import Act, Grade, Kind
from shouwen.policy.roles import Actor, Role
from shouwen.ui.door import Visit
from shouwen.ui.faces.complaint import due_of, events_of, filed_of, reading_faces
from shouwen.ui.faces.story import FileUrls, OriginalUrl

# Each step that has a page of its own, in the order of the flow.
STEPS = (
    (Act.CONTACT, "complaint_contact"),
    (Act.GRADE, "grade_complaint"),
    (Act.ASSIGN, "assign_complaint"),
    (Act.PROPOSE, "propose_for_complaint"),
    (Act.DECIDE, "decide_on_complaint"),
    (Act.ANSWER, "answer_complaint"),
    (Act.ACCEPT, "accept_complaint"),
    (Act.REJECT, "reject_complaint"),
    (Act.CONCLUDE, "conclude_complaint"),
    (Act.WITHDRAW, "withdraw_complaint"),
    (Act.CORRECT, "correct_complaint"),
    (Act.WORD, "complaint_word"),
    (Act.NOTE, "complaint_note"),
    (Act.NAME, "name_in_complaint"),
)


@reads
def complaint_list(visit: Visit) -> HttpResponse:
    """Newest first, narrowed by what stands in the address."""
    asked = queries.Asked.of(visit.GET.dict())
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, asked, after)
    counted = queries.counts(visit.actor, asked)
    return page(
        visit,
        "console/complaints.html",
        asked=asked,
        tabs=[(view, address(asked, view=view), counted[view], view == asked.view) for view in queries.VIEWS],
        kinds=[kind.value for kind in Kind],
        grades=[grade.value for grade in Grade],
        hospitals=hospitals_for(visit.actor),
        rows=[(each, due_of(each, visit.now)) for each in found.complaints],
        may_file=visit.actor.is_qualified,
        export_url=address(asked, to="console:complaints_sheet"),
        newer_url=address(asked) if after else "",
        older_url=address(asked, after=found.after) if found.after else "",
    )


def address(asked: queries.Asked, *, to: str = "console:complaints", **more: str) -> str:
    wanted = {**asked.in_address, **more}
    return f"{reverse(to)}?{urlencode(wanted)}" if wanted else reverse(to)


@reads
def complaint(visit: Visit, complaint: str) -> HttpResponse:
    found = find(visit.actor, complaint)
    may = queries.may_do(visit.actor, found)
    told = queries.story(found)
    return page(
        visit,
        "console/complaint.html",
        complaint=found,
        clocks=reading_faces(clocks.replayed(found, visit.now)),
        may={act.value for act in may},
        steps=[(act.value, reverse(f"console:{name}", args=[found.number])) for act, name in STEPS if act in may],
        clear_url=reverse("console:clear_in_complaint", args=[found.number]) if Act.NAME in may else "",
        shows_name=shows_name(visit.actor, found),
        accused=found.accused.select_related("person").order_by("pk"),
        proposals=found.proposals.select_related("by", "decided_by"),
        answers=found.answers.select_related("by", "replied_by"),
        words=found.words.select_related("author"),
        story=events_of(
            told, queries.names_in(told), queries.reasons_in(found), withheld=not shows_name(visit.actor, found)
        ),
        files=filed_of(
            queries.files_seen(visit.actor, found),
            *_addresses(found.number),
        ),
    )


def _addresses(number: str) -> tuple[FileUrls, OriginalUrl]:
    def files(pk: UUID) -> tuple[str, str]:
        args = [number, pk]
        return reverse("console:complaint_file", args=args), reverse("console:complaint_picture", args=args)

    return files, lambda pk: reverse("console:complaint_original", args=[number, pk])


def shows_name(actor: Actor, found: Complaint) -> bool:
    """Who complained is told, when he wishes it so, only to who looks into it, who leads, and who wrote it down."""
    leads = actor.roles & {Role.DIRECTOR, Role.AUDITOR, Role.ADMIN}
    return not found.withholds_name or bool(leads) or actor.id in {found.handler_id, found.opened_by_id}
