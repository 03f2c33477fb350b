"""Addresses of the rota and of shifts. Acts are nouns."""

from django.urls import path

from shouwen.console.duty import asking, feed, hand_over, views

SHIFT = "duty/shifts/<int:shift>/"
LIST = "duty/hand-overs/<int:hand_over>/"
urlpatterns = [
    path("duty/", views.duty, name="duty"),
    path("duty/shifts/", views.put_on, name="put_on"),
    path("duty/standing/", views.standing, name="standing"),
    path("duty/copies/", views.copy, name="copy_week"),
    path(SHIFT, views.shift, name="shift"),
    path(SHIFT + "undo/", views.take_off, name="take_off"),
    path(SHIFT + "swap/", views.swap, name="swap"),
    path(SHIFT + "asks/", asking.ask, name="ask_swap"),
    path("duty/asks/<int:ask>/acceptance/", asking.accept, name="accept_swap"),
    path("duty/asks/<int:ask>/refusal/", asking.decline, name="decline_swap"),
    path("duty/asks/<int:ask>/undo/", asking.withdraw, name="withdraw_swap"),
    path("duty/feed/", feed.my_feed, name="duty_feed"),
    path("duty/feed/undo/", feed.close, name="close_duty_feed"),
    path("duty/feeds/<str:feed>.ics", feed.file, name="duty_feed_file"),
    path("duty/hand-overs/", hand_over.lists, name="hand_overs"),
    path("duty/hand-overs/new/", hand_over.new, name="new_hand_over"),
    path(LIST, hand_over.hand_over, name="hand_over"),
    path(LIST + "signature/", hand_over.sign, name="sign"),
]
