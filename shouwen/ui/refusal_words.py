"""Why something may not be done now, as a sentence. The promise says no with a code; here it gets its words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word

SENTENCES: dict[str, Promise | str] = {
    "absent": gettext_lazy("There is no such choice."),
    "already_the_handler": gettext_lazy("You are already the handler."),
    "cause_unknown": gettext_lazy("Say what the cause was before you mark it as resolved."),
    "file_empty": gettext_lazy("The file is empty."),
    "file_kind": gettext_lazy("Only pictures, PDF, Office documents, zip and plain text can be attached."),
    "file_not_kept": gettext_lazy("The file could not be kept. Send the text without it, or try again later."),
    "file_too_large": gettext_lazy("The file is larger than {limit_mb} MB."),
    "first_contact_word_missing": gettext_lazy("The first contact has not yet followed up with the hospital."),
    "is_first_contact": gettext_lazy("He is the first contact himself."),
    "nobody_answers": gettext_lazy("Nobody is set up to answer this hospital. Please tell the administrator."),
    "not_the_first_contact": gettext_lazy("Only the first contact, or his recorded substitute, speaks for this card."),
    "not_the_handler": gettext_lazy("Only the handler, the first contact or the service director may do this."),
    "not_your_role": gettext_lazy("Your role does not include this."),
    "picture_broken": gettext_lazy("The picture cannot be read. Please take it again, or send it as a PDF."),
    "picture_too_large": gettext_lazy("The picture has more than {limit_mpx} million pixels."),
    "someone_handles": gettext_lazy("Somebody handles it already; a hand-over is offered by him."),
    "text_missing": gettext_lazy("Please fill in this field."),
    "text_too_long": gettext_lazy("Please stay within {limit} characters."),
    "too_many_files": gettext_lazy("Please attach at most {limit} files at a time."),
    "unknown_answer": gettext_lazy("Please say how much is affected."),
    "unknown_choice": gettext_lazy("Please choose one of the list."),
    "unknown_language": gettext_lazy("This language is not available."),
}


def refusal_words(refused: Refused) -> str:
    """The sentence for a refusal, in the reader's language."""
    if refused.code == "not_now":
        state = word(refused.facts.get("state", ""), "state")
        return gettext("Not possible while the card is in the state “{state}”.").format(state=state)
    sentence = SENTENCES.get(refused.code)
    if sentence is None:
        return gettext("Not possible now ({code}).").format(code=refused.code)
    return str(sentence).format(**refused.facts)
