from django.apps import AppConfig


class FaxesConfig(AppConfig):
    name = "shouwen.apps.faxes"
    label = "faxes"
