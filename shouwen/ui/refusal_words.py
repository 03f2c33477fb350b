"""Why something may not be done now, as a sentence. The promise says no with a code; here it gets its words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word

SENTENCES: dict[str, Promise | str] = {
    "not_your_role": gettext_lazy("Your role does not include this."),
    "not_the_handler": gettext_lazy("Only the handler, the first contact or the service director may do this."),
    "not_the_first_contact": gettext_lazy("Only the first contact, or his recorded substitute, speaks for this card."),
    "already_the_handler": gettext_lazy("You are already the handler."),
    "someone_handles": gettext_lazy("Somebody else is the handler already."),
    "first_contact_word_missing": gettext_lazy("The first contact has not yet followed up with the hospital."),
    "cause_unknown": gettext_lazy("A resolved card has a cause: choose one."),
    "is_first_contact": gettext_lazy("This person is the first contact already: choose another."),
    "text_missing": gettext_lazy("Please write something here."),
    "unknown_choice": gettext_lazy("Please choose one."),
    "unknown_answer": gettext_lazy("Please choose one."),
    "absent": gettext_lazy("This is no longer there: please choose again."),
    "file_kind": gettext_lazy("This kind of file is not taken. Pictures, PDF, text and office files are."),
    "file_empty": gettext_lazy("The file is empty."),
    "picture_broken": gettext_lazy("The picture cannot be read. Please take it once more."),
    "picture_too_large": gettext_lazy("The picture has too many pixels. Please make it smaller."),
    "nobody_answers": gettext_lazy("Nobody is set up to answer this hospital. Please tell the administrator."),
}


def refusal_words(refused: Refused) -> str:
    if refused.code == "not_now":
        state = word(refused.facts.get("state", ""), "state")
        return gettext("Not possible while the card is in the state “{state}”.").format(state=state)
    if refused.code == "file_too_large":
        return gettext("The file is larger than {limit} MB.").format(limit=refused.facts.get("limit_mb", ""))
    if refused.code == "text_too_long":
        return gettext("Please be shorter: at most {limit} characters.").format(limit=refused.facts.get("limit", ""))
    sentence = SENTENCES.get(refused.code)
    if sentence is not None:
        return str(sentence)
    return gettext("Not possible now ({code}).").format(code=refused.code)
