"""The words of follow-up surveys."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

SURVEYS: dict[str, Mapping[str, Promise | str]] = {
    "survey_view": {
        "due": pgettext_lazy("surveys", "To be asked"),
        "low": pgettext_lazy("surveys", "Low, to be answered"),
        "answered": pgettext_lazy("surveys", "Answered"),
        "unreached": pgettext_lazy("surveys", "Not reached"),
        "all": pgettext_lazy("surveys", "All"),
    },
    "survey_state": {
        "due": pgettext_lazy("survey", "To be asked"),
        "answered": pgettext_lazy("survey", "Answered"),
        "unreached": pgettext_lazy("survey", "Not reached"),
        "void": pgettext_lazy("survey", "Opened again before it was asked"),
    },
    "survey_why": {
        "grade": pgettext_lazy("survey", "grade 1 or 2"),
        "complaint": pgettext_lazy("survey", "complaint"),
        "sample": pgettext_lazy("survey", "sample"),
        "own": pgettext_lazy("survey", "rated by himself"),
    },
    "survey_solved": {
        "yes": pgettext_lazy("survey", "Solved"),
        "no": pgettext_lazy("survey", "Not solved"),
    },
    "score": {
        "5": pgettext_lazy("score", "5 very good"),
        "4": pgettext_lazy("score", "4 good"),
        "3": pgettext_lazy("score", "3 fair"),
        "2": pgettext_lazy("score", "2 poor"),
        "1": pgettext_lazy("score", "1 bad"),
    },
}
