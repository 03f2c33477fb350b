from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "shouwen.console"
    label = "console"
