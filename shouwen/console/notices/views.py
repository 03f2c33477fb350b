"""Notices of a person of the staff."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shouwen.apps.notices import actions, queries
from shouwen.apps.notices.kinds import EXPERTS, MONEY, REMOTE, ROTA, Kind
from shouwen.apps.notices.models import Notice
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.ui.door import Visit
from shouwen.ui.faces.notice import notice_faces
from shouwen.ui.quiet_form import keep_preferences, keep_quiet, telling_context


@reads
def notices(visit: Visit) -> HttpResponse:
    """Newest first. Opening one by its button marks it as read."""
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, after)
    here = reverse("console:notices")
    return page(
        visit,
        "console/notices.html",
        notices=notice_faces(
            found.told,
            _address,
            lambda notice: reverse("console:read_notice", args=[notice]),
        ),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


def _address(notice: Notice) -> str:
    """Where a notice leads: to its card, to the hospital that it is about, or to one's webhooks."""
    if notice.kind == Kind.WEBHOOK_OFF:
        return reverse("console:webhooks")
    if notice.kind == Kind.RULE_STOPPED:
        return reverse("console:rule", args=[notice.event.subject_id])
    if notice.kind == Kind.CERTIFICATE_ENDS:
        return reverse("console:experts")
    if notice.kind in EXPERTS:
        return (
            reverse("console:card_experts", args=[notice.ticket.number])
            if notice.ticket is not None
            else reverse("console:consultations")
        )
    if notice.kind == Kind.LOW_RATING:
        return reverse("console:survey", args=[notice.event.subject_id])
    if notice.complaint is not None:
        return reverse("console:complaint", args=[notice.complaint.number])
    if notice.ticket is not None and notice.kind in MONEY:
        return reverse("console:card_money", args=[notice.ticket.number])
    if notice.ticket is not None and notice.kind in REMOTE:
        return reverse("console:card_remote", args=[notice.ticket.number])
    if notice.kind in ROTA:
        return reverse("console:duty")
    if notice.ticket is not None:
        return reverse("console:card", args=[notice.ticket.number])
    return reverse("console:customer", args=[notice.hospital_id])


@acts
def read(visit: Visit, notice: int) -> HttpResponse:
    """Mark one as read and open its card."""
    told = actions.read(visit.actor, notice, at=visit.now)
    return redirect(_address(told))


@acts
def read_all(visit: Visit) -> HttpResponse:
    actions.read_all(visit.actor, at=visit.now)
    return redirect("console:notices")


@reads_and_acts
def preferences(visit: Visit) -> HttpResponse:
    """Which kinds come by which way, and the hours in which nothing does."""
    if visit.method == "POST":
        keep_preferences(visit)
        return redirect("console:notice_preferences")
    return page(visit, "console/notice_preferences.html", **telling_context(visit))


@acts
def quiet_hours(visit: Visit) -> HttpResponse:
    status, form = keep_quiet(visit)
    if form is not None:
        return page(visit, "console/notice_preferences.html", status=status, **telling_context(visit, form))
    return redirect("console:notice_preferences")


@acts
def forget_quiet(visit: Visit) -> HttpResponse:
    """The usual hours of one's role again."""
    actions.forget_quiet(visit.actor)
    return redirect("console:notice_preferences")
