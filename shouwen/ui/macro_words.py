"""Words of what a macro does."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

MACROS: dict[str, dict[str, Promise | str]] = {
    "macro_step": {
        "take": pgettext_lazy("macro", "Take the card"),
        "kind": pgettext_lazy("macro", "Set the kind"),
        "grade": pgettext_lazy("macro", "Set impact and urgency"),
        "module": pgettext_lazy("macro", "Set the module"),
        "service": pgettext_lazy("macro", "Set the planned service"),
        "offer": pgettext_lazy("macro", "Hand over to"),
        "team": pgettext_lazy("macro", "Hand over to the least busy of the team"),
        "note": pgettext_lazy("macro", "Write an internal note"),
        "checklist": pgettext_lazy("macro", "Add the checklist"),
        "word": pgettext_lazy("macro", "Ask for a word to the hospital within"),
        "reply": pgettext_lazy("macro", "Send the canned reply"),
        "draft": pgettext_lazy("macro", "Put the canned reply into the composer"),
    },
}
