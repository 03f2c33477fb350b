from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shouwen.apps.accounts"
    label = "accounts"
