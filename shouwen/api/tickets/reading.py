"""Cards read: lists by cursor, one whole, its story, and the proof of a clock."""

from ninja import Router
from ninja.params.functions import Query

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import only
from shouwen.api.tickets import faces, shown
from shouwen.apps.calendars.queries import working_times
from shouwen.apps.search.queries import find
from shouwen.apps.tickets.queries import Asked, listed, narrowing
from shouwen.apps.tickets.queue import Tab
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.policy.clock import ClockKind
from shouwen.policy.decision import clock_clauses
from shouwen.policy.lifecycle import State
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Kind
from shouwen.ui.faces.clock import span_faces
from shouwen.ui.faces.story import story_of

router = Router(tags=["tickets"])
FILTERS = ("tab", "state", "grade", "hospital", "q", "cursor")


@router.get("/tickets", response=reads(shown.Rows), summary="Cards, newest first")
def tickets(
    request: Call,
    tab: Tab | None = None,
    state: State | None = None,
    grade: int | None = Query(None, ge=1, le=5),
    hospital: int | None = Query(None, ge=1, le=2**53),
    q: str | None = Query(None, max_length=200, description="Words on the card, its number or a hospital."),
    cursor: str | None = Query(None, max_length=64),
) -> shown.Rows:
    """The cards that you may see, 25 at a time, at most. All that is asked holds together; an unknown parameter is
    refused. A page of a search may be short and still have a next one."""
    only(request, *FILTERS)
    asked = Asked(tab or Tab.ALL, state or "", grade, hospital)
    if q is not None:
        among = None if asked == Asked() else narrowing(request.actor, asked, request.now)
        found = find(request.actor, q, after_of("found", cursor), among=among, whole=True)
        return shown.Rows(items=[faces.row(each) for each in found.tickets], next=cursor_of("found", found.after))
    page = listed(request.actor, asked, request.now, after_of("tickets", cursor))
    return shown.Rows(items=[faces.row(each) for each in page.tickets], next=cursor_of("tickets", page.after))


@router.get("/tickets/{slug:number}", response=reads(shown.Card), summary="One card whole")
def ticket(request: Call, number: str) -> shown.Card:
    """People, clocks, verdict, module, and what you may do with it now."""
    only(request)
    return faces.card(request, number)


@router.get("/tickets/{slug:number}/story", response=reads(shown.Story), summary="What happened")
def story(request: Call, number: str) -> shown.Story:
    """Oldest first. A hospital reads what is public; staff also notes and what happened among us."""
    only(request)
    found = whole_card(request.actor, number, request.now)
    told = story_of(found, lambda file: (str(file), ""), inside=request.actor.is_staff)
    return shown.Story.model_validate({"items": [_told(item) for item in told]})


def _told(item: object) -> dict[str, object]:
    names = ("kind", "at", "who", "from_customer", "code", "detail", "text")
    files = [
        {"id": file.url, "label": file.label, "size": file.size, "shows_patient": file.shows_patient}
        for file in getattr(item, "files", ())
    ]
    return {name: getattr(item, name) for name in names} | {"files": files}


@router.get("/tickets/{slug:number}/clocks/{slug:kind}", response=reads(shown.Proof), summary="Why a clock is due then")
def clock(request: Call, number: str, kind: str) -> shown.Proof:
    """The proof, span by span. `kind`: response, arrival or resolution; 404 while the card has no such clock."""
    only(request)
    found = whole_card(request.actor, number, request.now)
    reading = next((each for each in found.readings if each.kind == kind), None)
    if reading is None or kind not in set(ClockKind):
        raise Refused("absent")
    ticket = found.ticket
    spec = working_times(ticket.calendar_version_id)[reading.calendar].spec
    return shown.Proof(
        clock=faces.clock(found, reading),
        spans=[
            shown.Span(start=each.start, end=each.end, because=each.because, minutes=each.minutes, note=each.note)
            for each in span_faces(reading, found.facts, spec)
        ],
        clauses=faces.clauses(clock_clauses(reading, Kind(ticket.kind), covered=ticket.onsite_covered)),
        calendar_version=ticket.calendar_version.number,
        policy_version=ticket.policy_version,
    )
