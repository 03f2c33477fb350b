"""The acts on a conversation. Its words are said by the card's own acts."""

from shouwen.apps.conversations.actions.attending import be_there, hand_over, sit_down, take
from shouwen.apps.conversations.actions.talking import Begun, Opening, begin, end, say
from shouwen.apps.conversations.actions.watch import end_forgotten, tell_late

__all__ = [
    "Begun",
    "Opening",
    "be_there",
    "begin",
    "end",
    "end_forgotten",
    "hand_over",
    "say",
    "sit_down",
    "take",
    "tell_late",
]
