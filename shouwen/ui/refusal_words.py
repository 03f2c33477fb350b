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
    "first_contact_word_missing": gettext_lazy("The first contact has not yet followed up with the hospital."),
    "nobody_answers": gettext_lazy("Nobody is set up to answer this hospital. Please tell the administrator."),
}


def refusal_words(refused: Refused) -> str:
    if refused.code == "not_now":
        state = word(refused.facts.get("state", ""), "state")
        return gettext("Not possible while the card is in the state “{state}”.").format(state=state)
    sentence = SENTENCES.get(refused.code)
    if sentence is not None:
        return str(sentence)
    return gettext("Not possible now ({code}).").format(code=refused.code)
