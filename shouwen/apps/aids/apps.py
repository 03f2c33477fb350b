from django.apps import AppConfig


class AidsConfig(AppConfig):
    name = "shouwen.apps.aids"
    label = "aids"
    default_auto_field = "django.db.models.BigAutoField"
