from django.apps import AppConfig


class OriginalsConfig(AppConfig):
    name = "shouwen.apps.originals"
    label = "originals"
    default_auto_field = "django.db.models.BigAutoField"
