from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "shouwen.apps.complaints"
    label = "complaints"
