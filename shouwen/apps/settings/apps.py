from django.apps import AppConfig


class SettingsConfig(AppConfig):
    name = "shouwen.apps.settings"
    label = "settings"
    default_auto_field = "django.db.models.BigAutoField"
