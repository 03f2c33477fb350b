from django.apps import AppConfig


class DeparturesConfig(AppConfig):
    name = "shouwen.apps.departures"
    label = "departures"
