"""Addresses of the online service's desk. Acts are nouns."""

from django.urls import path

from shouwen.console.conversations import views

TALK = "conversations/<int:conversation>/"
urlpatterns = [
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/desk/", views.sit_down, name="sit_down"),
    path("conversations/desk/undo/", views.stand_up, name="stand_up"),
    path(TALK, views.talk, name="talk"),
    path(TALK + "lines/", views.lines, name="talk_lines"),
    path(TALK + "presence/", views.presence, name="talk_presence"),
    path(TALK + "taking/", views.take, name="take_talk"),
    path(TALK + "hand-over/", views.hand_over, name="hand_over_talk"),
    path(TALK + "end/", views.end, name="end_talk"),
]
