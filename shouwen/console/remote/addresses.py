"""Addresses of the remote service. Acts are nouns."""

from django.urls import path

from shouwen.console.remote import keeping, pages, spreadsheet

CARD = "tickets/<slug:number>/"
AUTHORISATION = "remote/<slug:authorisation>/"
SESSION = "remote-sessions/<slug:remote_session>/"
urlpatterns = [
    path("remote/", pages.sessions, name="remote_sessions"),
    path("remote.xlsx", spreadsheet.sessions_sheet, name="remote_sheet"),
    path(CARD + "remote/", pages.card_remote, name="card_remote"),
    path(CARD + "remote/new/", keeping.ask, name="ask_remote"),
    path(AUTHORISATION + "telephone/", keeping.by_phone, name="record_grant"),
    path(AUTHORISATION + "cancellation/", keeping.cancel, name="cancel_remote"),
    path(AUTHORISATION + "sessions/new/", keeping.start, name="start_session"),
    path(SESSION + "end/", keeping.end, name="end_session"),
    path("remote-sessions/<slug:remote_session>.pdf", pages.record, name="remote_record"),
    path(CARD + "onsite/", keeping.send, name="send_onsite"),
    path(CARD + "onsite/refusal/", keeping.decline, name="decline_onsite"),
]
