from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "shouwen.apps.calls"
    label = "calls"
