"""The words of calls."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

CALLS: dict[str, Mapping[str, Promise | str]] = {
    "call_outcome": {
        "at_once": pgettext_lazy("call outcome", "Answered at once"),
        "card": pgettext_lazy("call outcome", "A card follows it up"),
        "passed": pgettext_lazy("call outcome", "Passed on"),
        "nothing": pgettext_lazy("call outcome", "Nothing to do"),
    },
    "call_source": {
        "exchange": pgettext_lazy("call source", "By the exchange"),
        "hand": pgettext_lazy("call source", "By hand"),
        "paper": pgettext_lazy("call source", "From the paper log"),
        "file": pgettext_lazy("call source", "From a file"),
    },
    "call_ended": {
        "answered": pgettext_lazy("call", "Answered"),
        "lost": pgettext_lazy("call", "Lost"),
    },
}
