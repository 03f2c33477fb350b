"""Every session in a list; and the remote service on a card."""

from django.http import HttpResponse

from shouwen.apps.remote import queries
from shouwen.apps.remote.access import find_session, need_open
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import page, reads
from shouwen.console.frame.narrowed import address, hospital_asked, hospitals_to_choose
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.door import Visit
from shouwen.ui.faces.remote import authorisation_faces, record_bill


@reads
def sessions(visit: Visit) -> HttpResponse:
    stage, hospital, after = (
        queries.known_stage(visit.GET.get("stage", "")),
        hospital_asked(visit),
        visit.GET.get("after", ""),
    )
    found = queries.sessions(visit.actor, stage=stage, hospital=hospital, after=after)
    here, kept = "console:remote_sessions", {"stage": stage, "hospital": hospital}
    return page(
        visit,
        "console/remote_sessions.html",
        rows=found.rows,
        asks=queries.open_asks(visit.actor, visit.now, hospital=hospital) if not after else [],
        stages=list(queries.STAGES),
        stage=stage,
        hospitals=hospitals_to_choose(visit),
        hospital=hospital,
        export_url=address("console:remote_sheet", **kept),
        newer_url=address(here, **kept) if after else "",
        older_url=address(here, **kept, after=found.after) if found.after else "",
    )


@reads
def card_remote(visit: Visit, number: str) -> HttpResponse:
    """What was asked for and granted on a card, each session, and the proposal that somebody goes there."""
    ticket = find(visit.actor, number)
    clock = queries.clock_on(ticket.pk)
    try:
        need_open(ticket, "ask_remote")
        may_act_now = visit.actor.is_qualified
    except Refused:
        may_act_now = False
    rows = queries.authorisations_on(visit.actor, ticket.pk)
    return page(
        visit,
        "console/card_remote.html",
        ticket=ticket,
        authorisations=authorisation_faces(rows, visit.now, may_start=may_act_now),
        proposal=clock if clock and clock.state == clock.State.PROPOSED else None,
        declined=clock if clock and clock.state == clock.State.DECLINED else None,
        may_ask=may_act_now and not ticket.hospital.is_unlisted,
        may_act=visit.actor.is_qualified,
        directs=Role.DIRECTOR in visit.actor.roles,
        me=visit.actor.id,
        is_open=queries.is_open(visit.now),
    )


@reads
def record(visit: Visit, remote_session: str) -> HttpResponse:
    """远程服务记录单, on A4."""
    return record_bill(find_session(visit.actor, remote_session)).answer()
