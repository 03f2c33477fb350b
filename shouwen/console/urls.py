"""Addresses of the console. Acts are nouns."""

from django.urls import path

from shouwen.console.accountability import views as accountability
from shouwen.console.calendars import views as calendars
from shouwen.console.card import (
    archive,
    classification,
    files,
    follow_up,
    handling,
    handover,
    hold,
    page,
    proof,
    relation,
    replies,
    resolution,
)
from shouwen.console.catalogue import views as catalogue
from shouwen.console.deliveries import views as deliveries
from shouwen.console.intake import views as intake
from shouwen.console.notices import views as notices
from shouwen.console.problems import views as problems
from shouwen.console.queue import views as queue
from shouwen.console.search import views as search

app_name = "console"
CARD = "tickets/<slug:number>/"
PROBLEM = "problems/<slug:problem>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("accountability/", accountability.accountability, name="accountability"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/preview/", calendars.preview, name="calendar_preview"),
    path("calendars/versions/", calendars.publication, name="calendar_publication"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:delivery>/retry/", deliveries.try_again, name="try_again"),
    path("deliveries/<int:delivery>/abandonment/", deliveries.give_up, name="give_up"),
    path("problems/", problems.problem_list, name="problems"),
    path(PROBLEM, problems.problem, name="problem"),
    path(PROBLEM + "finding/", problems.write, name="write_problem"),
    path(PROBLEM + "solution/", problems.solve, name="solve_problem"),
    path(PROBLEM + "cards/", problems.bind, name="bind_problem"),
    path(PROBLEM + "cards/undo/", problems.unbind, name="unbind_problem"),
    path("new/", intake.intake, name="intake"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="read_notices"),
    path("notices/preferences/", notices.preferences, name="notice_preferences"),
    path("notices/<int:notice>/reading/", notices.read, name="read_notice"),
    path("search/", search.search, name="search"),
    path(CARD, page.card, name="card"),
    path(CARD + "problem/", problems.of_card, name="card_problem"),
    path(CARD + "print/", page.printed, name="print"),
    path(CARD + "clocks/<slug:kind>/", proof.clock, name="why_clock"),
    path(CARD + "verdict/", proof.verdict, name="why_verdict"),
    path(CARD + "files/<uuid:file_id>/", files.file, name="file"),
    path(CARD + "files/<uuid:file_id>/preview/", files.picture, name="preview"),
    path(CARD + "handling/", handling.take, name="take"),
    path(CARD + "classification/", classification.classify, name="classify"),
    path(CARD + "replies/", replies.reply, name="reply"),
    path(CARD + "notes/", replies.note, name="note"),
    path(CARD + "hold/", hold.hold, name="hold"),
    path(CARD + "hold/undo/", hold.resume, name="resume"),
    path(CARD + "restoration/", resolution.restore, name="restore"),
    path(CARD + "resolution/", resolution.resolve, name="resolve"),
    path(CARD + "resolution/undo/", follow_up.reopen, name="reopen"),
    path(CARD + "follow-ups/", follow_up.follow_up, name="follow_up"),
    path(CARD + "substitution/", follow_up.substitute, name="substitute"),
    path(CARD + "offers/", handover.offer, name="offer"),
    path(CARD + "offers/acceptance/", handover.accept, name="accept"),
    path(CARD + "offers/refusal/", handover.decline, name="decline"),
    path(CARD + "offers/undo/", handover.withdraw_offer, name="withdraw_offer"),
    path(CARD + "chases/", handover.chase, name="chase"),
    path(CARD + "dispute/answer/", handover.settle, name="settle"),
    path(CARD + "journeys/", handover.dispatch, name="dispatch"),
    path(CARD + "journeys/arrival/", handover.arrive, name="arrive"),
    path(CARD + "merger/", relation.merge, name="merge"),
    path(CARD + "links/", relation.link, name="link"),
    path(CARD + "links/undo/", relation.unlink, name="unlink"),
    path(CARD + "parts/", relation.split, name="split"),
    path(CARD + "major/", relation.declare_major, name="declare_major"),
    path(CARD + "announcements/", relation.announce, name="announce"),
    path(CARD + "cancellation/", relation.cancel, name="cancel"),
    path(CARD + "withdrawal/", relation.withdraw, name="withdraw"),
    path(CARD + "archive/", archive.archive, name="archive"),
    path(CARD + "archive.pdf", archive.archived_pdf, name="archive_pdf"),
    path(CARD + "archive/revisions/", archive.revise, name="revise"),
    path(CARD + "closure/", follow_up.close, name="close"),
]
