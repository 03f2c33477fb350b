from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "shouwen.apps.webhooks"
    label = "webhooks"
