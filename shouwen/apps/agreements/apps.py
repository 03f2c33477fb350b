from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "shouwen.apps.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
