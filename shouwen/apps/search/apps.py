from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "shouwen.apps.search"
    label = "search"
