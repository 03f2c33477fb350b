"""Addresses of the console. Acts are nouns."""

from django.urls import path

from shouwen.console.card import classification, files, follow_up, handling, hold, page, proof, replies, resolution
from shouwen.console.queue import views as queue

app_name = "console"
CARD = "tickets/<slug:number>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path(CARD, page.card, name="card"),
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
    path(CARD + "closure/", follow_up.close, name="close"),
]
