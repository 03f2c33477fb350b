"""Words of the rota and of calls."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

DUTY: Mapping[str, Mapping[str, Promise | str]] = {
    "post": {
        "service_centre": pgettext_lazy("post", "Service centre"),
        "deputy": pgettext_lazy("post", "Deputy on duty"),
        "supervisor": pgettext_lazy("post", "Supervisor on duty"),
        "frontline": pgettext_lazy("post", "Front line"),
        "development": pgettext_lazy("post", "Development centre"),
        "green_line": pgettext_lazy("post", "Green line"),
    },
    "rung": {
        "person": pgettext_lazy("rung", "on duty"),
        "deputy": pgettext_lazy("rung", "deputy"),
        "supervisor": pgettext_lazy("rung", "supervisor"),
        "director": pgettext_lazy("rung", "director"),
    },
    "swap_answer": {
        "open": pgettext_lazy("swap", "waits for an answer"),
        "accepted": pgettext_lazy("swap", "accepted"),
        "declined": pgettext_lazy("swap", "declined"),
        "withdrawn": pgettext_lazy("swap", "withdrawn"),
    },
    "alarm_end": {
        "answered": pgettext_lazy("alarm ended", "answered"),
        "taken": pgettext_lazy("alarm ended", "taken on"),
        "regraded": pgettext_lazy("alarm ended", "graded lower"),
        "over": pgettext_lazy("alarm ended", "no longer needed"),
    },
}
