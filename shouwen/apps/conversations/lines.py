"""The next line of a conversation; its row, or its card's, is locked by the act."""

from datetime import datetime
from typing import Any

from shouwen.apps.conversations.models import Conversation, Line


def add(talk: Conversation, at: datetime, **facts: Any) -> Line:
    """Numbered without a gap; the conversation is saved with it."""
    talk.last_line += 1
    talk.last_at = max(talk.last_at, at)
    line = Line.objects.create(conversation=talk, sequence=talk.last_line, at=at, **facts)
    talk.save()
    return line
