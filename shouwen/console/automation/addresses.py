"""Addresses of the rules. Acts are nouns."""

from django.urls import path

from shouwen.console.automation import runs, spreadsheet, views

RULE = "rules/<int:rule>/"
urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("rules/new/", views.add, name="add_rule"),
    path(RULE, views.rule, name="rule"),
    path(RULE + "versions/new/", views.revise, name="revise_rule"),
    path(RULE + "activity/", views.switch_on, name="switch_on_rule"),
    path(RULE + "activity/end/", views.switch_off, name="switch_off_rule"),
    path(RULE + "place/", views.arrange, name="arrange_rule"),
    path("rule-runs/", runs.runs, name="rule_runs"),
    path("rule-runs.xlsx", spreadsheet.runs_sheet, name="rule_runs_sheet"),
    path("rule-runs/<int:rule_run>/", runs.run, name="rule_run"),
]
