"""Notices of a person of a hospital."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shouwen.apps.notices import actions, queries
from shouwen.apps.notices.kinds import EXPERTS, MONEY, REMOTE, Kind
from shouwen.apps.notices.models import Notice
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui.door import Visit
from shouwen.ui.faces.notice import notice_faces
from shouwen.ui.quiet_form import keep_preferences, keep_quiet, telling_context


@reads
def notices(visit: Visit) -> HttpResponse:
    """Newest first. Opening one by its button marks it as read."""
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, after)
    here = reverse("portal:notices")
    return page(
        visit,
        "portal/notices.html",
        who(visit),
        notices=notice_faces(
            found.told,
            _address,
            lambda notice: reverse("portal:read_notice", args=[notice]),
        ),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


def _address(notice: Notice) -> str:
    """Where a notice leads: to its card, to one's webhooks, or home, where the hospital's people stand."""
    if notice.kind == Kind.WEBHOOK_OFF:
        return reverse("portal:webhooks")
    if notice.ticket is not None and notice.kind in REMOTE:
        return reverse("portal:card_remote", args=[notice.ticket.number])
    if notice.ticket is not None and notice.kind in EXPERTS:
        return reverse("portal:card_experts", args=[notice.ticket.number])
    if notice.complaint is not None:
        return reverse("portal:complaint", args=[notice.complaint.number])
    if notice.kind in MONEY:
        return reverse("portal:statements" if notice.kind == Kind.STATEMENT_CLOSED else "portal:quotes")
    return (
        reverse("portal:ticket", args=[notice.ticket.number]) if notice.ticket is not None else reverse("portal:home")
    )


@acts
def read(visit: Visit, notice: int) -> HttpResponse:
    """Mark one as read and open its card."""
    told = actions.read(visit.actor, notice, at=visit.now)
    return redirect(_address(told))


@acts
def read_all(visit: Visit) -> HttpResponse:
    actions.read_all(visit.actor, at=visit.now)
    return redirect("portal:notices")


@reads_and_acts
def preferences(visit: Visit) -> HttpResponse:
    """Which kinds come by which way, and the hours in which nothing does."""
    if visit.method == "POST":
        keep_preferences(visit)
        return redirect("portal:notice_preferences")
    return page(visit, "portal/notice_preferences.html", who(visit), **telling_context(visit))


@acts
def quiet_hours(visit: Visit) -> HttpResponse:
    status, form = keep_quiet(visit)
    if form is not None:
        return page(visit, "portal/notice_preferences.html", who(visit), status=status, **telling_context(visit, form))
    return redirect("portal:notice_preferences")


@acts
def forget_quiet(visit: Visit) -> HttpResponse:
    """The usual hours of one's role again."""
    actions.forget_quiet(visit.actor)
    return redirect("portal:notice_preferences")
