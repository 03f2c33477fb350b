"""Addresses of calls. Acts are nouns."""

from django.urls import path

from shouwen.console.calls import figures, views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls.xlsx", figures.calls_sheet, name="calls_sheet"),
    path("calls/new/", views.log, name="log_call"),
    path("calls/paper/", views.paper, name="call_paper"),
    path("calls/ringing/", views.ringing, name="ringing"),
    path("calls/figures/", figures.figures, name="call_figures"),
    path("calls/figures.xlsx", figures.figures_sheet, name="call_figures_sheet"),
    path("calls/<int:call>/", views.call, name="call"),
    path("calls/<int:call>/outcome/", views.settle, name="settle_call"),
    path("calls/<int:call>/card/", views.bind, name="bind_call"),
]
