from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "shouwen.ui"
    label = "ui"
