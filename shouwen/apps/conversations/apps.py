from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "shouwen.apps.conversations"
    label = "conversations"
