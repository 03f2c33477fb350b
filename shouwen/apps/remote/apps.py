from django.apps import AppConfig


class RemoteConfig(AppConfig):
    name = "shouwen.apps.remote"
    label = "remote"
    default_auto_field = "django.db.models.BigAutoField"
