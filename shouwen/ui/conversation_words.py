"""Codes of the online service in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Words = Mapping[str, Promise | str]

TALKS: Mapping[str, Words] = {
    "talk_stage": {
        "waiting": pgettext_lazy("conversation", "Waiting"),
        "attended": pgettext_lazy("conversation", "Under way"),
        "ended": pgettext_lazy("conversation", "Ended"),
    },
    "talk_because": {
        "agent": pgettext_lazy("conversation ended", "by our agent"),
        "customer": pgettext_lazy("conversation ended", "by the hospital"),
        "unattended": pgettext_lazy("conversation ended", "the hours were over before somebody took it"),
        "quiet": pgettext_lazy("conversation ended", "nobody had said anything for two hours"),
        "card_ended": pgettext_lazy("conversation ended", "with its card"),
    },
    "talk_view": {
        "waiting": pgettext_lazy("conversations", "Waiting"),
        "mine": pgettext_lazy("conversations", "Mine"),
        "open": pgettext_lazy("conversations", "Open"),
        "all": pgettext_lazy("conversations", "All"),
    },
}

TALK_REFUSALS: Mapping[str, Promise | str] = {
    "not_the_handler_here": gettext_lazy("You do not handle the card, so you cannot offer its handling."),
    "talk_ended": gettext_lazy("This conversation has ended. Go on with the card, or begin a new conversation."),
    "talk_not_yours": gettext_lazy("Only the agent who has taken this conversation may do that."),
    "talk_taken": gettext_lazy("Somebody else has taken this conversation."),
    "talk_to_oneself": gettext_lazy("You have it already. Please choose somebody else."),
}
